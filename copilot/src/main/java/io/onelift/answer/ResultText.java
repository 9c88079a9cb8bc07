package io.onelift.answer;

import io.onelift.execute.QueryResult;
import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.semantic.Metric;
import io.onelift.semantic.Metric.EventCount;
import io.onelift.semantic.Metric.EventNumber;
import io.onelift.semantic.Metric.EventProfiles;
import io.onelift.semantic.Metric.Filtered;
import io.onelift.semantic.Metric.Fold;
import io.onelift.semantic.Metric.Format;
import io.onelift.semantic.Metric.Formula;
import io.onelift.semantic.Metric.PerSubject;
import io.onelift.semantic.Metric.ProfileCount;
import io.onelift.semantic.Metric.ProfileNumber;
import io.onelift.semantic.Metric.Ratio;
import io.onelift.semantic.Metric.SubjectCount;
import io.onelift.semantic.Metric.TableCount;
import io.onelift.semantic.Metric.TableNumber;
import io.onelift.semantic.SemanticModel;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The key figures of a result in a sentence or two. */
final class ResultText {
  private static final int NAMED = 3;

  private final MetricQuery query;
  private final QueryResult result;
  private final SemanticModel model;
  private final Wording wording;
  private final Language language;
  private final LocalDate today;
  private final int groupings;

  ResultText(
      MetricQuery query,
      QueryResult result,
      SemanticModel model,
      Wording wording,
      LocalDate today) {
    this.query = query;
    this.result = result;
    this.model = model;
    this.wording = wording;
    this.language = wording.language();
    this.today = today;
    this.groupings = query.by().size();
  }

  String text() {
    if (nothing()) {
      return scope() + language.say("：没有数据。", ": there is no data. ") + whyEmpty();
    }
    if (groupings == 0) {
      return scope() + language.say("：", ": ") + single() + language.say("。", ".");
    }
    return scope() + language.say("：", ": ") + groups();
  }

  private boolean nothing() {
    return result.rows().stream()
        .allMatch(
            row ->
                row.stream()
                    .skip(groupings)
                    .allMatch(v -> v == null || (v instanceof Number n && n.doubleValue() == 0)));
  }

  /** When, under which conditions, what, split how. */
  private String scope() {
    boolean state = Answers.allStates(query, model);
    String when = state ? language.say("截至现在", "As of now") : wording.range(query.range());
    String conditions = query.filters().isEmpty() ? "" : wording.filters(query);
    String by = groupings == 0 ? "" : Answers.groupings(query, wording);
    return language == Language.ZH
        ? when
            + "，"
            + (conditions.isEmpty() ? "" : conditions + "，")
            + (by.isEmpty() ? "" : "按" + by + "的")
            + wording.metrics(query)
        : capital(wording.metrics(query))
            + (by.isEmpty() ? "" : " by " + by)
            + (conditions.isEmpty() ? "" : ", " + conditions)
            + ", "
            + (state ? "as of now" : when);
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
  }

  private String whyEmpty() {
    boolean future = query.range().map(DayRange::from).filter(f -> f.isAfter(today)).isPresent();
    if (future) {
      return language.say("这个时间范围还没有到来。", "The time range has not come yet.");
    }
    return query.filters().isEmpty()
        ? language.say(
            "这个时间范围内没有发生，或者数据还没有接入。", "Nothing happened in the range, or its data has not arrived.")
        : language.say(
            "可能是条件太窄（" + wording.filters(query) + "），或者时间范围内没有发生；可以去掉一个条件再试。",
            "The conditions may be too narrow ("
                + wording.filters(query)
                + "), or nothing happened in the range; try without one of them.");
  }

  private String single() {
    List<Object> row = result.rows().getFirst();
    return IntStream.range(0, query.metrics().size())
        .mapToObj(
            i ->
                (query.metrics().size() > 1 ? wording.metric(query.metrics().get(i)) + " " : "")
                    + figure(row, i))
        .collect(Collectors.joining(language.say("，", ", ")));
  }

  private String groups() {
    String first = query.metrics().getFirst();
    boolean lowest = !query.order().isEmpty() && !query.order().getFirst().descending();
    Comparator<List<Object>> bySize = Comparator.comparingDouble(row -> size(row));
    List<List<Object>> ranked =
        result.rows().stream()
            .filter(row -> row.get(groupings) instanceof Number)
            .sorted(lowest ? bySize : bySize.reversed())
            .limit(NAMED)
            .toList();
    String named =
        ranked.stream()
            .map(row -> label(row) + " " + figure(row, 0))
            .collect(Collectors.joining(language.say("、", ", ")));
    String most = lowest ? language.say("最低的是 ", "lowest ") : language.say("最高的是 ", "highest ");
    String which =
        query.metrics().size() > 1
            ? language.say("（", " (") + wording.metric(first) + language.say("）", ")")
            : "";
    int count = result.rows().size();
    return most
        + named
        + which
        + language.say("；共" + count + "行", "; " + count + (count == 1 ? " row" : " rows"))
        + total()
        + (result.truncated() ? language.say("（还有更多，已按行数上限截断）", " (cut at the row limit)") : "")
        + language.say("。", ".");
  }

  /** The sum, where the groups make a whole that can be added up. */
  private String total() {
    boolean whole =
        query.metrics().size() == 1
            && !result.truncated()
            && query.limit() >= 1000
            && model.metric(query.metrics().getFirst()).filter(this::adds).isPresent();
    if (!whole) {
      return "";
    }
    double sum = result.rows().stream().mapToDouble(this::size).sum();
    return language.say("，合计 ", ", total ")
        + Figures.write(sum, format(query.metrics().getFirst()), language);
  }

  private boolean adds(Metric metric) {
    return switch (metric.definition()) {
      case EventCount _, ProfileCount _, TableCount _ -> true;
      case EventNumber number -> number.fold().equals(Fold.SUM);
      case ProfileNumber number -> number.fold().equals(Fold.SUM);
      case TableNumber number -> number.fold().equals(Fold.SUM);
      case Filtered filtered -> model.metric(filtered.of()).filter(this::adds).isPresent();
      case EventProfiles _, SubjectCount _, Ratio _, PerSubject _, Formula _ -> false;
    };
  }

  private double size(List<Object> row) {
    return row.get(groupings) instanceof Number n ? n.doubleValue() : 0;
  }

  private String label(List<Object> row) {
    return IntStream.range(0, groupings)
        .mapToObj(i -> wording.value(query.by().get(i).dimension(), row.get(i)))
        .collect(Collectors.joining(" · "));
  }

  private String figure(List<Object> row, int metric) {
    String key = query.metrics().get(metric);
    return Figures.write(row.get(groupings + metric), format(key), language);
  }

  private Format format(String key) {
    return model.metric(key).map(Metric::format).orElse(Format.NUMBER);
  }
}
