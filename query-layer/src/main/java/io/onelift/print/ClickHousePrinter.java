package io.onelift.print;

import io.onelift.resolve.ListFunctions;
import io.onelift.resolve.PhysicalTable;
import io.onelift.resolve.Resolved;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.rel2sql.RelToSqlConverter;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Writes a rewritten tree as a statement of ClickHouse. */
public final class ClickHousePrinter {
  private ClickHousePrinter() {}

  /**
   * Writes the statement.
   *
   * @param forms gives the form for a bitmap's name
   */
  public static Printed print(Resolved rewritten, Function<String, BitmapForm> forms) {
    ClickHouseDialect dialect = new ClickHouseDialect();
    NamedColumns columns = new NamedColumns();
    SqlNode statement = new Converter(dialect, columns).visitRoot(rewritten.tree()).asStatement();
    statement.accept(columns);
    ClickHouseWriter writer = new ClickHouseWriter(dialect, rewritten.values(), forms);
    return writer.printed(writer.format(statement));
  }

  private static final class Converter extends RelToSqlConverter {
    private final NamedColumns columns;

    Converter(ClickHouseDialect dialect, NamedColumns columns) {
      super(dialect);
      this.columns = columns;
    }

    @Override
    protected Result dispatch(RelNode node) {
      return node instanceof TableScan scan ? table(scan) : super.dispatch(node);
    }

    /**
     * Columns that sub-queries refer to are those of the input, so the input must not become one
     * SELECT with the columns made of it. Nor must lists, which would be written out wherever they
     * are looked at: a dozen made of each other are a statement of megabytes.
     */
    @Override
    public Result visitInput(
        RelNode parent, int i, boolean anonymous, boolean ignoreClauses, Set<Clause> expected) {
      boolean referredTo = parent instanceof Project && !parent.getVariablesSet().isEmpty();
      boolean apart = referredTo || (parent instanceof Project && makesLists(parent.getInput(i)));
      return super.visitInput(
          parent, i, anonymous, ignoreClauses, apart ? Set.of(Clause.FROM) : expected);
    }

    private static boolean makesLists(RelNode node) {
      return node instanceof Project project && makesLists(project.getProjects());
    }

    private static boolean makesLists(List<RexNode> values) {
      return values.stream()
          .anyMatch(
              value ->
                  value instanceof RexCall call
                      && (call.getOperator().equals(ListFunctions.LAMBDA)
                          || makesLists(call.getOperands())));
    }

    private Result table(TableScan scan) {
      PhysicalTable table = scan.getTable().unwrap(PhysicalTable.class);
      // Only the rules that expand logical tables mask personal data, so no tree may come here
      // without having gone through them.
      if (table == null) {
        throw new IllegalStateException("The tree was not rewritten: " + scan.getTable());
      }
      SqlIdentifier name = new SqlIdentifier(table.name(), SqlParserPos.ZERO);
      columns.of(name, scan.getRowType().getFieldNames());
      return result(name, List.of(Clause.FROM), scan, null);
    }
  }
}
