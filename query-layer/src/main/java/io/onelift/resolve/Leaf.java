package io.onelift.resolve;

import io.onelift.semantic.Metric;
import io.onelift.semantic.Metric.DimensionTest;
import io.onelift.semantic.Metric.EventCount;
import io.onelift.semantic.Metric.EventNumber;
import io.onelift.semantic.Metric.EventProfiles;
import io.onelift.semantic.Metric.Filtered;
import io.onelift.semantic.Metric.Formula;
import io.onelift.semantic.Metric.OverRows;
import io.onelift.semantic.Metric.PerSubject;
import io.onelift.semantic.Metric.ProfileCount;
import io.onelift.semantic.Metric.ProfileNumber;
import io.onelift.semantic.Metric.Ratio;
import io.onelift.semantic.Metric.SubjectCount;
import io.onelift.semantic.Metric.TableCount;
import io.onelift.semantic.Metric.TableNumber;
import io.onelift.semantic.SemanticModel;
import java.util.List;
import java.util.stream.Stream;

/**
 * A figure that is computed over rows, for itself or as a part of others.
 *
 * @param key names its column
 * @param tests on dimensions, of those rows only
 */
record Leaf(String key, OverRows definition, List<DimensionTest> tests) {

  /** What a metric is computed from. */
  static Stream<Leaf> of(Metric metric, SemanticModel model) {
    return switch (metric.definition()) {
      case OverRows rows -> Stream.of(new Leaf(metric.key(), rows, List.of()));
      case Filtered filtered ->
          Stream.of(new Leaf(metric.key(), rows(filtered.of(), model), filtered.where()));
      case PerSubject per -> {
        OverRows rows = rows(per.of(), model);
        yield Stream.of(
            new Leaf(per.of(), rows, List.of()),
            new Leaf(subjects(metric), new SubjectCount(counted(rows), per.subject()), List.of()));
      }
      case Ratio _, Formula _ ->
          metric.definition().uses().stream()
              .flatMap(key -> of(model.metric(key).orElseThrow(), model));
    };
  }

  /** The name of the column that counts the subjects of a metric per subject. */
  static String subjects(Metric metric) {
    return metric.key() + "__subjects";
  }

  private static OverRows rows(String key, SemanticModel model) {
    return switch (model.metric(key).orElseThrow().definition()) {
      case OverRows rows -> rows;
      case Filtered _, PerSubject _, Ratio _, Formula _ ->
          throw new IllegalArgumentException("'" + key + "' is not computed over rows");
    };
  }

  /** The same rows, counted. */
  private static OverRows counted(OverRows rows) {
    return switch (rows) {
      case EventCount _, ProfileCount _, TableCount _ -> rows;
      case EventProfiles profiles -> new EventCount(profiles.event(), profiles.where());
      case EventNumber number -> new EventCount(number.event(), number.where());
      case ProfileNumber number -> new ProfileCount(number.where(), "");
      case TableNumber number -> new TableCount(number.table(), number.where(), number.time());
      case SubjectCount count -> counted(count.rows());
    };
  }
}
