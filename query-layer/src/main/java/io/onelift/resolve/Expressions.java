package io.onelift.resolve;

import io.onelift.audience.RuleJson;
import io.onelift.ir.Expression;
import io.onelift.ir.MetricQuery.Grain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;

/** Gives expressions over the rows on top of the stack their meaning and type. */
final class Expressions {
  private final Scope scope;
  private final RelBuilder builder;
  private final RexBuilder rex;
  private final Descriptions descriptions;
  private final Map<String, RelDataType> items = new HashMap<>();

  Expressions(Scope scope, Descriptions descriptions) {
    this.scope = scope;
    this.builder = scope.builder;
    this.rex = builder.getRexBuilder();
    this.descriptions = descriptions;
  }

  RexNode of(Expression expression, Rows rows) {
    return switch (expression) {
      case Expression.Column(String name) -> builder.field(field(rows, name));
      case Expression.Trait(String name) -> scope.trait(name);
      case Expression.Property(String name) -> scope.property(name);
      case Expression.DimensionValue(var dimension, var grain) -> {
        RexNode value = descriptions.value(rows, dimension);
        yield grain.map(step -> scope.bucket(value, step)).orElse(value);
      }
      case Expression.Text(String value) -> scope.predicates.text(value);
      case Expression.Whole(long value) -> builder.literal(value);
      case Expression.Decimal(double value) -> scope.number(value);
      case Expression.Moment(var value) -> scope.predicates.time(value);
      case Expression.Day(var value) ->
          rex.makeDateLiteral(
              new org.apache.calcite.util.DateString(
                  value.getYear(), value.getMonthValue(), value.getDayOfMonth()));
      case Expression.IsEvent(String event, var where) ->
          builder.and(scope.isEvent(event), scope.allOf(where, "/where"));
      case Expression.IsAnyOf(var events) ->
          builder.or(events.stream().distinct().map(scope::isEvent).toList());
      case Expression.Passes(Expression value, var predicate) ->
          scope.predicates.test(of(value, rows), predicate, "");
      case Expression.InAudience(Expression profile, String audience) ->
          builder.call(Functions.IN_AUDIENCE, of(profile, rows), scope.predicates.text(audience));
      case Expression.Holds(Expression profile, var rule) ->
          builder.call(
              Functions.IN_BITMAP,
              of(profile, rows),
              scope.predicates.text(AudienceMembers.RULE + RuleJson.print(rule)));
      case Expression.Bucket(Expression time, Grain grain) -> scope.bucket(of(time, rows), grain);
      case Expression.Call call -> call(call, rows);
      case Expression.Each each -> each(each, rows);
      case Expression.Item(String name) -> ListFunctions.item(rex, name, items.get(name));
      case Expression.LessOver(String column) ->
          builder.call(
              SqlStdOperatorTable.MINUS,
              builder
                  .aggregateCall(SqlStdOperatorTable.RANK)
                  .over()
                  .orderBy(builder.field(field(rows, column)))
                  .toRex(),
              builder.literal(1));
      case Expression.SumOver(String column, var same) ->
          builder
              .aggregateCall(SqlStdOperatorTable.SUM, builder.field(field(rows, column)))
              .over()
              .partitionBy(same.stream().map(name -> builder.field(field(rows, name))).toList())
              .toRex();
    };
  }

  private static String field(Rows rows, String column) {
    String field = rows.fields().get(column);
    if (field == null) {
      throw new IllegalArgumentException(
          "The rows have no column " + column + " but " + rows.fields().keySet());
    }
    return field;
  }

  private RexNode each(Expression.Each each, Rows rows) {
    List<RexNode> lists = each.lists().stream().map(list -> of(list, rows)).toList();
    for (int i = 0; i < each.names().size(); i++) {
      items.put(each.names().get(i), ListFunctions.itemOf(lists.get(i).getType()));
    }
    return ListFunctions.each(rex, each.function(), each.names(), of(each.body(), rows), lists);
  }

