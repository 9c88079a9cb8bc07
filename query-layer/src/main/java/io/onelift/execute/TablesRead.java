package io.onelift.execute;

import io.onelift.resolve.LogicalSchema;
import io.onelift.resolve.LogicalTable;
import io.onelift.resolve.LogicalTable.Column;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;

/** The tables that a tree reads, trees inside of its expressions too. */
final class TablesRead {
  private final Set<LogicalTable> tables = new LinkedHashSet<>();

  private TablesRead() {}

  static Set<LogicalTable> by(RelNode tree) {
    TablesRead read = new TablesRead();
    read.walk(tree);
    return read.tables;
  }

  /** The keys of the tags whose tables a tree reads. */
  static Set<String> tags(RelNode tree) {
    Set<String> keys = new LinkedHashSet<>();
    for (LogicalTable table : by(tree)) {
      LogicalSchema.tagOf(table).ifPresent(keys::add);
      table.columns().stream().filter(Column::isTag).map(Column::tag).forEach(keys::add);
    }
    return keys;
  }

  private void walk(RelNode tree) {
    if (tree instanceof TableScan scan) {
      LogicalTable table = scan.getTable().unwrap(LogicalTable.class);
      if (table != null) {
        tables.add(table);
      }
    }
    tree.accept(
        new RexShuttle() {
          @Override
          public RexNode visitSubQuery(RexSubQuery query) {
            walk(query.rel);
            return super.visitSubQuery(query);
          }
        });
    tree.getInputs().forEach(this::walk);
  }
}
