package io.onelift.semantic;

import io.onelift.event.Field;
import io.onelift.event.Problem;
import io.onelift.event.ValueType;
import io.onelift.semantic.Dimension.BandSource;
import io.onelift.semantic.Dimension.ColumnSource;
import io.onelift.semantic.Dimension.PropertySource;
import io.onelift.semantic.Dimension.TagSource;
import io.onelift.semantic.Dimension.TimeSource;
import io.onelift.semantic.Dimension.TraitSource;
import io.onelift.semantic.Metric.DimensionTest;
import io.onelift.semantic.Metric.Filtered;
import io.onelift.semantic.Metric.Formula;
import io.onelift.semantic.Metric.OverRows;
import io.onelift.semantic.Metric.PerSubject;
import io.onelift.semantic.Metric.Ratio;
import io.onelift.tag.NearestName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks the names that a document uses against each other and against what has been learned. */
final class ModelCheck {
  private final KnownNames names;
  private final SemanticModel model;
  private final RowsCheck rows;

  ModelCheck(ModelDocument own, ModelDocument whole, Learned learned) {
    this.names = new KnownNames(whole, learned);
    this.model = SemanticModel.of(whole, learned, 0);
    this.rows = new RowsCheck(names, model);
    TableCheck tables = new TableCheck(names);
    own.tables().forEach(tables::table);
    own.subjects().values().forEach(tables::subject);
    own.dimensions().values().forEach(this::dimension);
    own.metrics().values().forEach(this::metric);
  }

  List<Problem> problems() {
    return List.copyOf(names.problems());
  }

  private void dimension(Dimension dimension) {
    String pointer = "/dimensions/" + dimension.key();
    switch (dimension.source()) {
      case TraitSource trait ->
          type(pointer, dimension.type(), names.trait(pointer + "/trait", trait.trait()));
      case PropertySource property ->
          type(
              pointer,
              dimension.type(),
              names.property(pointer + "/property", property.property()));
      case TagSource tag -> names.tag(pointer + "/tag", tag.tag());
      case BandSource band -> {
        String place = pointer + "/bands/trait";
        names.number(place, names.trait(place, band.trait()));
      }
      case ColumnSource column ->
          type(
              pointer,
              dimension.type(),
              names.column(
                  pointer + "/column",
                  names.table(pointer + "/table", column.table()),
                  column.column()));
      case TimeSource _ -> {}
    }
  }

  private void type(String pointer, ValueType declared, Optional<Field> field) {
    // Text is also what stands there when nothing was declared.
    field
        .filter(f -> declared != ValueType.TEXT && f.type() != declared)
        .ifPresent(
            f ->
                names.add(
                    pointer + "/type",
                    "The type is declared as "
                        + declared
                        + ", but '"
                        + f.name()
                        + "' is "
                        + f.type()));
  }

  private void metric(Metric metric) {
    String pointer = "/metrics/" + metric.key();
    switch (metric.definition()) {
      case OverRows over -> rows.check(pointer, over);
      case Ratio ratio -> {
        part(pointer + "/ratio/of", ratio.numerator());
        part(pointer + "/ratio/to", ratio.denominator());
      }
      case Formula formula ->
          formula.expression().names().forEach(key -> known(pointer + "/formula", key));
      case Filtered filtered -> filtered(pointer + "/filtered", filtered);
      case PerSubject per -> perSubject(pointer + "/per_subject", per);
    }
    if (usesItself(metric)) {
      names.add(pointer, "'" + metric.key() + "' is made of itself; a metric cannot be");
    }
  }

  private Optional<Metric> known(String pointer, String key) {
    Optional<Metric> metric = model.metric(key);
    if (metric.isEmpty()) {
      List<String> keys = model.metrics().stream().map(Metric::key).toList();
      names.add(pointer, "There is no metric '" + key + "'. " + NearestName.hint(key, keys));
    }
    return metric;
  }

  private void part(String pointer, String key) {
    known(pointer, key)
        .filter(metric -> metric.definition() instanceof Ratio)
        .ifPresent(
            _ ->
                names.add(
                    pointer,
                    "'" + key + "' is a ratio itself; a ratio is of two metrics that are none"));
  }

  /** A metric whose rows are known; a filter or a subject means nothing for arithmetic. */
  private Optional<Metric> overRows(String pointer, String key) {
    Optional<Metric> metric = known(pointer, key);
    if (metric.isPresent() && metric.get().definition() instanceof OverRows) {
      return metric;
    }
    metric.ifPresent(
        _ ->
            names.add(
                pointer,
                "'" + key + "' is made of other metrics; give one that is computed over rows"));
    return Optional.empty();
  }

  private void filtered(String pointer, Filtered filtered) {
    Optional<Metric> of = overRows(pointer + "/of", filtered.of());
    for (int i = 0; i < filtered.where().size(); i++) {
      DimensionTest test = filtered.where().get(i);
      String place = pointer + "/where/" + i + "/dimension";
      Optional<Dimension> dimension = model.dimension(test.dimension());
      if (dimension.isEmpty()) {
        List<String> keys = model.dimensions().stream().map(Dimension::key).toList();
        names.add(
            place,
            "There is no dimension '"
                + test.dimension()
                + "'. "
                + NearestName.hint(test.dimension(), keys));
      } else {
        of.flatMap(metric -> model.objection(dimension.get(), metric))
            .ifPresent(
                reason ->
                    names.add(
                        place,
                        "'"
                            + test.dimension()
                            + "' does not apply to '"
                            + filtered.of()
                            + "'. "
                            + reason));
      }
    }
  }

  private void perSubject(String pointer, PerSubject per) {
    overRows(pointer + "/of", per.of())
        .map(metric -> (OverRows) metric.definition())
        .ifPresent(over -> rows.subject(pointer + "/subject", per.subject(), over));
  }

  private boolean usesItself(Metric metric) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(metric.definition().uses());
    while (!open.isEmpty()) {
      String key = open.pop();
      if (key.equals(metric.key())) {
        return true;
      }
      if (seen.add(key)) {
        model.metric(key).ifPresent(m -> open.addAll(m.definition().uses()));
      }
    }
    return false;
  }
}
