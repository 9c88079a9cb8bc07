package io.onelift.rewrite;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.validate.SqlValidatorUtil;

/**
 * Gives a result's columns the names that the statement gave them, for formats that ClickHouse
 * writes with names. The same name twice gets a number behind it.
 *
 * <pre>
 * Scan(x)    becomes    Project(t_city AS city)
 *                         Scan(x)
 * </pre>
 */
public final class NameColumns {
  private NameColumns() {}

  /**
   * @param names one for each column of the tree
   */
  public static RelNode apply(RelNode tree, List<String> names) {
    List<String> unique =
        SqlValidatorUtil.uniquify(
            names,
            (name, attempt, size) -> String.format(Locale.ROOT, "%s_%d", name, attempt + 1),
            true);
    List<RexNode> columns =
        IntStream.range(0, names.size())
            .<RexNode>mapToObj(i -> RexInputRef.of(i, tree.getRowType()))
            .toList();
    return LogicalProject.create(tree, List.of(), columns, unique, java.util.Set.of());
  }
}
