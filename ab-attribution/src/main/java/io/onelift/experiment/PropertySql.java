package io.onelift.experiment;

import io.onelift.event.Field;
import io.onelift.event.ValueType;
import io.onelift.tag.Predicate;
import io.onelift.tag.Predicate.Bound;
import io.onelift.tag.Predicate.Contains;
import io.onelift.tag.Predicate.In;
import io.onelift.tag.Predicate.IsSet;
import io.onelift.tag.Predicate.NotIn;
import io.onelift.tag.Predicate.Range;
import io.onelift.tag.Scalar;
import io.onelift.warehouse.Warehouse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A test on a property as a condition in SQL; its values are parameters. */
final class PropertySql {
  private PropertySql() {}

  /**
   * The condition; empty when it can't hold.
   *
   * @param field empty when no event ever carried the property: its value is missing everywhere
   * @param params receives the values
   */
  static Optional<String> condition(
      Predicate predicate, Optional<Field> field, Map<String, Object> params) {
    if (field.isEmpty()) {
      return switch (predicate) {
        case NotIn _ -> Optional.of("1");
        case IsSet(boolean set) -> set ? Optional.empty() : Optional.of("1");
        case In _, Range _, Contains _ -> Optional.empty();
      };
    }
    String column = Warehouse.identifier(field.get().column());
    boolean list = field.get().type() == ValueType.LIST;
    return Optional.of(
        switch (predicate) {
          case In(List<Scalar> values) -> oneOf(column, field.get(), values, params);
          case NotIn(List<Scalar> values) -> "NOT " + oneOf(column, field.get(), values, params);
          case Range(Optional<Bound> lower, Optional<Bound> upper) ->
              String.join(
                  " AND ",
                  Stream.concat(
                          lower.stream().map(b -> bound(column, field.get(), ">", b, params)),
                          upper.stream().map(b -> bound(column, field.get(), "<", b, params)))
                      .toList());
          case IsSet(boolean set) ->
              (set ? "" : "NOT ")
                  + (list ? "notEmpty(" + column + ")" : "isNotNull(" + column + ")");
          case Contains(String text) ->
              "ifNull(positionCaseInsensitiveUTF8("
                  + (list ? "arrayStringConcat(" + column + ", '\\n')" : "toString(" + column + ")")
                  + ", "
                  + parameter("String", text, params)
                  + ") > 0, 0)";
        });
  }

  /** Numbers and times are compared as what they are, everything else as text. */
  private static String oneOf(
      String column, Field field, List<Scalar> values, Map<String, Object> params) {
    List<String> texts = values.stream().map(Scalar::toString).toList();
    return switch (field.type()) {
      case LIST -> "hasAny(" + column + ", " + parameter("Array(String)", texts, params) + ")";
      case NUMBER ->
          "arrayExists(v -> toFloat64OrNull(v) = ifNull("
              + column
              + ", nan), "
              + parameter("Array(String)", texts, params)
              + ")";
      case TIME ->
          "arrayExists(v -> isNotNull("
              + column
              + ") AND parseDateTime64BestEffortOrNull(v, 3) = "
              + column
              + ", "
              + parameter("Array(String)", texts, params)
              + ")";
      case TEXT, BOOLEAN ->
          "has("
              + parameter("Array(String)", texts, params)
              + ", ifNull(toString("
              + column
              + "), '\\0'))";
    };
  }

  private static String bound(
      String column, Field field, String sign, Bound bound, Map<String, Object> params) {
    String operator = sign + (bound.inclusive() ? "=" : "");
    String value =
        field.type() == ValueType.TIME
            ? "parseDateTime64BestEffort("
                + parameter("String", bound.value().toString(), params)
                + ", 3)"
            : "toFloat64(" + parameter("String", bound.value().toString(), params) + ")";
    String left =
        field.type() == ValueType.TIME || field.type() == ValueType.NUMBER
            ? column
            : "toFloat64OrNull(toString(" + column + "))";
    return "ifNull(" + left + " " + operator + " " + value + ", 0)";
  }

  private static String parameter(String type, Object value, Map<String, Object> params) {
    String name = "p" + params.size();
    params.put(name, value);
    return "{" + name + ":" + type + "}";
  }
}
