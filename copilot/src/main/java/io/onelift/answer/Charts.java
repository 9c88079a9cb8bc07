package io.onelift.answer;

import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.semantic.Metric;
import io.onelift.semantic.Metric.Format;
import io.onelift.semantic.SemanticModel;
import java.util.List;
import java.util.Optional;

/**
 * Chooses how to draw: a number alone, a line over time, bars over categories, a table for two
 * categories or for figures that share no axis.
 */
final class Charts {
  private Charts() {}

  static Chart of(MetricQuery query, SemanticModel model) {
    List<Format> formats =
        query.metrics().stream()
            .flatMap(key -> model.metric(key).stream())
            .map(Metric::format)
            .distinct()
            .toList();
    Format format = formats.getFirst();
    List<Grouping> by = query.by();
    if (by.isEmpty()) {
      return new Chart(
          Chart.Type.NUMBER, Optional.empty(), query.metrics(), Optional.empty(), format);
    }
    boolean time = by.getFirst().grain().isPresent();
    Optional<String> x = Optional.of(by.getFirst().dimension());
    Optional<String> series = by.stream().skip(1).map(Grouping::dimension).findFirst();
    boolean drawable =
        formats.size() == 1 && (series.isEmpty() || (time && query.metrics().size() == 1));
    Chart.Type type = !drawable ? Chart.Type.TABLE : time ? Chart.Type.LINE : Chart.Type.BAR;
    return new Chart(type, x, query.metrics(), series, format);
  }
}
