package io.onelift.resolve;

import io.onelift.ir.Aggregate;
import io.onelift.ir.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.tools.RelBuilder.AggCall;

/** Gives aggregates their meaning. */
final class Aggregates {
  private static final SqlOperandTypeChecker SOME =
      OperandTypes.variadic(SqlOperandCountRanges.between(1, 2));
  private static final SqlReturnTypeInference REAL =
      ReturnTypes.explicit(SqlTypeName.DOUBLE).andThen(SqlTypeTransforms.FORCE_NULLABLE);
  private static final SqlAggFunction GATHERED =
      new WarehouseAggregate("groupArray", ReturnTypes.TO_ARRAY, SOME);
  private static final SqlAggFunction GATHERED_ONCE =
      new WarehouseAggregate("groupUniqArray", ReturnTypes.TO_ARRAY, SOME);
  private static final SqlAggFunction GATHERED_ITEMS =
      new WarehouseAggregate("groupArrayArray", ReturnTypes.ARG0, SOME);
  private static final SqlAggFunction GATHERED_ITEMS_ONCE =
      new WarehouseAggregate("groupUniqArrayArray", ReturnTypes.ARG0, SOME);
  private static final SqlAggFunction BITS =
      new WarehouseAggregate("groupBitOr", ReturnTypes.ARG0, SOME);
  private static final SqlAggFunction SUM_OF_ITEMS =
      new WarehouseAggregate("sumForEach", ReturnTypes.ARG0, SOME);

  private final RelBuilder builder;
  private final Scope scope;

  Aggregates(Scope scope) {
    this.scope = scope;
    this.builder = scope.builder;
  }

  /**
   * The call, not yet filtered.
   *
   * @param value resolves expressions over the rows
   */
  AggCall of(Aggregate aggregate, Rows rows, Function<Expression, RexNode> value) {
    return switch (aggregate) {
      case Aggregate.Count() -> builder.countStar(null);
      case Aggregate.Distinct(Expression counted) ->
          isProfile(counted, rows)
              ? builder.aggregateCall(Functions.BITMAP_SIZE, value.apply(counted))
              : builder.count(true, null, value.apply(counted));
      case Aggregate.Sum(Expression summed) -> builder.sum(number(value.apply(summed)));
      case Aggregate.Average(Expression averaged) -> builder.avg(number(value.apply(averaged)));
      case Aggregate.Least(Expression least) -> builder.min(value.apply(least));
      case Aggregate.Greatest(Expression greatest) -> builder.max(value.apply(greatest));
      case Aggregate.Quantile(Expression of, double level) ->
          builder.aggregateCall(
              new WarehouseAggregate("quantileExact", Double.toString(level), false, REAL, SOME),
              number(value.apply(of)));
      case Aggregate.Gathered(Expression item) ->
          builder.aggregateCall(GATHERED, value.apply(item));
      case Aggregate.GatheredItems(Expression list) ->
          builder.aggregateCall(GATHERED_ITEMS, value.apply(list));
      case Aggregate.GatheredOnce(Expression item) ->
          builder.aggregateCall(GATHERED_ONCE, value.apply(item));
      case Aggregate.GatheredItemsOnce(Expression list) ->
          builder.aggregateCall(GATHERED_ITEMS_ONCE, value.apply(list));
      case Aggregate.Bits(Expression of) -> bits(value.apply(of));
      case Aggregate.SumOfItems(Expression list) ->
          builder.aggregateCall(SUM_OF_ITEMS, value.apply(list));
      case Aggregate.AtLeast(Expression of, var at) -> ends(Functions.ARG_MIN, of, at, value);
      case Aggregate.AtGreatest(Expression of, var at) -> ends(Functions.ARG_MAX, of, at, value);
    };
  }

  private AggCall bits(RexNode place) {
    RexBuilder rex = builder.getRexBuilder();
    RexNode one = builder.call(Functions.UNSIGNED, builder.literal(1));
    return builder.aggregateCall(
        BITS,
        rex.makeCall(one.getType(), ListFunctions.named("bitShiftLeft"), List.of(one, place)));
  }

  private AggCall ends(
      SqlAggFunction end, Expression of, List<Expression> at, Function<Expression, RexNode> value) {
    return builder.aggregateCall(end, both(of, at).stream().map(value).toList());
  }

  private static List<Expression> both(Expression first, List<Expression> others) {
    List<Expression> both = new ArrayList<>(others);
    both.addFirst(first);
    return both;
  }

  /** What an aggregate looks at. */
  static List<Expression> operands(Aggregate aggregate) {
    return switch (aggregate) {
      case Aggregate.Count() -> List.of();
      case Aggregate.Distinct(Expression value) -> List.of(value);
      case Aggregate.Sum(Expression value) -> List.of(value);
      case Aggregate.Average(Expression value) -> List.of(value);
      case Aggregate.Least(Expression value) -> List.of(value);
      case Aggregate.Greatest(Expression value) -> List.of(value);
      case Aggregate.Quantile(Expression value, double _) -> List.of(value);
      case Aggregate.Gathered(Expression value) -> List.of(value);
      case Aggregate.GatheredItems(Expression list) -> List.of(list);
      case Aggregate.GatheredOnce(Expression value) -> List.of(value);
      case Aggregate.GatheredItemsOnce(Expression list) -> List.of(list);
      case Aggregate.Bits(Expression value) -> List.of(value);
      case Aggregate.SumOfItems(Expression list) -> List.of(list);
      case Aggregate.AtLeast(Expression value, var at) -> both(value, at);
      case Aggregate.AtGreatest(Expression value, var at) -> both(value, at);
    };
  }

  /** Numbers of profiles are dense, so a bitmap counts them exactly and in little memory. */
  private static boolean isProfile(Expression counted, Rows rows) {
    return Optional.of(counted)
        .filter(Expression.Column.class::isInstance)
        .map(column -> ((Expression.Column) column).name())
        .filter(rows.profiles()::contains)
        .isPresent();
  }

  /** A property of another type, or one that no data came for yet, has no numbers. */
  private RexNode number(RexNode value) {
    RelDataType type = value.getType();
    return SqlTypeName.NUMERIC_TYPES.contains(type.getSqlTypeName())
        ? value
        : scope.nothing(ColumnType.NUMBER);
  }
}
