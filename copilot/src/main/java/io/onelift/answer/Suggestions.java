package io.onelift.answer;

import io.onelift.event.ValueType;
import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.parsing.States;
import io.onelift.semantic.Dimension;
import io.onelift.semantic.Dimension.TimeSource;
import io.onelift.semantic.Metric;
import io.onelift.semantic.SemanticModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Questions that the model can answer, the likeliest first. */
public final class Suggestions {
  private static final int ROWS = 1000;

  private Suggestions() {}

  /**
   * At most {@code count} questions.
   *
   * @param wanted metrics to ask for first, such as those a refused question named
   */
  public static List<String> of(
      SemanticModel model, List<Metric> wanted, Language language, LocalDate today, int count) {
    QuestionText text = new QuestionText(model, language, today);
    List<Metric> metrics = new ArrayList<>(wanted);
    metrics(model).stream().filter(m -> !metrics.contains(m)).forEach(metrics::add);
    List<String> questions = new ArrayList<>();
    for (int i = 0; i < metrics.size() && questions.size() < count; i++) {
      Metric metric = metrics.get(i);
      int turn = i;
      grouping(model, metric, turn)
          .map(by -> text.of(query(model, metric, by, today)))
          .ifPresent(questions::add);
    }
    return questions;
  }

  /** The metrics that somebody named for people. */
  static List<Metric> metrics(SemanticModel model) {
    return model.metrics().stream().filter(Suggestions::declared).toList();
  }

  /** The shortest question for one metric. */
  static String plain(Metric metric, SemanticModel model, Language language, LocalDate today) {
    MetricQuery query =
        new MetricQuery(
            List.of(metric.key()), List.of(), List.of(), range(metric, model, today), List.of(), 1);
    return new QuestionText(model, language, today).of(query);
  }

  private static Optional<DayRange> range(Metric metric, SemanticModel model, LocalDate today) {
    return States.is(metric, model)
        ? Optional.empty()
        : Optional.of(new DayRange(today.minusDays(29), today.plusDays(1)));
  }

  /** Words of its own in both languages show that somebody named it for people. */
  private static boolean declared(Metric metric) {
    return !metric.names().zh().equals(metric.names().en())
        && !metric.names().zh().chars().allMatch(c -> c < 128)
        && !metric.key().endsWith("_count")
        && !metric.key().endsWith("_profiles");
  }

  private static Optional<Grouping> grouping(SemanticModel model, Metric metric, int turn) {
    List<Dimension> fitting =
        model.dimensionsOf(metric).stream()
            .filter(d -> d.type() == ValueType.TEXT && !d.labels().isEmpty())
            .toList();
    Optional<Dimension> time =
        model.dimensionsOf(metric).stream()
            .filter(d -> d.source() instanceof TimeSource)
            .findFirst();
    if (turn % 3 == 2 && time.isPresent()) {
      return Optional.of(new Grouping(time.get().key(), Optional.of(Grain.DAY)));
    }
    return fitting.isEmpty()
        ? Optional.empty()
        : Optional.of(new Grouping(fitting.get(turn % fitting.size()).key(), Optional.empty()));
  }

  private static MetricQuery query(
      SemanticModel model, Metric metric, Grouping by, LocalDate today) {
    return new MetricQuery(
        List.of(metric.key()),
        List.of(by),
        List.of(),
        range(metric, model, today),
        List.of(),
        ROWS);
  }
}
