package io.onelift.execute;

import io.onelift.resolve.LogicalSchema;
import io.onelift.resolve.LogicalTable;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/**
 * Which events a tree can look at, told from the tests right above the scans: {@code event =
 * 'purchase'}, an OR of such, an AND that has one. Where nothing is told, it is every event.
 */
final class EventsRead {
  private final Set<String> names = new LinkedHashSet<>();
  private boolean reads;
  private boolean all;

  private EventsRead() {}

  /**
   * What is read of the events.
   *
   * @param any whether events are read at all
   * @param names only those of these names; empty when every event counts
   */
  record Names(boolean any, Optional<Set<String>> names) {}

  static Names by(RelNode tree) {
    EventsRead read = new EventsRead();
    read.walk(tree, Optional.empty());
    return new Names(read.reads, read.all ? Optional.empty() : Optional.of(Set.copyOf(read.names)));
  }

  /**
   * @param only the names that tests above let pass, of the events leftmost below
   */
  private void walk(RelNode tree, Optional<Set<String>> only) {
    tree.accept(
        new RexShuttle() {
          @Override
          public RexNode visitSubQuery(RexSubQuery query) {
            walk(query.rel, Optional.empty());
            return super.visitSubQuery(query);
          }
        });
    switch (tree) {
      case TableScan scan -> scan(scan, only);
      case Filter filter -> walk(filter.getInput(), tests(filter).or(() -> only));
      case Join join -> {
        // The columns of the left side keep their places.
        walk(join.getLeft(), only);
        walk(join.getRight(), Optional.empty());
      }
      default -> tree.getInputs().forEach(input -> walk(input, Optional.empty()));
    }
  }

  private void scan(TableScan scan, Optional<Set<String>> only) {
    LogicalTable table = scan.getTable().unwrap(LogicalTable.class);
    if (table != null && table.name().equals(LogicalSchema.EVENTS)) {
      reads = true;
      only.ifPresentOrElse(names::addAll, () -> all = true);
    }
  }

  private static Optional<Set<String>> tests(Filter filter) {
    OptionalInt column = eventColumn(filter.getInput());
    if (column.isEmpty()) {
      return Optional.empty();
    }
    RexNode plain =
        RexUtil.expandSearch(filter.getCluster().getRexBuilder(), null, filter.getCondition());
    return names(plain, column.getAsInt());
  }

  /** The place of the event's name among the columns of the leftmost scan, if that is of events. */
  private static OptionalInt eventColumn(RelNode input) {
    return switch (input) {
      case Filter filter -> eventColumn(filter.getInput());
      case Join join -> eventColumn(join.getLeft());
      case TableScan scan -> {
        LogicalTable table = scan.getTable().unwrap(LogicalTable.class);
        yield table != null && table.name().equals(LogicalSchema.EVENTS)
            ? OptionalInt.of(scan.getRowType().getFieldNames().indexOf("event"))
            : OptionalInt.empty();
      }
      default -> OptionalInt.empty();
    };
  }

  private static Optional<Set<String>> names(RexNode test, int column) {
    if (!(test instanceof RexCall call)) {
      return Optional.empty();
    }
    List<RexNode> operands = call.getOperands();
    return switch (call.getKind()) {
      case EQUALS -> equal(operands.get(0), operands.get(1), column);
      case AND ->
          operands.stream().map(each -> names(each, column)).flatMap(Optional::stream).findFirst();
      case OR -> {
        Set<String> union = new HashSet<>();
        for (RexNode each : operands) {
          Optional<Set<String>> some = names(each, column);
          if (some.isEmpty()) {
            yield Optional.empty();
          }
          union.addAll(some.get());
        }
        yield Optional.of(union);
      }
      default -> Optional.empty();
    };
  }

  private static Optional<Set<String>> equal(RexNode left, RexNode right, int column) {
    return left instanceof RexInputRef ref
            && ref.getIndex() == column
            && right.isA(SqlKind.LITERAL)
            && ((RexLiteral) right).getValueAs(String.class) != null
        ? Optional.of(Set.of(((RexLiteral) right).getValueAs(String.class)))
        : Optional.empty();
  }
}
