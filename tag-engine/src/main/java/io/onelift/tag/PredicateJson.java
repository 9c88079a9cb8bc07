package io.onelift.tag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.event.Problem;
import io.onelift.event.ValueType;
import io.onelift.tag.Predicate.Bound;
import io.onelift.tag.Predicate.Contains;
import io.onelift.tag.Predicate.In;
import io.onelift.tag.Predicate.IsSet;
import io.onelift.tag.Predicate.NotIn;
import io.onelift.tag.Predicate.Range;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tests on a value as fields of a JSON object: {@code eq}, {@code in}, {@code ne}, {@code not_in},
 * {@code gt}, {@code gte}, {@code lt}, {@code lte}, {@code is_set}, {@code contains}.
 */
public final class PredicateJson {
  /** The fields that state a test. */
  public static final List<String> FIELDS =
      List.of("eq", "in", "ne", "not_in", "gt", "gte", "lt", "lte", "is_set", "contains");

  private static final List<String> BOUNDS = List.of("gt", "gte", "lt", "lte");
  private static final int MOST_VALUES = 10_000;
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Double.MAX_VALUE);

  private PredicateJson() {}

  /**
   * What the value is, so that a test that can never make sense is reported.
   *
   * @param values the values there are; empty when any value may come
   */
  public record Expected(ValueType type, Set<String> values) {
    public Expected {
      values = Set.copyOf(values);
    }

    public static Expected of(ValueType type) {
      return new Expected(type, Set.of());
    }
  }

  /** The one test among the fields; reports a missing, doubled or misplaced one. */
  public static Optional<Predicate> parse(JsonFields fields, Optional<Expected> expected) {
    List<String> present = fields.present(FIELDS);
    present.forEach(fields::any);
    if (present.isEmpty()) {
      fields.problem("", "needs a test: one of " + String.join(", ", FIELDS));
      return Optional.empty();
    }
    if (BOUNDS.containsAll(present)) {
      return range(fields, present, expected);
    }
    if (present.size() > 1) {
      fields.problem(
          "",
          "has several tests ("
              + String.join(", ", present)
              + "); join them with \"and\" as conditions of their own");
      return Optional.empty();
    }
    String field = present.getFirst();
    return switch (field) {
      case "eq" -> scalar(fields, field, expected).map(value -> new In(List.of(value)));
      case "ne" -> scalar(fields, field, expected).map(value -> new NotIn(List.of(value)));
      case "in" -> scalars(fields, field, expected).map(In::new);
      case "not_in" -> scalars(fields, field, expected).map(NotIn::new);
      case "is_set" -> fields.flag(field).map(IsSet::new);
      default -> contains(fields, field, expected);
    };
  }

  /** Writes the test into the object, in the form that {@link #parse} gives back. */
  public static void print(Predicate predicate, ObjectNode into) {
    switch (predicate) {
      case In(List<Scalar> values) -> printValues(values, "eq", "in", into);
      case NotIn(List<Scalar> values) -> printValues(values, "ne", "not_in", into);
      case Range(Optional<Bound> lower, Optional<Bound> upper) -> {
        lower.ifPresent(b -> into.set(b.inclusive() ? "gte" : "gt", node(b.value(), into)));
        upper.ifPresent(b -> into.set(b.inclusive() ? "lte" : "lt", node(b.value(), into)));
      }
      case IsSet(boolean set) -> into.put("is_set", set);
      case Contains(String text) -> into.put("contains", text);
    }
  }

  /** One text stays a list, as the console writes it; one number or flag reads better alone. */
  private static void printValues(
      List<Scalar> values, String single, String several, ObjectNode into) {
    if (values.size() == 1 && !(values.getFirst() instanceof Scalar.Text)) {
      into.set(single, node(values.getFirst(), into));
    } else {
      ArrayNode list = into.putArray(several);
      values.forEach(value -> list.add(node(value, into)));
    }
  }

  static JsonNode node(Scalar value, ObjectNode factory) {
    return switch (value) {
      case Scalar.Text(String text) -> factory.textNode(text);
      case Scalar.Flag(boolean flag) -> factory.booleanNode(flag);
      case Scalar.Decimal(BigDecimal number) ->
          number.scale() == 0 && number.precision() <= 18
              ? factory.numberNode(number.longValueExact())
              : factory.numberNode(number);
    };
  }

  private static Optional<Predicate> range(
      JsonFields fields, List<String> present, Optional<Expected> expected) {
    expected
        .map(Expected::type)
        .filter(type -> type != ValueType.NUMBER && type != ValueType.TIME)
        .ifPresent(
            type ->
                fields.problem(
                    present.getFirst(),
                    "compares sizes, but this is " + describe(type) + "; use \"in\""));
    for (List<String> pair : List.of(List.of("gt", "gte"), List.of("lt", "lte"))) {
      if (present.containsAll(pair)) {
        fields.problem(pair.getFirst(), "and " + pair.getLast() + " say the same; keep one");
      }
    }
    Optional<Bound> lower = bound(fields, "gt", "gte", expected);
    Optional<Bound> upper = bound(fields, "lt", "lte", expected);
    return lower.isEmpty() && upper.isEmpty()
        ? Optional.empty()
        : Optional.of(new Range(lower, upper));
  }

  private static Optional<Bound> bound(
      JsonFields fields, String open, String closed, Optional<Expected> expected) {
    String field = fields.has(closed) ? closed : open;
    if (!fields.has(field)) {
      return Optional.empty();
    }
    Optional<Scalar> value = scalar(fields, field, expected);
    if (value.filter(Scalar.Flag.class::isInstance).isPresent()) {
      fields.problem(field, "must be a number or a time, not " + value.get());
      return Optional.empty();
    }
    return value.map(limit -> new Bound(limit, field.equals(closed)));
  }

  private static Optional<Predicate> contains(
      JsonFields fields, String field, Optional<Expected> expected) {
    expected
        .map(Expected::type)
        .filter(type -> type != ValueType.TEXT && type != ValueType.LIST)
        .ifPresent(type -> fields.problem(field, "searches a text, but this is " + describe(type)));
    return fields.text(field).map(Contains::new);
  }

  private static Optional<Scalar> scalar(
      JsonFields fields, String field, Optional<Expected> expected) {
    return fields
        .any(field)
        .flatMap(v -> scalar(v, fields.pointer(field), expected, fields.problems()));
  }

  private static Optional<List<Scalar>> scalars(
      JsonFields fields, String field, Optional<Expected> expected) {
    Optional<ArrayNode> list = fields.list(field);
    if (list.isEmpty()) {
      return Optional.empty();
    }
    if (list.get().isEmpty() || list.get().size() > MOST_VALUES) {
      fields.problem(field, "needs 1 to " + MOST_VALUES + " values, but has " + list.get().size());
      return Optional.empty();
    }
    List<Scalar> values = new ArrayList<>();
    for (int i = 0; i < list.get().size(); i++) {
      scalar(list.get().get(i), fields.pointer(field) + "/" + i, expected, fields.problems())
          .ifPresent(values::add);
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(values);
  }

  private static Optional<Scalar> scalar(
      JsonNode value, String pointer, Optional<Expected> expected, List<Problem> problems) {
    Optional<Scalar> scalar =
        value.isTextual()
            ? Optional.of(Scalar.of(value.textValue()))
            : value.isBoolean() ? Optional.of(Scalar.of(value.booleanValue())) : number(value);
    if (scalar.isEmpty()) {
      problems.add(
          new Problem(
              pointer,
              "must be a text, a number, true or false, not " + JsonFields.shorten(value)));
      return scalar;
    }
    Optional<String> wrong = expected.flatMap(e -> mismatch(scalar.get(), e, value));
    wrong.ifPresent(message -> problems.add(new Problem(pointer, message)));
    return wrong.isPresent() ? Optional.empty() : scalar;
  }

  private static Optional<Scalar> number(JsonNode value) {
    if (!value.isNumber() || (value.isDouble() && !Double.isFinite(value.doubleValue()))) {
      return Optional.empty();
    }
    BigDecimal number = value.decimalValue();
    return number.abs().compareTo(LARGEST) > 0 || number.scale() > 400
        ? Optional.empty()
        : Optional.of(new Scalar.Decimal(number));
  }

  private static Optional<String> mismatch(Scalar scalar, Expected expected, JsonNode value) {
    boolean fits =
        switch (expected.type()) {
          case TEXT, LIST -> scalar instanceof Scalar.Text;
          case NUMBER -> scalar instanceof Scalar.Decimal;
          case BOOLEAN -> scalar instanceof Scalar.Flag;
          case TIME ->
              scalar instanceof Scalar.Text(String text)
                  && Moments.parse(text, ZoneOffset.UTC).isPresent();
        };
    if (!fits) {
      return Optional.of(
          JsonFields.shorten(value) + " does not fit: this is " + describe(expected.type()));
    }
    if (!expected.values().isEmpty() && !expected.values().contains(scalar.toString())) {
      return Optional.of(
          "no profile has the value "
              + JsonFields.shorten(value)
              + ". "
              + NearestName.hint(scalar.toString(), expected.values()));
    }
    return Optional.empty();
  }

  private static String describe(ValueType type) {
    return switch (type) {
      case TEXT -> "a text (\"上海\")";
      case LIST -> "a list of texts";
      case NUMBER -> "a number (1000)";
      case BOOLEAN -> "true or false";
      case TIME -> "a date or time (\"2026-10-01\" or \"2026-10-01T08:00:00Z\")";
    };
  }
}
