package io.onelift.execute;

import io.onelift.warehouse.Warehouse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.RelNode;

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

  private final Warehouse warehouse;

  StatementState(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** Empty when more than tables decides what the statement gives: the time, chance, audiences. */
  Optional<String> of(RelNode tree) {
    // Merges of profiles move rows of every table.
    Set<String> tables = new TreeSet<>(Set.of("profile_overrides", "profiles"));
    TablesRead.by(tree).forEach(table -> tables.add(table.physical().name()));
    if (!Steadiness.isSteady(tree, false)) {
      return Optional.empty();
    }
    return Optional.of(parts(warehouse, tables));
  }

  /** What the tables hold, as a text that differs whenever that does. */
  static String parts(Warehouse warehouse, Set<String> tables) {
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
    return String.join("\n", parts);
  }
}
