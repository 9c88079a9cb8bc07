package io.onelift.rewrite;

import io.onelift.audience.Rule;
import io.onelift.resolve.ColumnType;
import io.onelift.tag.Predicate;
import io.onelift.tag.Scalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Reads conditions on the columns of tags as rules on people. A rule holds for exactly the rows
 * whose condition is true; where SQL's three values would make a difference, there is no rule.
 */
final class TagTests {
  private final IntFunction<Optional<Column>> tags;

  /** A tag and what its values are. */
  record Column(String tag, ColumnType type) {}

  /**
   * @param tags gives the tag that a column of the row shows
   */
  TagTests(IntFunction<Optional<Column>> tags) {
    this.tags = tags;
  }

  Optional<Rule> rule(RexNode condition) {
    return switch (condition) {
      case RexInputRef flag ->
          test(flag, ColumnType.BOOLEAN, new Predicate.In(List.of(Scalar.of(true))));
      case RexCall call -> call(call);
      default -> Optional.empty();
    };
  }

  private Optional<Rule> call(RexCall call) {
    List<RexNode> operands = call.getOperands();
    return switch (call.getKind()) {
      case AND -> all(operands).map(Rule.And::new);
      case OR -> all(operands).map(Rule.Or::new);
      case NOT -> negated(operands.getFirst());
      case IS_NULL -> present(operands.getFirst(), false);
      case IS_NOT_NULL -> present(operands.getFirst(), true);
      case EQUALS, NOT_EQUALS -> equal(call);
      case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL -> compared(call);
      default -> contained(call);
    };
  }

  private Optional<List<Rule>> all(List<RexNode> conditions) {
    List<Rule> rules = new ArrayList<>();
    for (RexNode condition : conditions) {
      Optional<Rule> rule = rule(condition);
      if (rule.isEmpty()) {
        return Optional.empty();
      }
      rules.add(rule.get());
    }
    return Optional.of(rules);
  }

  /** Only of a yes or no: anything else would count those who have no value. */
  private Optional<Rule> negated(RexNode condition) {
    return condition instanceof RexInputRef flag
        ? test(flag, ColumnType.BOOLEAN, new Predicate.In(List.of(Scalar.of(false))))
        : Optional.empty();
  }

  private Optional<Rule> present(RexNode value, boolean set) {
    return value instanceof RexInputRef column
        ? tags.apply(column.getIndex())
            .filter(tag -> tag.type() != ColumnType.LIST)
            .map(tag -> new Rule.HasTag(tag.tag(), new Predicate.IsSet(set)))
        : Optional.empty();
  }

  private Optional<Rule> equal(RexCall call) {
    Function<Scalar, Predicate> in = value -> new Predicate.In(List.of(value));
    if (call.getKind() == SqlKind.EQUALS) {
      return binary(call, in);
    }
    Optional<Rule> same = binary(call, in);
    Optional<Rule> set = binary(call, _ -> new Predicate.IsSet(true));
    return same.flatMap(a -> set.map(b -> new Rule.And(List.of(b, new Rule.Not(a)))));
  }

  private Optional<Rule> compared(RexCall call) {
    boolean turned = call.getOperands().getFirst() instanceof RexLiteral;
    SqlKind kind = turned ? call.getKind().reverse() : call.getKind();
    if (columnOf(call).map(Column::type).filter(ColumnType.NUMBER::equals).isEmpty()) {
      return Optional.empty();
    }
    boolean inclusive = kind == SqlKind.LESS_THAN_OR_EQUAL || kind == SqlKind.GREATER_THAN_OR_EQUAL;
    boolean upper = kind == SqlKind.LESS_THAN || kind == SqlKind.LESS_THAN_OR_EQUAL;
    return binary(
        call,
        value -> {
          Optional<Predicate.Bound> bound = Optional.of(new Predicate.Bound(value, inclusive));
          return upper
              ? new Predicate.Range(Optional.empty(), bound)
              : new Predicate.Range(bound, Optional.empty());
        });
  }

  /** {@code has(list, 'text')}. */
  private Optional<Rule> contained(RexCall call) {
    return call.getOperator().getName().equals("HAS")
            && call.getOperands().getFirst() instanceof RexInputRef column
            && call.getOperands().get(1) instanceof RexLiteral literal
            && SqlTypeName.CHAR_TYPES.contains(literal.getType().getSqlTypeName())
        ? test(
            column,
            ColumnType.LIST,
            new Predicate.In(List.of(Scalar.of(literal.getValueAs(String.class)))))
        : Optional.empty();
  }

  private Optional<Rule> binary(RexCall call, Function<Scalar, Predicate> test) {
    RexNode first = call.getOperands().getFirst();
    RexNode literal = first instanceof RexLiteral ? first : call.getOperands().get(1);
    return columnOf(call)
        .flatMap(
            column ->
                scalar(literal, column.type())
                    .map(value -> new Rule.HasTag(column.tag(), test.apply(value))));
  }

  private Optional<Column> columnOf(RexCall call) {
    RexNode first = call.getOperands().getFirst();
    RexNode value = first instanceof RexLiteral ? call.getOperands().get(1) : first;
    return value instanceof RexInputRef column ? tags.apply(column.getIndex()) : Optional.empty();
  }

  private static Optional<Scalar> scalar(RexNode node, ColumnType type) {
    if (!(node instanceof RexLiteral literal) || literal.isNull()) {
      return Optional.empty();
    }
    return switch (type) {
      case TEXT ->
          SqlTypeName.CHAR_TYPES.contains(literal.getType().getSqlTypeName())
              ? Optional.of(Scalar.of(literal.getValueAs(String.class)))
              : Optional.empty();
      case NUMBER ->
          SqlTypeName.NUMERIC_TYPES.contains(literal.getType().getSqlTypeName())
              ? Optional.of(new Scalar.Decimal(literal.getValueAs(BigDecimal.class)))
              : Optional.empty();
      case BOOLEAN ->
          literal.getType().getSqlTypeName() == SqlTypeName.BOOLEAN
              ? Optional.of(Scalar.of(literal.getValueAs(Boolean.class)))
              : Optional.empty();
      case TIME, LIST, PROFILE -> Optional.empty();
    };
  }

  private Optional<Rule> test(RexInputRef column, ColumnType type, Predicate predicate) {
    return tags.apply(column.getIndex())
        .filter(tag -> tag.type() == type)
        .map(tag -> new Rule.HasTag(tag.tag(), predicate));
  }
}
