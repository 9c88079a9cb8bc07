package io.onelift.figure;

import io.onelift.semantic.Metric;
import io.onelift.semantic.Metric.Definition;
import io.onelift.semantic.Metric.EventCount;
import io.onelift.semantic.Metric.EventNumber;
import io.onelift.semantic.Metric.EventProfiles;
import io.onelift.semantic.Metric.Filtered;
import io.onelift.semantic.Metric.Fold;
import io.onelift.semantic.Metric.Formula;
import io.onelift.semantic.Metric.PerSubject;
import io.onelift.semantic.Metric.ProfileCount;
import io.onelift.semantic.Metric.ProfileNumber;
import io.onelift.semantic.Metric.Ratio;
import io.onelift.semantic.Metric.SubjectCount;
import io.onelift.semantic.Metric.TableCount;
import io.onelift.semantic.Metric.TableNumber;
import io.onelift.semantic.SemanticModel;

/** How figures of a metric behave when periods or groups are put together. */
public enum MetricNature {
  /** The parts of a time or of a dimension add up to the whole. */
  ADDITIVE,
  /** Counts whom or what it saw: over time, the same one counts once. */
  DISTINCT,
  /** Figures over figures. */
  RATIO,
  /** A mean or another point among values, whose parts do not add up. */
  MEAN;

  /** The nature of a metric of the model. */
  public static MetricNature of(Metric metric, SemanticModel model) {
    return of(metric.definition(), model);
  }

  private static MetricNature of(Definition definition, SemanticModel model) {
    return switch (definition) {
      case EventCount _, ProfileCount _, TableCount _ -> ADDITIVE;
      case EventProfiles _, SubjectCount _ -> DISTINCT;
      case EventNumber number -> of(number.fold());
      case ProfileNumber number -> of(number.fold());
      case TableNumber number -> of(number.fold());
      case Filtered filtered -> of(model.metric(filtered.of()).orElseThrow(), model);
      case Ratio _, PerSubject _, Formula _ -> RATIO;
    };
  }

  private static MetricNature of(Fold fold) {
    return switch (fold.kind()) {
      case SUM -> ADDITIVE;
      case DISTINCT -> DISTINCT;
      case AVERAGE, MINIMUM, MAXIMUM, QUANTILE -> MEAN;
    };
  }

  /** Whether the metric has a time, so that it can be asked of a period. */
  public static boolean hasTime(Metric metric, SemanticModel model) {
    return model
        .dimension(FigureRequest.TIME)
        .filter(time -> model.applies(time, metric))
        .isPresent();
  }

  /** Whether the figure counts something, so that chance alone moves it by its root. */
  public static boolean isCount(Metric metric, SemanticModel model) {
    return switch (metric.definition()) {
      case EventCount _, EventProfiles _, ProfileCount _, TableCount _, SubjectCount _ -> true;
      case Filtered filtered -> isCount(model.metric(filtered.of()).orElseThrow(), model);
      case EventNumber _, ProfileNumber _, TableNumber _, Ratio _, PerSubject _, Formula _ -> false;
    };
  }

  boolean isZeroOfNothing() {
    return this == ADDITIVE || this == DISTINCT;
  }
}
