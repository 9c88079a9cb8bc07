package io.onelift.resolve;

import io.onelift.event.Field;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.event.ValueType;
import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.AudienceFilter;
import io.onelift.ir.MetricQuery.DimensionFilter;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.semantic.Dimension;
import io.onelift.semantic.Metric;
import io.onelift.semantic.Metric.OverRows;
import io.onelift.semantic.Route;
import io.onelift.semantic.SemanticModel;
import io.onelift.tag.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds everything in a metric query that the model does not know or that does not fit. */
final class MetricCheck {
  private static final int MOST_GROUPINGS = 4;

  private final SemanticModel model;
  private final List<Metric> metrics = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private MetricCheck(SemanticModel model) {
    this.model = model;
  }

  static void check(MetricQuery query, SemanticModel model, Set<String> audiences) {
    MetricCheck check = new MetricCheck(model);
    check.metrics(query);
    check.groupings(query);
    check.filters(query, audiences);
    check.order(query);
    if (!check.problems.isEmpty()) {
      throw new InvalidInput(check.problems);
    }
  }

  private void metrics(MetricQuery query) {
    if (query.metrics().isEmpty()) {
      problem("/metrics", "Give at least one metric");
    }
    for (int i = 0; i < query.metrics().size(); i++) {
      String key = query.metrics().get(i);
      String pointer = "/metrics/" + i;
      model
          .metric(key)
          .ifPresentOrElse(
              metric -> {
                metrics.add(metric);
                whole(metric, pointer);
              },
              () ->
                  problem(
                      pointer,
                      "There is no metric '"
                          + key
                          + "'. "
                          + NearestName.hint(
                              key, model.metrics().stream().map(Metric::key).toList())));
    }
  }

  /** Everything a metric is made of has to be there still: tables and other metrics may be gone. */
  private void whole(Metric metric, String pointer) {
    if (metric.definition() instanceof OverRows rows) {
      model
          .missing(rows)
          .ifPresent(
              reason -> problem(pointer, "'" + metric.key() + "' cannot be computed. " + reason));
      return;
    }
    for (String part : metric.definition().uses()) {
      model
          .metric(part)
          .ifPresentOrElse(
              found -> whole(found, pointer),
              () ->
                  problem(
                      pointer,
                      "The metric '"
                          + metric.key()
                          + "' is made of '"
                          + part
                          + "', which is not there any more"));
    }
  }

  /** That the rows of the metrics belong to profiles. */
  private void members(String pointer) {
    for (Metric metric : metrics) {
      model.roots(metric).stream()
          .filter(
              table -> !(model.route(table, SemanticModel.CUSTOMERS, "") instanceof Route.Found))
          .forEach(
              table ->
                  problem(
                      pointer,
                      "The rows of '"
                          + table
                          + "' do not lead to one customer each, so no audience can filter the"
                          + " metric '"
                          + metric.key()
                          + "'; declare the join under 'tables' in the model"));
    }
  }

  private void groupings(MetricQuery query) {
    if (query.by().size() > MOST_GROUPINGS) {
      problem("/by", "At most " + MOST_GROUPINGS + " groupings, not " + query.by().size());
    }
    for (int i = 0; i < query.by().size(); i++) {
      Grouping grouping = query.by().get(i);
      String pointer = "/by/" + i;
      dimension(grouping.dimension(), pointer);
      model.dimension(grouping.dimension()).ifPresent(d -> grouping(d, grouping, pointer));
    }
  }

  private void grouping(Dimension dimension, Grouping grouping, String pointer) {
    ValueType type = type(dimension);
    if (type == ValueType.TIME && grouping.grain().isEmpty()) {
      problem(pointer, "'" + dimension.key() + "' is a time; say by which step, for example day");
    } else if (type != ValueType.TIME && grouping.grain().isPresent()) {
      problem(pointer, "'" + dimension.key() + "' is no time and takes no step");
    } else if (type == ValueType.LIST) {
      problem(pointer, "'" + dimension.key() + "' holds lists, which can only be filtered by");
    }
  }

  /** The type of what is there, which decides over what was declared. */
  private ValueType type(Dimension dimension) {
    return switch (dimension.source()) {
      case Dimension.TraitSource trait -> model.traitType(trait.trait()).orElse(dimension.type());
      case Dimension.PropertySource property ->
          model.propertyType(property.property()).orElse(dimension.type());
      case Dimension.ColumnSource column ->
          model
              .table(column.table())
              .flatMap(table -> table.column(column.column()))
              .map(Field::type)
              .orElse(dimension.type());
      case Dimension.TagSource _, Dimension.BandSource _, Dimension.TimeSource _ ->
          dimension.type();
    };
  }

  private void filters(MetricQuery query, Set<String> audiences) {
    for (int i = 0; i < query.filters().size(); i++) {
      String pointer = "/filters/" + i;
      switch (query.filters().get(i)) {
        case DimensionFilter test -> dimension(test.dimension(), pointer);
        case AudienceFilter(String audience) -> {
          members(pointer);
          if (!audiences.contains(audience)) {
            problem(
                pointer,
                "There is no audience '"
                    + audience
                    + "'. "
                    + NearestName.hint(audience, audiences));
          }
        }
      }
    }
  }

  private void dimension(String key, String pointer) {
    if (model.dimension(key).isEmpty()) {
      List<String> known = model.dimensions().stream().map(Dimension::key).toList();
      problem(pointer, "There is no dimension '" + key + "'. " + NearestName.hint(key, known));
      return;
    }
    Dimension dimension = model.dimension(key).orElseThrow();
    for (Metric metric : metrics) {
      Optional<String> objection = model.objection(dimension, metric);
      if (objection.isPresent()) {
        problem(
            pointer,
            "'"
                + key
                + "' does not apply to the metric '"
                + metric.key()
                + "'. "
                + objection.get()
                + " These do: "
                + NearestName.list(
                    model.dimensionsOf(metric).stream().map(Dimension::key).toList()));
      }
    }
  }

  private void order(MetricQuery query) {
    Set<String> keys = new LinkedHashSet<>(query.metrics());
    query.by().forEach(grouping -> keys.add(grouping.dimension()));
    for (int i = 0; i < query.order().size(); i++) {
      String key = query.order().get(i).key();
      if (!keys.contains(key)) {
        problem("/order/" + i, "'" + key + "' is not in the query. " + NearestName.hint(key, keys));
      }
    }
  }

  private void problem(String pointer, String message) {
    problems.add(new Problem(pointer, message));
  }
}
