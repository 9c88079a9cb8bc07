package io.onelift.rootcause;

import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.event.ValueType;
import io.onelift.execute.QueryEngine;
import io.onelift.resolve.Access;
import io.onelift.rootcause.Change.ValueCause;
import io.onelift.rootcause.Cut.Amount;
import io.onelift.rootcause.Cut.Part;
import io.onelift.semantic.Dimension;
import io.onelift.semantic.Metric;
import io.onelift.semantic.SemanticModel;
import io.onelift.tag.NearestName;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Explains a change along the metric's formula and along dimensions. Safe for use by many threads.
 */
public final class ChangeExplainer {
  /** A dimension of more values says little about any, and takes long. */
  static final int MOST_VALUES = 200;

  private static final int MOST_SHOWN = 50;
  private static final double NOTABLE = .05;

  private final QueryEngine queries;
  private final Supplier<SemanticModel> model;
  private final ZoneId zone;

  public ChangeExplainer(QueryEngine queries, Supplier<SemanticModel> model, ZoneId zone) {
    this.queries = queries;
    this.model = model;
    this.zone = zone;
  }

  /**
   * Explains a change.
   *
   * @throws InvalidInput when the metric cannot be taken apart, or a name is unknown
   */
  public Change explain(ChangeRequest request, Access access) {
    SemanticModel current = model.get();
    Basis basis = Basis.of(request.metric(), current);
    List<String> dimensions = dimensions(request, current);
    List<String> notes = new ArrayList<>();
    double scale = scale(request, basis, notes);
    Measuring asking = new Measuring(queries, zone, request, basis, scale, access);
    Amount before = asking.whole(request.before(), scale);
    Amount after = asking.whole(request.after(), 1);
    OptionalDouble dispersion = asking.dispersion(current);
    List<Part> parts = new ArrayList<>();
    for (String dimension : dimensions) {
      Optional<Cut> cut = asking.cut(dimension);
      if (cut.isEmpty()) {
        notes.add("'" + dimension + "' has more than " + MOST_VALUES + " values and was left out.");
      } else if (cut.get().before().size() + cut.get().after().size() > 2) {
        parts.addAll(cut.get().parts(basis.denominator().isPresent(), dispersion));
      }
    }
    if (!basis.adds()) {
      notes.add(
          "People can have several values of a property, so the parts may add up to more than the"
              + " whole.");
    }
    List<Part> adjusted = Ranking.adjusted(parts);
    double change = figure(after, basis) - figure(before, basis);
    List<ValueCause> values = Ranking.values(adjusted);
    return new Change(
        request.metric(),
        request.before(),
        request.after(),
        figure(before, basis),
        figure(after, basis),
        scale == 1 ? asking.factors(current) : List.of(),
        Ranking.dimensions(adjusted, change),
        values.subList(0, Math.min(values.size(), MOST_SHOWN)),
        values.stream()
            .noneMatch(
                value ->
                    value.isSignificant() && Math.abs(value.excess()) > NOTABLE * Math.abs(change)),
        notes);
  }

  private static double figure(Amount amount, Basis basis) {
    return basis.denominator().isEmpty()
        ? amount.numerator()
        : amount.denominator() == 0 ? 0 : amount.numerator() / amount.denominator();
  }

  /** What the first period's figures are multiplied with, so that both are as long. */
  private double scale(ChangeRequest request, Basis basis, List<String> notes) {
    long before = ChronoUnit.DAYS.between(request.before().from(), request.before().to());
    long after = ChronoUnit.DAYS.between(request.after().from(), request.after().to());
    if (before == after) {
      return 1;
    }
    if (!basis.adds()) {
      throw new InvalidInput(
          "/a",
          "'"
              + request.metric()
              + "' counts people, of whom "
              + before
              + " days do not see as many a day as "
              + after
              + "; choose two periods of the same length");
    }
    notes.add(
        "The first period has "
            + before
            + " days and the second "
            + after
            + ", so the first one's figures are multiplied by "
            + after
            + " ⁄ "
            + before
            + ".");
    return (double) after / before;
  }

  private static List<String> dimensions(ChangeRequest request, SemanticModel model) {
    Metric metric = model.metric(request.metric()).orElseThrow();
    if (request.dimensions().isEmpty()) {
      return model.dimensionsOf(metric).stream()
          .filter(dimension -> isReadable(dimension, model))
          .map(Dimension::key)
          .toList();
    }
    List<Problem> problems = new ArrayList<>();
    List<String> known = model.dimensionsOf(metric).stream().map(Dimension::key).toList();
    for (int i = 0; i < request.dimensions().size(); i++) {
      String key = request.dimensions().get(i);
      if (!known.contains(key)) {
        problems.add(
            new Problem(
                "/dimensions/" + i,
                "There is no dimension '"
                    + key
                    + "' of '"
                    + request.metric()
                    + "'. "
                    + NearestName.hint(key, known)));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return request.dimensions();
  }

  /** Of a few values that may be shown to anybody. */
  private static boolean isReadable(Dimension dimension, SemanticModel model) {
    return switch (dimension.source()) {
      case Dimension.BandSource _ -> true;
      case Dimension.TimeSource _ -> false;
      case Dimension.TraitSource(String trait) ->
          isFew(dimension.type())
              && model.learned().trait(trait).filter(field -> field.personal()).isEmpty();
      case Dimension.PropertySource(String property) ->
          isFew(dimension.type())
              && model.learned().property(property).filter(field -> field.personal()).isEmpty();
      case Dimension.ColumnSource(String table, String column, String _) ->
          isFew(dimension.type())
              && model.table(table).stream()
                  .flatMap(known -> known.columns().stream())
                  .noneMatch(field -> field.name().equals(column) && field.personal());
      case Dimension.TagSource(String tag) ->
          isFew(dimension.type())
              && model.learned().tag(tag).filter(shape -> shape.personal()).isEmpty();
    };
  }

  private static boolean isFew(ValueType type) {
    return type == ValueType.TEXT || type == ValueType.BOOLEAN;
  }
}
