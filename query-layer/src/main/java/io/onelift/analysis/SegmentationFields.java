package io.onelift.analysis;

import io.onelift.analysis.Segmentation.Measure;
import io.onelift.analysis.Segmentation.NamedFormula;
import io.onelift.analysis.Segmentation.Question;
import io.onelift.analysis.Segmentation.Series;
import io.onelift.event.InvalidInput;
import io.onelift.event.ValueType;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.semantic.Expression;
import io.onelift.semantic.Expression.Operator;
import io.onelift.semantic.Metric;
import io.onelift.tag.JsonFields;
import io.onelift.tag.NearestName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the fields of a segmentation. */
final class SegmentationFields {
  private static final int MOST_SERIES = 10;

  private final RequestReader in;
  private final List<Series> series = new ArrayList<>();
  private final List<NamedFormula> formulas = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  SegmentationFields(RequestReader in) {
    this.in = in;
  }

  /** What is measured. */
  enum Kind {
    COUNT,
    USERS,
    SUM,
    AVERAGE,
    MIN,
    MAX,
    QUANTILE,
    DISTINCT,
    /** Events for each subject that has any. */
    PER_USER;

    boolean isCount() {
      return this == COUNT || this == USERS || this == DISTINCT;
    }

    private boolean hasProperty() {
      return this != COUNT && this != USERS && this != PER_USER;
    }
  }

  Optional<Question> read() {
    List<JsonFields> listed = in.fields().objects("series");
    if (listed.isEmpty() || listed.size() > MOST_SERIES) {
      in.fields()
          .problem("series", "needs 1 to " + MOST_SERIES + " series, but has " + listed.size());
    }
    for (int i = 0; i < listed.size(); i++) {
      series(listed.get(i), String.valueOf((char) ('A' + i)));
    }
    for (JsonFields formula : in.fields().objects("formulas")) {
      formula(formula);
    }
    Optional<DayRange> compare = compare();
    return Optional.of(new Question(series, formulas, compare));
  }

  private void series(JsonFields fields, String otherwise) {
    String name = name(fields, otherwise);
    if (fields.has("event") == fields.has("metric")) {
      fields.any("event");
      fields.any("metric");
      fields.problem("", "needs an event or a metric, one of them");
    } else if (fields.has("metric")) {
      fields
          .text("metric")
          .ifPresent(
              key ->
                  in.model()
                      .metric(key)
                      .ifPresentOrElse(
                          metric -> metric(fields, name, metric),
                          () ->
                              fields.problem(
                                  "metric",
                                  "there is no metric '"
                                      + key
                                      + "'. "
                                      + NearestName.hint(
                                          key,
                                          in.model().metrics().stream()
                                              .map(Metric::key)
                                              .toList()))));
    } else {
      Optional<EventCondition> event = in.event(fields);
      Optional<Measure> measure =
          fields.has("measure")
              ? fields.object("measure").flatMap(inner -> measure(inner, event))
              : Optional.of(new Measure(Kind.COUNT, Optional.empty(), 0));
      if (event.isPresent() && measure.isPresent()) {
        series.add(new Series(name, event.get(), measure.get(), true));
      }
    }
    fields.refuseOthers();
  }