  private RexNode call(Expression.Call call, Rows rows) {
    List<RexNode> in = call.operands().stream().map(operand -> of(operand, rows)).toList();
    RelDataTypeFactory types = builder.getTypeFactory();
    return switch (call.function()) {
      case AND -> builder.and(in);
      case OR -> builder.or(in);
      case NOT -> builder.not(in.getFirst());
      case EQUAL -> builder.equals(in.get(0), in.get(1));
      case LESS -> builder.lessThan(in.get(0), in.get(1));
      case AT_MOST -> builder.lessThanOrEqual(in.get(0), in.get(1));
      case MORE -> builder.greaterThan(in.get(0), in.get(1));
      case AT_LEAST -> builder.greaterThanOrEqual(in.get(0), in.get(1));
      case PLUS ->
          in.stream().reduce((a, b) -> builder.call(SqlStdOperatorTable.PLUS, a, b)).orElseThrow();
      case MINUS -> builder.call(SqlStdOperatorTable.MINUS, in);
      case TIMES -> builder.call(SqlStdOperatorTable.MULTIPLY, in);
      case DIVIDE -> builder.call(Functions.DIVIDE, in);
      case WHOLE_DIVIDE -> named(ListFunctions.whole(types), "intDiv", in);
      case MODULO -> named(ListFunctions.whole(types), "modulo", in);
      case BIT -> named(ListFunctions.whole(types), "bitTest", in);
      case BITS_DOWN -> named(ListFunctions.whole(types), "bitShiftRight", in);
      case BITS_OF_BOTH -> named(ListFunctions.whole(types), "bitAnd", in);
      case BITS_OF_EITHER -> named(ListFunctions.whole(types), "bitOr", in);
      case PLACES_OF_BITS ->
          named(ListFunctions.listOf(ListFunctions.whole(types), types), "bitPositionsToArray", in);
      case IF -> choice(in);
      case FIRST_PRESENT -> builder.call(SqlStdOperatorTable.COALESCE, in);
      case IS_MISSING -> builder.isNull(in.getFirst());
      case LEAST -> named(in.getFirst().getType(), "least", in);
      case GREATEST -> named(in.getFirst().getType(), "greatest", in);
      case MILLIS -> builder.call(Functions.EPOCH_MILLIS, in);
      case TIME_OF -> named(ColumnType.TIME.in(types, false), "fromUnixTimestamp64Milli", in);
      case STEPS_BETWEEN -> builder.call(Functions.DATE_DIFF, in);
      case TEXT_OF ->
          builder.call(
              SqlStdOperatorTable.COALESCE,
              in.getFirst().getType().getSqlTypeName() == SqlTypeName.VARCHAR
                  ? in.getFirst()
                  : builder.cast(in.getFirst(), SqlTypeName.VARCHAR),
              scope.predicates.text(""));
      case LIST ->
          rex.makeCall(
              ListFunctions.listOf(in.getFirst().getType(), types),
              SqlStdOperatorTable.ARRAY_VALUE_CONSTRUCTOR,
              in);
      case ITEM -> named(ListFunctions.itemOf(in.getFirst().getType()), "arrayElement", in);
      case SIZE -> named(ListFunctions.whole(types), "length", in);
      case SORTED -> named(in.getFirst().getType(), "arraySort", in);
      case ONCE -> named(in.getFirst().getType(), "arrayDistinct", in);
      case PLACE -> named(ListFunctions.whole(types), "indexOf", in);
      case CONTAINS -> named(types.createSqlType(SqlTypeName.BOOLEAN), "has", in);
      case PREPENDED -> named(in.getFirst().getType(), "arrayPushFront", in);
      case SHIFTED ->
          named(
              in.getFirst().getType(),
              "arrayPushFront",
              List.of(named(in.getFirst().getType(), "arrayPopBack", in.subList(0, 1)), in.get(1)));
      case SHIFTED_BACK ->
          named(
              in.getFirst().getType(),
              "arrayPushBack",
              List.of(
                  named(in.getFirst().getType(), "arrayPopFront", in.subList(0, 1)), in.get(1)));
      case PART -> named(in.getFirst().getType(), "arraySlice", in);
      case NUMBERS -> named(ListFunctions.listOf(ListFunctions.whole(types), types), "range", in);
      case DIFFERENCES -> named(in.getFirst().getType(), "arrayDifference", in);
      case RUNNING_SUM -> named(in.getFirst().getType(), "arrayCumSum", in);
      case TOTAL -> named(ListFunctions.itemOf(in.getFirst().getType()), "arraySum", in);
      case PLACES ->
          named(ListFunctions.listOf(ListFunctions.whole(types), types), "arrayEnumerate", in);
      case REVERSED -> named(in.getFirst().getType(), "arrayReverse", in);
      case CHAINED -> named(in.getFirst().getType(), "arrayConcat", in);
      case RECORD -> named(ListFunctions.recordOf(in, types), "tuple", in);
      case FIELD -> {
        int index = RexLiteral.intValue(in.get(1));
        RelDataType field = in.getFirst().getType().getFieldList().get(index - 1).getType();
        yield named(field, "tupleElement", in);
      }
    };
  }

  private RexNode named(RelDataType type, String name, List<RexNode> operands) {
    return rex.makeCall(type, ListFunctions.named(name), operands);
  }

  /** The type is that of the first value; ClickHouse finds one that fits all. */
  private RexNode choice(List<RexNode> in) {
    List<RexNode> operands = new ArrayList<>(in);
    return rex.makeCall(in.get(1).getType(), SqlStdOperatorTable.CASE, operands);
  }
}
