package io.onelift.execute;

import io.onelift.resolve.Functions;
import io.onelift.resolve.WarehouseFunction;
import io.onelift.warehouse.Warehouse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlOperator;

/**
 * The state of what a statement reads, told from the parts that ClickHouse keeps its tables in:
 * every insert has a block number above those before, every mutation a data version. A merge of
 * parts leaves both as they are.
 */
final class StatementState {
  private static final String PARTS =
      """
      SELECT table, partition_id, max(max_block_number) AS block, max(data_version) AS version
      FROM system.parts
      WHERE active AND database = currentDatabase() AND table IN {tables:Array(String)}
      GROUP BY table, partition_id ORDER BY table, partition_id
      """;

  /** ClickHouse's functions that look at the clock. */
  private static final Set<String> CLOCKS = Set.of("now", "today", "yesterday");

  private final Warehouse warehouse;

  StatementState(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** Empty when more than tables decides what the statement gives: the time, chance, audiences. */
  Optional<String> of(RelNode tree) {
    // Merges of profiles move rows of every table.
    Set<String> tables = new TreeSet<>(Set.of("profile_overrides", "profiles"));
    TablesRead.by(tree).forEach(table -> tables.add(table.physical().name()));
    if (!isSteady(tree)) {
      return Optional.empty();
    }
    List<String> parts =
        warehouse.query(
            PARTS,
            Map.of("tables", List.copyOf(tables)),
            row ->
                row.text("table")
                    + " "
                    + row.text("partition_id")
                    + " "
                    + row.integer("block")
                    + " "
                    + row.integer("version"));
    return Optional.of(String.join("\n", parts));
  }

  private static boolean isSteady(RelNode tree) {
    Expressions expressions = new Expressions();
    tree.accept(expressions);
    return expressions.steady && tree.getInputs().stream().allMatch(StatementState::isSteady);
  }

  private static final class Expressions extends RexShuttle {
    private boolean steady = true;

    @Override
    public RexNode visitCall(RexCall call) {
      SqlOperator operator = call.getOperator();
      steady &=
          operator.isDeterministic()
              && !operator.isDynamicFunction()
              && !operator.equals(Functions.IN_AUDIENCE)
              && !(operator instanceof WarehouseFunction own
                  && CLOCKS.contains(own.clickHouseName()));
      return super.visitCall(call);
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery query) {
      steady &= isSteady(query.rel);
      return super.visitSubQuery(query);
    }
  }
}
