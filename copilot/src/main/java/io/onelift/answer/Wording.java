package io.onelift.answer;

import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.AudienceFilter;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.ir.MetricQuery.DimensionFilter;
import io.onelift.ir.MetricQuery.Filter;
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.semantic.Dimension;
import io.onelift.semantic.Dimension.TimeSource;
import io.onelift.semantic.Metric;
import io.onelift.semantic.SemanticModel;
import io.onelift.tag.Predicate;
import io.onelift.tag.Predicate.Bound;
import io.onelift.tag.Predicate.Contains;
import io.onelift.tag.Predicate.In;
import io.onelift.tag.Predicate.IsSet;
import io.onelift.tag.Predicate.NotIn;
import io.onelift.tag.Predicate.Range;
import io.onelift.tag.Scalar;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says the parts of a query in words. */
final class Wording {
  private final SemanticModel model;
  private final Language language;
  private final LocalDate today;

  Wording(SemanticModel model, Language language, LocalDate today) {
    this.model = model;
    this.language = language;
    this.today = today;
  }

  Language language() {
    return language;
  }

  String metric(String key) {
    return model.metric(key).map(m -> language.name(m.names())).orElse(key);
  }

  String metrics(MetricQuery query) {
    return list(query.metrics().stream().map(this::metric).toList());
  }

  String dimension(String key) {
    return model.dimension(key).map(d -> language.name(d.names())).orElse(key);
  }

  /** What a grouping splits by: 城市, day. */
  String grouping(Grouping grouping) {
    boolean time =
        model
            .dimension(grouping.dimension())
            .filter(d -> d.source() instanceof TimeSource)
            .isPresent();
    String step = grouping.grain().map(this::grain).orElse("");
    return time ? step : dimension(grouping.dimension());
  }

  private String grain(Grain grain) {
    return switch (grain) {
      case HOUR -> language.say("小时", "hour");
      case DAY -> language.say("天", "day");
      case WEEK -> language.say("周", "week");
      case MONTH -> language.say("月", "month");
      case QUARTER -> language.say("季度", "quarter");
      case YEAR -> language.say("年", "year");
    };
  }

  /** The days of a range, with how it is usually called when it ends today. */
  String range(Optional<DayRange> range) {
    if (range.isEmpty()) {
      return language.say("全部时间", "all time");
    }
    LocalDate from = range.get().from();
    LocalDate last = range.get().to().minusDays(1);
    long days = ChronoUnit.DAYS.between(from, last) + 1;
    if (days == 1) {
      return from.equals(today)
          ? language.say("今天（" + from + "）", "today (" + from + ")")
          : from.toString();
    }
    String dates = language.say(from + " 至 " + last, from + " to " + last);
    return last.equals(today)
        ? language.say(
            "最近" + days + "天（" + dates + "）", "the last " + days + " days (" + dates + ")")
        : dates;
  }

  String filters(MetricQuery query) {
    String and = language.say("，", ", ");
    return query.filters().stream().map(this::filter).collect(Collectors.joining(and));
  }

  String filter(Filter filter) {
    return switch (filter) {
      case AudienceFilter in -> language.say("人群 " + in.audience(), "audience " + in.audience());
      case DimensionFilter on -> dimension(on.dimension()) + predicate(on);
    };
  }

  private String predicate(DimensionFilter filter) {
    Predicate predicate = filter.predicate();
    return switch (predicate) {
      case In in ->
          language.say("为", in.values().size() == 1 ? " is " : " is one of ")
              + values(filter.dimension(), in.values());
      case NotIn in -> language.say("不为", " is not ") + values(filter.dimension(), in.values());
      case Range range -> " " + bounds(range);
      case IsSet set ->
          set.set() ? language.say("有值", " has a value") : language.say("无值", " has no value");
      case Contains contains ->
          language.say("包含“", " contains \"") + contains.text() + language.say("”", "\"");
    };
  }

  private String bounds(Range range) {
    Optional<String> lower = range.lower().map(b -> bound(b, "≥", ">"));
    Optional<String> upper = range.upper().map(b -> bound(b, "≤", "<"));
    return lower.isPresent() && upper.isPresent()
        ? lower.get() + language.say(" 且 ", " and ") + upper.get()
        : lower.or(() -> upper).orElseThrow();
  }

  private String bound(Bound bound, String inclusive, String exclusive) {
    return (bound.inclusive() ? inclusive : exclusive) + " " + scalar(bound.value());
  }

  private String scalar(Scalar scalar) {
    return switch (scalar) {
      case Scalar.Decimal number -> decimal(number.value());
      case Scalar.Text text -> text.value();
      case Scalar.Flag flag -> Boolean.toString(flag.value());
    };
  }

  private static String decimal(BigDecimal number) {
    return String.format(java.util.Locale.ROOT, number.scale() > 0 ? "%,.2f" : "%,.0f", number);
  }

  private String values(String dimension, List<Scalar> values) {
    return list(values.stream().map(v -> value(dimension, v.toString())).toList());
  }

  /** What people call a value; what is missing has a name too. */
  String value(String dimension, Object stored) {
    if (stored == null || stored.toString().isEmpty()) {
      return language.say("（空）", "(none)");
    }
    String text = stored.toString();
    return model.dimension(dimension).stream()
        .flatMap(d -> d.labels().stream())
        .filter(label -> label.value().equals(text))
        .findFirst()
        .map(label -> language.say(label.names().zh(), label.names().en()))
        .orElse(text);
  }

  /**
   * What a metric counts, in this language when its author wrote both, divided by {@code " · "}.
   */
  String definition(Metric metric) {
    List<String> parts = List.of(metric.description().split(" · ", -1));
    return parts.stream()
        .filter(p -> han(p) == (language == Language.ZH))
        .findFirst()
        .orElse(metric.description());
  }

  /** How a dimension gets its value. */
  String definition(Dimension dimension) {
    return switch (dimension.source()) {
      case Dimension.TraitSource trait ->
          language.say(
              "客户属性 " + trait.trait() + " 的当前值", "current value of the trait " + trait.trait());
      case Dimension.TagSource tag -> language.say("标签 " + tag.tag(), "tag " + tag.tag());
      case Dimension.PropertySource property ->
          language.say("事件属性 " + property.property(), "event property " + property.property());
      case Dimension.ColumnSource column ->
          language.say(
              "表 " + column.table() + " 的列 " + column.column(),
              "column " + column.column() + " of the table " + column.table());
      case TimeSource _ -> language.say("指标发生的时间", "when the metric happened");
      case Dimension.BandSource band ->
          language.say("客户属性 " + band.trait() + " 分段：", "bands of the trait " + band.trait() + ": ")
              + String.join(", ", band.names());
    };
  }

  String list(List<String> words) {
    if (words.size() < 2) {
      return String.join("", words);
    }
    String last = words.getLast();
    String rest = String.join(language.say("、", ", "), words.subList(0, words.size() - 1));
    return rest + language.say("和", " and ") + last;
  }

  private static boolean han(String text) {
    return text.codePoints()
        .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
  }
}
