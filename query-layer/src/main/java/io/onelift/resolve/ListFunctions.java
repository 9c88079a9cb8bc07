package io.onelift.resolve;

import io.onelift.ir.Expression.ListFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * ClickHouse's functions of lists. What is done with each item is a call of {@link #LAMBDA}, whose
 * first operand is the body and whose others are the names of the items, as text; inside of the
 * body an item is a call of {@link #ITEM}. Both are plain calls, so that rules may move them.
 */
public final class ListFunctions {
  private static final SqlOperandTypeChecker SOME =
      OperandTypes.variadic(SqlOperandCountRanges.from(1));

  public static final WarehouseFunction LAMBDA =
      new WarehouseFunction("lambda", ReturnTypes.ARG0, SOME);
  public static final WarehouseFunction ITEM =
      new WarehouseFunction("item", ReturnTypes.ARG0, SOME);

  private ListFunctions() {}

  /** A function with a type that is said with each call. */
  static WarehouseFunction named(String clickHouseName) {
    return new WarehouseFunction(clickHouseName, ReturnTypes.ARG0, SOME);
  }

  /** A list of items of the type. */
  static RelDataType listOf(RelDataType item, RelDataTypeFactory types) {
    return types.createArrayType(item, -1);
  }

  /** A record of these values. */
  static RelDataType recordOf(List<RexNode> values, RelDataTypeFactory types) {
    return types.createStructType(
        values.stream().map(RexNode::getType).toList(),
        IntStream.rangeClosed(1, values.size()).mapToObj(i -> "field_" + i).toList());
  }

  static RelDataType itemOf(RelDataType list) {
    RelDataType item = list.getComponentType();
    if (item == null) {
      throw new IllegalArgumentException("No list but " + list);
    }
    return item;
  }

  static RexNode item(RexBuilder rex, String name, RelDataType type) {
    return rex.makeCall(type, ITEM, List.of(rex.makeLiteral(name)));
  }

  /** A function of the items of lists. */
  static RexNode each(
      RexBuilder rex,
      ListFunction function,
      List<String> names,
      RexNode body,
      List<RexNode> lists) {
    List<RexNode> lambda = new ArrayList<>();
    lambda.add(body);
    names.forEach(name -> lambda.add(rex.makeLiteral(name)));
    List<RexNode> operands = new ArrayList<>();
    operands.add(rex.makeCall(body.getType(), LAMBDA, lambda));
    operands.addAll(lists);
    RelDataTypeFactory types = rex.getTypeFactory();
    RelDataType list = lists.getFirst().getType();
    return switch (function) {
      case MAP -> call(rex, listOf(body.getType(), types), "arrayMap", operands);
      case FILTER -> call(rex, list, "arrayFilter", operands);
      case FILL -> call(rex, list, "arrayFill", operands);
      case SORT -> call(rex, list, "arraySort", operands);
      case SPLIT -> call(rex, listOf(list, types), "arraySplit", operands);
      case FIRST -> call(rex, itemOf(list), "arrayFirst", operands);
      case FIRST_PLACE -> call(rex, whole(types), "arrayFirstIndex", operands);
      case COUNT -> call(rex, whole(types), "arrayCount", operands);
      case ANY -> call(rex, types.createSqlType(SqlTypeName.BOOLEAN), "arrayExists", operands);
      case SUM -> call(rex, body.getType(), "arraySum", operands);
      case MOST -> call(rex, body.getType(), "arrayMax", operands);
    };
  }

  private static RexNode call(
      RexBuilder rex, RelDataType type, String name, List<RexNode> operands) {
    return rex.makeCall(type, named(name), operands);
  }

  static RelDataType whole(RelDataTypeFactory types) {
    return types.createSqlType(SqlTypeName.BIGINT);
  }
}
