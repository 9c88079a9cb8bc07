package io.onelift.resolve;

import java.util.HashSet;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/**
 * The names of columns that a statement mentions. A tag is a column of customers only in statements
 * that name it, so that a star stays short and nothing is joined in vain.
 */
final class TagColumns extends SqlBasicVisitor<Void> {
  /** The sides of a join among its operands. */
  private static final Set<Integer> JOINED = Set.of(0, 3);

  private final Set<String> names = new HashSet<>();

  private TagColumns() {}

  static Set<String> in(SqlNode statement) {
    TagColumns columns = new TagColumns();
    statement.accept(columns);
    return columns.names;
  }

  @Override
  public Void visit(SqlIdentifier name) {
    names.add(name.names.getLast());
    return null;
  }

  @Override
  public Void visit(SqlCall call) {
    Set<Integer> tables =
        switch (call) {
          case SqlSelect _ -> Set.of(SqlSelect.FROM_OPERAND);
          case SqlJoin _ -> JOINED;
          default -> Set.of();
        };
    for (int i = 0; i < call.operandCount(); i++) {
      SqlNode operand = call.operand(i);
      if (operand != null && tables.contains(i)) {
        from(operand);
      } else if (operand != null) {
        operand.accept(this);
      }
    }
    return null;
  }

  /** The name of a table is no column. */
  private void from(SqlNode item) {
    switch (item) {
      case SqlIdentifier _ -> {}
      case SqlCall as when as.getKind() == SqlKind.AS -> from(as.operand(0));
      default -> item.accept(this);
    }
  }
}
