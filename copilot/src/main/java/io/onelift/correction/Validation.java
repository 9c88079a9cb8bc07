package io.onelift.correction;

import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.AudienceFilter;
import io.onelift.ir.MetricQuery.DimensionFilter;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.parsing.Doubt;
import io.onelift.parsing.States;
import io.onelift.semantic.Dimension;
import io.onelift.semantic.Metric;
import io.onelift.semantic.SemanticModel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks that a query means something in the model, whoever wrote it. */
public final class Validation {
  /** More dimensions than two make no answer a person can read. */
  private static final int MOST_GROUPINGS = 2;

  private Validation() {}

  /** The first thing wrong with a query; empty when it can be run. */
  public static Optional<Doubt> doubt(MetricQuery query, SemanticModel model) {
    return unknownNames(query, model)
        .or(() -> tooManyGroupings(query))
        .or(() -> stateWithRange(query, model))
        .or(() -> notApplying(query, model));
  }

  private static Optional<Doubt> unknownNames(MetricQuery query, SemanticModel model) {
    Stream<String> metrics = query.metrics().stream().filter(key -> model.metric(key).isEmpty());
    Stream<String> dimensions = dimensions(query).filter(key -> model.dimension(key).isEmpty());
    return Stream.concat(metrics, dimensions)
        .findFirst()
        .map(key -> new Doubt.Rejected("The model has no '" + key + "'"));
  }

  private static Optional<Doubt> tooManyGroupings(MetricQuery query) {
    return query.by().size() > MOST_GROUPINGS
        ? Optional.of(new Doubt.TooManyGroupings(query.by().size()))
        : Optional.empty();
  }

  private static Optional<Doubt> stateWithRange(MetricQuery query, SemanticModel model) {
    return query.range().isEmpty()
        ? Optional.empty()
        : metrics(query, model).stream()
            .filter(metric -> States.is(metric, model))
            .findFirst()
            .map(metric -> new Doubt.StateHasNoRange(query, metric));
  }

  private static Optional<Doubt> notApplying(MetricQuery query, SemanticModel model) {
    List<Dimension> dimensions =
        dimensions(query).map(model::dimension).flatMap(Optional::stream).distinct().toList();
    return metrics(query, model).stream()
        .flatMap(
            metric ->
                dimensions.stream()
                    .filter(dimension -> !model.applies(dimension, metric))
                    .map(dimension -> (Doubt) new Doubt.DoesNotApply(query, metric, dimension)))
        .findFirst();
  }

  private static List<Metric> metrics(MetricQuery query, SemanticModel model) {
    return query.metrics().stream().map(model::metric).flatMap(Optional::stream).toList();
  }

  private static Stream<String> dimensions(MetricQuery query) {
    return Stream.concat(
        query.by().stream().map(Grouping::dimension),
        query.filters().stream()
            .flatMap(
                filter ->
                    switch (filter) {
                      case DimensionFilter on -> Stream.of(on.dimension());
                      case AudienceFilter _ -> Stream.empty();
                    }));
  }
}
