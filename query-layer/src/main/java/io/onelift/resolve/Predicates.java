package io.onelift.resolve;

import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.tag.Moments;
import io.onelift.tag.Predicate;
import io.onelift.tag.Predicate.Bound;
import io.onelift.tag.Predicate.Contains;
import io.onelift.tag.Predicate.In;
import io.onelift.tag.Predicate.IsSet;
import io.onelift.tag.Predicate.NotIn;
import io.onelift.tag.Predicate.Range;
import io.onelift.tag.Scalar;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.TimestampString;

/**
 * Gives tests on values their meaning by the type of what they test. A missing value fails every
 * test but {@code NotIn} and {@code IsSet(false)}. A date where a time is tested means the whole
 * day in the project's time zone.
 */
public final class Predicates {
  private final RelBuilder builder;
  private final RexBuilder rex;
  private final ZoneId zone;

  /**
   * @param zone whose days are meant where a test names a day
   */
  public Predicates(RelBuilder builder, ZoneId zone) {
    this.builder = builder;
    this.rex = builder.getRexBuilder();
    this.zone = zone;
  }

  /**
   * @param pointer where the test stands in what was asked, for problems
   */
  public RexNode test(RexNode value, Predicate predicate, String pointer) {
    return switch (predicate) {
      case In in -> in(value, in.values(), pointer);
      case NotIn not ->
          isList(value)
              ? builder.not(in(value, not.values(), pointer))
              : builder.or(builder.isNull(value), builder.not(in(value, not.values(), pointer)));
      case Range range -> range(value, range, pointer);
      case IsSet set -> {
        RexNode present =
            isList(value) ? builder.call(Functions.NOT_EMPTY, value) : builder.isNotNull(value);
        yield set.set() ? present : builder.not(present);
      }
      case Contains contains ->
          isList(value)
              ? builder.call(Functions.LIST_CONTAINS, value, text(contains.text()))
              : builder.call(Functions.CONTAINS, textOf(value), text(contains.text()));
    };
  }

  private RexNode in(RexNode value, List<Scalar> values, String pointer) {
    if (isList(value)) {
      List<RexNode> texts = new ArrayList<>();
      values.forEach(scalar -> texts.add(text(scalar.toString())));
      RelDataType list =
          builder
              .getTypeFactory()
              .createArrayType(builder.getTypeFactory().createSqlType(SqlTypeName.VARCHAR), -1);
      return builder.call(
          Functions.HAS_ANY,
          value,
          rex.makeCall(list, SqlStdOperatorTable.ARRAY_VALUE_CONSTRUCTOR, texts));
    }
    List<RexNode> any = new ArrayList<>();
    for (Scalar scalar : values) {
      any.add(
          switch (value.getType().getSqlTypeName()) {
            case TIMESTAMP -> sameTime(value, scalar, pointer);
            default -> builder.equals(value, literal(value, scalar, pointer));
          });
    }
    return builder.or(any);
  }

  private RexNode sameTime(RexNode value, Scalar scalar, String pointer) {
    Moments moments = moments(scalar, pointer);
    return builder.and(
        builder.greaterThanOrEqual(value, time(moments.start())),
        builder.lessThan(value, time(moments.end())));
  }

  private RexNode range(RexNode value, Range range, String pointer) {
    if (isList(value) || value.getType().getSqlTypeName() == SqlTypeName.BOOLEAN) {
      throw new InvalidInput(pointer, "A list or a yes/no value has no order; use in");
    }
    List<RexNode> all = new ArrayList<>();
    range.lower().ifPresent(bound -> all.add(lower(value, bound, pointer)));
    range.upper().ifPresent(bound -> all.add(upper(value, bound, pointer)));
    return builder.and(all);
  }

  private RexNode lower(RexNode value, Bound bound, String pointer) {
    if (value.getType().getSqlTypeName() == SqlTypeName.TIMESTAMP) {
      Moments moments = moments(bound.value(), pointer);
      return builder.greaterThanOrEqual(
          value, time(bound.inclusive() ? moments.start() : moments.end()));
    }
    return bound(value, literal(value, bound.value(), pointer), bound.inclusive(), true);
  }

  private RexNode upper(RexNode value, Bound bound, String pointer) {
    if (value.getType().getSqlTypeName() == SqlTypeName.TIMESTAMP) {
      Moments moments = moments(bound.value(), pointer);
      return builder.lessThan(value, time(bound.inclusive() ? moments.end() : moments.start()));
    }
    return bound(value, literal(value, bound.value(), pointer), bound.inclusive(), false);
  }

  private RexNode bound(RexNode value, RexNode limit, boolean inclusive, boolean lower) {
    BiFunction<RexNode, RexNode, RexNode> test =
        lower
            ? inclusive ? builder::greaterThanOrEqual : builder::greaterThan
            : inclusive ? builder::lessThanOrEqual : builder::lessThan;
    return test.apply(value, limit);
  }

  private RexNode literal(RexNode value, Scalar scalar, String pointer) {
    return switch (value.getType().getSqlTypeName()) {
      case BOOLEAN -> rex.makeLiteral(flag(scalar, pointer));
      case VARCHAR, CHAR -> text(scalar.toString());
      default -> number(scalar, pointer);
    };
  }

  private static boolean flag(Scalar scalar, String pointer) {
    return switch (scalar.toString()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(pointer, scalar, "true or false");
    };
  }

  private RexNode number(Scalar scalar, String pointer) {
    try {
      return rex.makeApproxLiteral(new BigDecimal(scalar.toString()));
    } catch (NumberFormatException e) {
      throw wrong(pointer, scalar, "a number");
    }
  }

  private static InvalidInput wrong(String pointer, Scalar scalar, String wanted) {
    return new InvalidInput(
        List.of(new Problem(pointer, "'" + scalar + "' must be " + wanted + " here")));
  }

  RexNode text(String text) {
    return rex.makeLiteral(
        text, builder.getTypeFactory().createSqlType(SqlTypeName.VARCHAR), false);
  }

  /** A time as a constant; the warehouse reads it in the project's time zone. */
  RexNode time(Instant time) {
    LocalDateTime local = LocalDateTime.ofInstant(time, zone);
    TimestampString text =
        new TimestampString(
                local.getYear(),
                local.getMonthValue(),
                local.getDayOfMonth(),
                local.getHour(),
                local.getMinute(),
                local.getSecond())
            .withMillis(local.getNano() / 1_000_000);
    return rex.makeTimestampLiteral(text, 3);
  }

  private RexNode textOf(RexNode value) {
    return value.getType().getSqlTypeName() == SqlTypeName.VARCHAR
        ? value
        : builder.cast(value, SqlTypeName.VARCHAR);
  }

  private static boolean isList(RexNode value) {
    return value.getType().getSqlTypeName() == SqlTypeName.ARRAY;
  }

  private Moments moments(Scalar scalar, String pointer) {
    return Moments.parse(scalar.toString(), zone)
        .orElseThrow(
            () -> wrong(pointer, scalar, "a date like 2026-10-01 or a time like 2026-10-01T08:00"));
  }
}
