package io.onelift.json;

import io.onelift.answer.Chart;
import io.onelift.answer.Choice;
import io.onelift.answer.Lineage;
import io.onelift.answer.Plan;
import io.onelift.conversation.Reply;
import io.onelift.execute.QueryResult;
import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.AudienceFilter;
import io.onelift.ir.MetricQuery.DimensionFilter;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the copilot says, as the contract has it. */
public record ReplyJson(
    String kind,
    String text,
    Optional<PlanJson> plan,
    String sql,
    List<QueryResult.Column> columns,
    List<List<Object>> rows,
    boolean truncated,
    Optional<ChartJson> chart,
    double confidence,
    List<Lineage> lineage,
    List<String> suggestions,
    List<Choice> choices,
    String language,
    String conversationId) {
  public static ReplyJson of(Reply reply) {
    return new ReplyJson(
        lower(reply.kind()),
        reply.text(),
        reply.plan().map(PlanJson::of),
        reply.sql(),
        reply.columns(),
        reply.rows(),
        reply.truncated(),
        reply.chart().map(ChartJson::of),
        reply.confidence(),
        reply.lineage(),
        reply.suggestions(),
        reply.choices(),
        reply.language(),
        reply.conversationId());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** How the question was read, as keys and as words. */
  public record PlanJson(
      List<String> metrics,
      List<GroupingJson> by,
      List<FilterJson> filters,
      Optional<RangeJson> range,
      String textZh,
      String textEn) {
    static PlanJson of(Plan plan) {
      MetricQuery query = plan.query();
      return new PlanJson(
          query.metrics(),
          query.by().stream()
              .map(by -> new GroupingJson(by.dimension(), by.grain().map(ReplyJson::lower)))
              .toList(),
          query.filters().stream().map(FilterJson::of).toList(),
          query.range().map(range -> new RangeJson(range.from(), range.to())),
          plan.textZh(),
          plan.textEn());
    }
  }

  /** A dimension that splits, with its step when it is a time. */
  public record GroupingJson(String dimension, Optional<String> grain) {}

  /** What must hold: a test on a dimension, or membership of an audience. */
  public record FilterJson(
      Optional<String> dimension, Optional<PredicateJson> test, Optional<String> audience) {
    static FilterJson of(MetricQuery.Filter filter) {
      return switch (filter) {
        case DimensionFilter(String dimension, var predicate) ->
            new FilterJson(
                Optional.of(dimension), Optional.of(PredicateJson.of(predicate)), Optional.empty());
        case AudienceFilter(String audience) ->
            new FilterJson(Optional.empty(), Optional.empty(), Optional.of(audience));
      };
    }
  }

  /** Days from, inclusive, to, exclusive. */
  public record RangeJson(LocalDate from, LocalDate to) {}

  /** How to draw the rows. */
  public record ChartJson(
      String type, Optional<String> x, List<String> y, Optional<String> series, String format) {
    static ChartJson of(Chart chart) {
      return new ChartJson(
          lower(chart.type()), chart.x(), chart.y(), chart.series(), lower(chart.format()));
    }
  }
}
