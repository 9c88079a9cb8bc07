package io.onelift.json;

import io.onelift.figure.Answer;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.semantic.SemanticModel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Figures, in the shape of every answer with rows, and what is said of a metric question. */
public record AnswerJson(
    List<ColumnJson> columns,
    List<List<Object>> rows,
    int rowCount,
    boolean truncated,
    long elapsedMs,
    String executedSql,
    boolean fromCache,
    Instant asOf,
    RangeJson range,
    Optional<RangeJson> before,
    List<String> notes) {
  /**
   * @param model that names the columns
   */
  public static AnswerJson of(Answer answer, SemanticModel model) {
    return new AnswerJson(
        answer.columns().stream().map(column -> ColumnJson.of(column, model)).toList(),
        answer.rows(),
        answer.rows().size(),
        answer.truncated(),
        answer.elapsed().toMillis(),
        answer.executedSql(),
        answer.fromCache(),
        answer.asOf(),
        RangeJson.of(answer.range()),
        answer.before().map(RangeJson::of),
        answer.notes());
  }

  /**
   * A column.
   *
   * @param label what people call it
   * @param format number, money or percent, of a metric
   */
  public record ColumnJson(
      String name,
      String type,
      String role,
      Optional<NamesJson> label,
      Optional<String> metric,
      Optional<String> format) {
    private static ColumnJson of(Answer.Column column, SemanticModel model) {
      var metric = column.metric().flatMap(model::metric);
      return new ColumnJson(
          column.name(),
          column.type(),
          column.role(),
          metric
              .map(one -> one.names())
              .or(() -> model.dimension(column.name()).map(one -> one.names()))
              .map(names -> NamesJson.of(names.zh(), names.en())),
          column.metric(),
          metric.map(one -> one.format().name().toLowerCase(Locale.ROOT)));
    }
  }

  /** Days from, inclusive, to, exclusive. */
  public record RangeJson(LocalDate from, LocalDate to) {
    public static RangeJson of(DayRange range) {
      return new RangeJson(range.from(), range.to());
    }
  }
}
