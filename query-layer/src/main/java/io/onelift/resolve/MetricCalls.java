package io.onelift.resolve;

import io.onelift.semantic.Metric;
import io.onelift.semantic.SemanticModel;
import io.onelift.tag.NearestName;
import io.onelift.tag.Predicate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * Puts a metric's definition in place of its name.
 *
 * <pre>
 * METRIC(purchases)      becomes  COUNT(*) FILTER (WHERE e.event = 'purchase' AND …)
 * METRIC(buyers)         becomes  COUNT(DISTINCT e.profile_id) FILTER (WHERE e.event = 'purchase')
 * METRIC(click_rate)     becomes  COUNT(*) FILTER (…) / COUNT(*) FILTER (…)
 * </pre>
 *
 * Its rows are those of the SELECT that it stands in: they are grouped, filtered and joined as that
 * says. Tests of the model become {@link Functions#MODEL_TEST}, because their meaning depends on
 * types that nobody knows before validation.
 */
final class MetricCalls extends SqlShuttle {
  private final SemanticModel model;
  private final LogicalSchema schema;
  private final List<Predicate> tests = new ArrayList<>();
  private final Deque<SqlSelect> around = new ArrayDeque<>();

  MetricCalls(SemanticModel model, LogicalSchema schema) {
    this.model = model;
    this.schema = schema;
  }

  /** What {@link Functions#MODEL_TEST} means by its numbers. */
  List<Predicate> tests() {
    return List.copyOf(tests);
  }

  @Override
  public SqlNode visit(SqlCall call) {
    if (call instanceof SqlOrderBy order && order.query instanceof SqlSelect select) {
      SqlNode query = order.query.accept(this);
      around.push(select);
      SqlNode keys = order.orderList.accept(this);
      around.pop();
      return new SqlOrderBy(
          order.getParserPosition(), query, (SqlNodeList) keys, order.offset, order.fetch);
    }
    if (call instanceof SqlSelect select) {
      around.push(select);
      SqlNode visited = super.visit(call);
      around.pop();
      return visited;
    }
    if (call.getKind() == SqlKind.FILTER && isMetric(call.operand(0))) {
      SqlNode condition = call.operand(1);
      return expand(call.operand(0), Optional.of(condition.accept(this)));
    }
    return isMetric(call) ? expand(call, Optional.empty()) : super.visit(call);
  }

  private static boolean isMetric(SqlNode node) {
    return node instanceof SqlCall call && call.getOperator().getName().equalsIgnoreCase("METRIC");
  }

  private SqlNode expand(SqlCall call, Optional<SqlNode> filter) {
    SqlParserPos at = call.getParserPosition();
    Metric metric = metric(call);
    if (around.isEmpty()) {
      throw problem(at, "METRIC(" + metric.key() + ") must stand in a SELECT with a FROM");
    }
    MetricTables tables = MetricTables.of(around.peek().getFrom(), schema);
    return new MetricExpansion(model, tables, tests, metric, filter, at).of(metric.definition());
  }

  private Metric metric(SqlCall call) {
    SqlNode name = call.operandCount() == 1 ? call.operand(0) : call;
    String key =
        switch (name) {
          case SqlIdentifier id when id.isSimple() -> id.getSimple();
          case SqlLiteral literal when SqlTypeName.CHAR_TYPES.contains(literal.getTypeName()) ->
              literal.getValueAs(String.class);
          default ->
              throw problem(
                  call.getParserPosition(), "write METRIC(name), for example METRIC(events)");
        };
    return model
        .metric(key)
        .orElseThrow(
            () ->
                problem(
                    name.getParserPosition(),
                    "there is no metric '"
                        + key
                        + "'. "
                        + NearestName.hint(key, model.metrics().stream().map(Metric::key).toList())
                        + ". For example: SELECT event, METRIC(events) AS n FROM events GROUP BY"
                        + " event"));
  }

  static RuntimeException problem(SqlParserPos at, String message) {
    return SqlProblems.at(at.getLineNum(), at.getColumnNum(), message);
  }
}
