package io.onelift.execute;

import io.onelift.execute.QueryResult.Column;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code EXPLAIN SELECT …} as a statement whose rows are the explanation, a line a row. */
final class ExplainRows {
  private static final Pattern EXPLAIN =
      Pattern.compile("(?is)^(\\s*EXPLAIN\\s+)(?=(?:SELECT|WITH|VALUES)\\b|\\().*");

  private ExplainRows() {}

  /** The statement behind EXPLAIN, at the same place in its lines; empty when there is none. */
  static Optional<SqlRequest> explained(SqlRequest request) {
    Matcher explain = EXPLAIN.matcher(request.sql());
    if (!explain.matches()) {
      return Optional.empty();
    }
    String blank = explain.group(1).replaceAll("\\S", " ");
    return Optional.of(
        new SqlRequest(
            blank + request.sql().substring(explain.end(1)), request.params(), request.maxRows()));
  }

  static QueryResult of(Explanation explanation) {
    List<List<Object>> rows = new ArrayList<>();
    lines(rows, "logical plan", explanation.resolved());
    lines(rows, "rules", String.join("\n", explanation.rules()));
    lines(rows, "rewritten plan", explanation.rewritten());
    lines(rows, "sql", explanation.sql());
    for (Explanation.Reads reads : explanation.estimate()) {
      lines(
          rows,
          "estimate",
          "%s: %d rows, %d marks, %d parts"
              .formatted(reads.table(), reads.rows(), reads.marks(), reads.parts()));
    }
    return new QueryResult(
        List.of(new Column("step", "text"), new Column("line", "text")),
        rows,
        false,
        Duration.ZERO,
        explanation.sql());
  }

  private static void lines(List<List<Object>> rows, String step, String text) {
    text.lines().forEach(line -> rows.add(List.of(step, line)));
  }
}
