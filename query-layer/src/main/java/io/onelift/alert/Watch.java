package io.onelift.alert;

import io.onelift.alert.Alert.Anomaly;
import io.onelift.alert.Alert.Threshold;
import io.onelift.alert.Watched.Usual;
import io.onelift.figure.Buckets;
import io.onelift.figure.Figures;
import io.onelift.figure.MetricNature;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.resolve.Access;
import io.onelift.semantic.SemanticModel;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Looks at hours and days that are over. Safe for use by many threads. */
final class Watch {
  private static final int HISTORY_WEEKS = 8;

  /** Fewer of the same weekday, and every day counts as usual; fewer of those, and nothing does. */
  private static final int FEWEST_ALIKE = 4;

  private static final int FEWEST = 7;

  private final Figures figures;

  Watch(Figures figures) {
    this.figures = figures;
  }

  /** Every hour or day of these days that is over. */
  List<Watched> over(Alert alert, DayRange days, Access access) {
    LocalDateTime now = LocalDateTime.ofInstant(figures.now(), figures.zone());
    DayRange needed = new DayRange(days.from().minusWeeks(HISTORY_WEEKS), days.to());
    Map<LocalDateTime, OptionalDouble> series = new LinkedHashMap<>();
    Map<LocalDateTime, String> names = new LinkedHashMap<>();
    figures
        .series(alert.metric(), alert.filters(), needed, alert.grain(), access)
        .forEach(
            (start, figure) -> {
              LocalDateTime time = Buckets.local(start);
              if (!end(time, alert.grain()).isAfter(now)) {
                series.put(time, figure);
                names.put(time, start);
              }
            });
    // Before the first event there was nothing to be usual.
    Optional<LocalDateTime> first =
        series.entrySet().stream()
            .filter(entry -> entry.getValue().orElse(0) != 0)
            .map(Map.Entry::getKey)
            .findFirst();
    series.keySet().removeIf(time -> first.isEmpty() || time.isBefore(first.get()));
    LocalDate from = days.from();
    return series.entrySet().stream()
        .filter(entry -> !entry.getKey().toLocalDate().isBefore(from))
        .map(
            entry ->
                watched(alert, names.get(entry.getKey()), entry.getKey(), entry.getValue(), series))
        .toList();
  }

  static LocalDateTime end(LocalDateTime start, Grain grain) {
    return grain == Grain.HOUR ? start.plusHours(1) : start.plusDays(1);
  }

  private Watched watched(
      Alert alert,
      String name,
      LocalDateTime time,
      OptionalDouble figure,
      Map<LocalDateTime, OptionalDouble> series) {
    return switch (alert.condition()) {
      case Threshold bounds -> new Watched(name, figure, Optional.empty(), breaks(bounds, figure));
      case Anomaly anomaly -> {
        Optional<Usual> usual =
            figure.isEmpty()
                ? Optional.empty()
                : baseline(alert, time, series)
                    .map(base -> usual(base, anomaly, figure.getAsDouble()));
        yield new Watched(
            name, figure, usual, usual.filter(some -> fires(anomaly, some.score())).isPresent());
      }
    };
  }

  private static boolean breaks(Threshold bounds, OptionalDouble figure) {
    return figure.isPresent()
        && ((bounds.above().isPresent() && figure.getAsDouble() > bounds.above().getAsDouble())
            || (bounds.below().isPresent() && figure.getAsDouble() < bounds.below().getAsDouble()));
  }

  private static boolean fires(Anomaly anomaly, double score) {
    return switch (anomaly.side()) {
      case BOTH -> Math.abs(score) > anomaly.sensitivity();
      case ABOVE -> score > anomaly.sensitivity();
      case BELOW -> score < -anomaly.sensitivity();
    };
  }

  private static Usual usual(Baseline base, Anomaly anomaly, double figure) {
    double room = anomaly.sensitivity() * base.deviation();
    return new Usual(
        base.expected(), base.expected() - room, base.expected() + room, base.score(figure));
  }

  private Optional<Baseline> baseline(
      Alert alert, LocalDateTime time, Map<LocalDateTime, OptionalDouble> series) {
    List<Double> alike = new ArrayList<>();
    List<Double> daily = new ArrayList<>();
    for (int days = 1; days <= 7 * HISTORY_WEEKS; days++) {
      OptionalDouble earlier = series.getOrDefault(time.minusDays(days), OptionalDouble.empty());
      if (earlier.isPresent()) {
        daily.add(earlier.getAsDouble());
        if (days % 7 == 0) {
          alike.add(earlier.getAsDouble());
        }
      }
    }
    if (alike.size() >= FEWEST_ALIKE) {
      return Optional.of(Baseline.of(alike, counts(alert)));
    }
    return daily.size() < FEWEST
        ? Optional.empty()
        : Optional.of(Baseline.of(daily, counts(alert)));
  }

  private boolean counts(Alert alert) {
    SemanticModel model = figures.model();
    return model
        .metric(alert.metric())
        .filter(metric -> MetricNature.isCount(metric, model))
        .isPresent();
  }
}
