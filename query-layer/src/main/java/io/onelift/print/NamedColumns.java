package io.onelift.print;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/**
 * Names columns where a star stands for those of a table. Calcite writes a star when a statement
 * takes all columns it knows; the table in the warehouse has more, which nobody may ask for and
 * which would push the others out of their places. For one statement.
 */
final class NamedColumns extends SqlBasicVisitor<Void> {
  private final IdentityHashMap<SqlNode, List<String>> tables = new IdentityHashMap<>();

  /** Notes the columns that may be asked for of a table, as it stands in the statement. */
  void of(SqlIdentifier table, List<String> columns) {
    tables.put(table, columns);
  }

  @Override
  public Void visit(SqlCall call) {
    if (call instanceof SqlSelect select && isStar(select.getSelectList())) {
      List<SqlNode> columns = new ArrayList<>();
      if (name(select.getFrom(), List.of(), columns)) {
        select.setSelectList(new SqlNodeList(columns, SqlParserPos.ZERO));
      }
    }
    return super.visit(call);
  }

  private static boolean isStar(SqlNodeList list) {
    return list.size() == 1 && list.get(0) instanceof SqlIdentifier only && only.isStar();
  }

  /**
   * Adds the columns of what stands behind FROM.
   *
   * @return whether a table is among it
   */
  private boolean name(SqlNode from, List<String> alias, List<SqlNode> into) {
    return switch (from) {
      case SqlJoin join -> {
        boolean left = side(join.getLeft(), into);
        boolean right = side(join.getRight(), into);
        yield left || right;
      }
      case SqlBasicCall as when as.getKind() == SqlKind.AS ->
          name(as.operand(0), List.of(as.<SqlIdentifier>operand(1).getSimple()), into);
      case SqlIdentifier table when tables.containsKey(table) -> {
        tables.get(table).forEach(column -> into.add(identifier(alias, column)));
        yield true;
      }
      default -> {
        into.add(
            SqlIdentifier.star(
                identifier(alias, "").names,
                SqlParserPos.ZERO,
                Collections.nCopies(alias.size() + 1, SqlParserPos.ZERO)));
        yield false;
      }
    };
  }

  private boolean side(SqlNode from, List<SqlNode> into) {
    return name(from, from instanceof SqlIdentifier table ? table.names : List.of(), into);
  }

  private static SqlIdentifier identifier(List<String> alias, String column) {
    List<String> names = new ArrayList<>(alias);
    names.add(column);
    return new SqlIdentifier(names, SqlParserPos.ZERO);
  }
}
