package io.onelift.answer;

import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.ir.MetricQuery.DimensionFilter;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.semantic.Dimension.TimeSource;
import io.onelift.semantic.SemanticModel;
import io.onelift.tag.Predicate;
import io.onelift.tag.Predicate.Bound;
import io.onelift.tag.Predicate.In;
import io.onelift.tag.Predicate.NotIn;
import io.onelift.tag.Predicate.Range;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A question that reads as the query it comes from, to offer to the person. */
public final class QuestionText {
  private final Wording wording;
  private final SemanticModel model;
  private final Language language;
  private final LocalDate today;

  public QuestionText(SemanticModel model, Language language, LocalDate today) {
    this.wording = new Wording(model, language, today);
    this.model = model;
    this.language = language;
    this.today = today;
  }

  /** The question; the order of the query and audience filters have no words. */
  public String of(MetricQuery query) {
    return language == Language.ZH ? chinese(query) : english(query);
  }

  private String chinese(MetricQuery query) {
    String range = query.range().map(this::range).orElse("");
    String filters =
        query.filters().stream()
            .flatMap(f -> f instanceof DimensionFilter on ? Stream.of(filter(on)) : Stream.empty())
            .collect(Collectors.joining("，"));
    String by =
        query.by().stream()
            .map(g -> (isTime(g) ? "每" : "各") + wording.grouping(g))
            .collect(Collectors.joining(""));
    String metrics = query.metrics().stream().map(wording::metric).collect(Collectors.joining("和"));
    String conditions = filters.isEmpty() ? "" : filters + "的";
    return range + conditions + by + (by.isEmpty() ? "" : "的") + metrics;
  }

  private String english(MetricQuery query) {
    List<String> parts = new ArrayList<>();
    parts.add(query.metrics().stream().map(wording::metric).collect(Collectors.joining(" and ")));
    if (!query.by().isEmpty()) {
      parts.add(
          "by " + query.by().stream().map(wording::grouping).collect(Collectors.joining(" and ")));
    }
    query
        .filters()
        .forEach(
            f -> {
              if (f instanceof DimensionFilter on) {
                parts.add("with " + filter(on));
              }
            });
    query.range().ifPresent(range -> parts.add(range(range)));
    return String.join(" ", parts);
  }

  private boolean isTime(Grouping grouping) {
    return model
        .dimension(grouping.dimension())
        .filter(d -> d.source() instanceof TimeSource)
        .isPresent();
  }

  private String range(DayRange range) {
    LocalDate last = range.to().minusDays(1);
    long days = ChronoUnit.DAYS.between(range.from(), range.to());
    if (last.equals(today)) {
      return days == 1
          ? language.say("今天", "today")
          : language.say("最近" + days + "天", "in the last " + days + " days");
    }
    if (days == 1) {
      return language.say(range.from().toString(), "on " + range.from());
    }
    return language.say(range.from() + "到" + last, "from " + range.from() + " to " + last);
  }

  private String filter(DimensionFilter filter) {
    String name = wording.dimension(filter.dimension());
    String or = language.say("或", " or ");
    Predicate predicate = filter.predicate();
    return switch (predicate) {
      case In in -> name + language.say("为", " ") + joined(filter.dimension(), in.values(), or);
      case NotIn in ->
          name + language.say("不为", " not ") + joined(filter.dimension(), in.values(), or);
      case Range range ->
          range.lower().map(b -> name + bound(b, "≥", ">")).orElse("")
              + (range.lower().isPresent() && range.upper().isPresent()
                  ? range.upper().map(b -> bound(b, "≤", "<")).orElse("")
                  : range.upper().map(b -> name + bound(b, "≤", "<")).orElse(""));
      case Predicate.IsSet _, Predicate.Contains _ -> name;
    };
  }

  private String joined(String dimension, List<?> values, String or) {
    return values.stream().map(v -> wording.value(dimension, v)).collect(Collectors.joining(or));
  }

  private static String bound(Bound bound, String inclusive, String exclusive) {
    return (bound.inclusive() ? inclusive : exclusive) + bound.value();
  }
}