  private String name(JsonFields fields, String otherwise) {
    String name = fields.text("name").orElse(otherwise);
    if (!name.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '_')
        || Character.isDigit(name.charAt(0))) {
      fields.problem(
          "name", "must be letters, digits and _ like A or new_users, not '" + name + "'");
    } else if (!names.add(name)) {
      fields.problem("name", "'" + name + "' is there twice");
    } else if (name.equals("time") || name.equals("audience")) {
      fields.problem("name", "'" + name + "' is the name of another column");
    }
    return name;
  }

  private Optional<Measure> measure(JsonFields fields, Optional<EventCondition> event) {
    Kind kind = in.choice(fields, "kind", Kind.class, Kind.COUNT);
    Optional<String> property = Optional.empty();
    if (kind.hasProperty() && event.isPresent()) {
      property =
          kind == Kind.DISTINCT
              ? in.property(fields, "property", event.get())
              : in.property(fields, event.get(), ValueType.NUMBER);
      if (property.isEmpty() && !fields.has("property")) {
        fields.problem("property", "is missing: what to take the " + word(kind) + " of");
      }
    }
    double q = .5;
    if (kind == Kind.QUANTILE) {
      q = fields.any("q").map(node -> node.asDouble(-1)).orElse(q);
      if (!(q >= 0 && q <= 1)) {
        fields.problem("q", "must be a number from 0 to 1, such as 0.9");
        q = .5;
      }
    }
    fields.refuseOthers();
    return kind.hasProperty() && property.isEmpty()
        ? Optional.empty()
        : Optional.of(new Measure(kind, property, q));
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private void metric(JsonFields fields, String name, Metric metric) {
    switch (metric.definition()) {
      case Metric.EventCount _, Metric.EventProfiles _, Metric.EventNumber _ ->
          series.add(event(name, metric, true));
      case Metric.Ratio ratio -> {
        Optional<Metric> numerator = part(fields, ratio.numerator());
        Optional<Metric> denominator = part(fields, ratio.denominator());
        if (numerator.isPresent() && denominator.isPresent()) {
          series.add(event(name + "_numerator", numerator.get(), false));
          series.add(event(name + "_denominator", denominator.get(), false));
          formulas.add(
              new NamedFormula(
                  name,
                  new Expression.Operation(
                      Operator.DIVIDED_BY,
                      new Expression.Named(name + "_numerator"),
                      new Expression.Named(name + "_denominator"))));
        }
      }
      case Metric.ProfileCount _,
          Metric.ProfileNumber _,
          Metric.TableCount _,
          Metric.TableNumber _,
          Metric.SubjectCount _,
          Metric.Filtered _,
          Metric.PerSubject _,
          Metric.Formula _ ->
          notOfEvents(fields, metric.key());
    }
  }

  private Optional<Metric> part(JsonFields fields, String key) {
    Metric metric = in.model().metric(key).orElseThrow();
    return switch (metric.definition()) {
      case Metric.EventCount _, Metric.EventProfiles _, Metric.EventNumber _ -> Optional.of(metric);
      case Metric.ProfileCount _,
          Metric.ProfileNumber _,
          Metric.TableCount _,
          Metric.TableNumber _,
          Metric.SubjectCount _,
          Metric.Filtered _,
          Metric.Ratio _,
          Metric.PerSubject _,
          Metric.Formula _ -> {
        notOfEvents(fields, key);
        yield Optional.empty();
      }
    };
  }

  private static void notOfEvents(JsonFields fields, String key) {
    fields.problem(
        "metric", "'" + key + "' is no figure of events; ask the model 'property' or SQL for it");
  }

  private static Series event(String name, Metric metric, boolean shown) {
    return switch (metric.definition()) {
      case Metric.EventCount(var event, var where) ->
          new Series(name, new EventCondition(event, where), plain(Kind.COUNT), shown);
      case Metric.EventProfiles(var event, var where) ->
          new Series(name, new EventCondition(event, where), plain(Kind.USERS), shown);
      case Metric.EventNumber(var event, var where, var fold, var property) ->
          new Series(
              name,
              new EventCondition(event, where),
              new Measure(
                  switch (fold.kind()) {
                    case SUM -> Kind.SUM;
                    case AVERAGE -> Kind.AVERAGE;
                    case MINIMUM -> Kind.MIN;
                    case MAXIMUM -> Kind.MAX;
                    case QUANTILE -> Kind.QUANTILE;
                    case DISTINCT -> Kind.DISTINCT;
                  },
                  Optional.of(property),
                  fold.level()),
              shown);
      case Metric.ProfileCount _,
          Metric.ProfileNumber _,
          Metric.TableCount _,
          Metric.TableNumber _,
          Metric.SubjectCount _,
          Metric.Filtered _,
          Metric.Ratio _,
          Metric.PerSubject _,
          Metric.Formula _ ->
          throw new IllegalArgumentException("No figure of events: " + metric);
    };
  }

  private static Measure plain(Kind kind) {
    return new Measure(kind, Optional.empty(), 0);
  }

  private void formula(JsonFields fields) {
    String name = name(fields, "formula_" + (formulas.size() + 1));
    Optional<String> text = fields.requiredText("expression");
    fields.refuseOthers();
    if (text.isEmpty()) {
      return;
    }
    try {
      Expression formula = Expression.parse(text.get());
      Set<String> known = new HashSet<>(series.stream().map(Series::name).toList());
      formula.names().stream()
          .filter(one -> !known.contains(one))
          .forEach(
              one ->
                  fields.problem(
                      "expression",
                      "there is no series '" + one + "'. " + NearestName.hint(one, known)));
      formulas.add(new NamedFormula(name, formula));
    } catch (InvalidInput e) {
      e.problems().forEach(problem -> fields.problem("expression", problem.message()));
    }
  }

  private Optional<DayRange> compare() {
    Optional<JsonFields> fields = in.fields().object("compare");
    Optional<String> shift = fields.flatMap(inner -> inner.requiredText("shift"));
    fields.ifPresent(JsonFields::refuseOthers);
    Optional<DayRange> range = shift.flatMap(text -> TimeAxis.shifted(in.range(), text));
    if (shift.isPresent() && range.isEmpty()) {
      fields
          .orElseThrow()
          .problem(
              "shift",
              "must be previous or a length such as 7d, 4w, 1m, 1y, not '" + shift.get() + "'");
    }
    return range;
  }
}
