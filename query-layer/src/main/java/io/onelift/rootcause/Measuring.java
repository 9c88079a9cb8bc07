package io.onelift.rootcause;

import io.onelift.execute.QueryEngine;
import io.onelift.execute.QueryResult;
import io.onelift.figure.Buckets;
import io.onelift.figure.MetricNature;
import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.resolve.Access;
import io.onelift.rootcause.Cut.Amount;
import io.onelift.semantic.SemanticModel;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The questions to the warehouse for one request. */
final class Measuring {
  private static final int MOST_VALUES = ChangeExplainer.MOST_VALUES;

  private final QueryEngine queries;
  private final ZoneId zone;
  private final ChangeRequest request;
  private final Basis basis;
  private final double scale;
  private final Access access;

  /**
   * @param scale of the first period's figures
   */
  Measuring(
      QueryEngine queries,
      ZoneId zone,
      ChangeRequest request,
      Basis basis,
      double scale,
      Access access) {
    this.queries = queries;
    this.zone = zone;
    this.request = request;
    this.basis = basis;
    this.scale = scale;
    this.access = access;
  }

  private QueryResult ask(List<String> metrics, List<Grouping> by, DayRange days, int limit) {
    return queries.run(
        new MetricQuery(metrics, by, request.filters(), Optional.of(days), List.of(), limit),
        access);
  }

  Amount whole(DayRange days, double factor) {
    return amount(ask(basis.metrics(), List.of(), days, 1).rows().getFirst(), 0, factor);
  }

  private Amount amount(List<Object> row, int from, double factor) {
    double first = number(row.get(from));
    double second =
        basis.metrics().size() > 1
            ? number(row.get(from + 1))
            : basis.denominator().isPresent() ? first : 1;
    return new Amount(
        basis.mean() ? first * second * factor : first * factor,
        basis.denominator().isPresent() ? second * factor : 1);
  }

  private double number(Object value) {
    return value instanceof Number number ? number.doubleValue() : 0;
  }

  Optional<Cut> cut(String dimension) {
    List<Grouping> by = List.of(new Grouping(dimension, Optional.empty()));
    QueryResult before = ask(basis.metrics(), by, request.before(), MOST_VALUES + 1);
    QueryResult after = ask(basis.metrics(), by, request.after(), MOST_VALUES + 1);
    return before.rows().size() > MOST_VALUES || after.rows().size() > MOST_VALUES
        ? Optional.empty()
        : Optional.of(new Cut(dimension, byValue(before, scale), byValue(after, 1)));
  }

  private Map<Optional<String>, Amount> byValue(QueryResult result, double factor) {
    Map<Optional<String>, Amount> amounts = new LinkedHashMap<>();
    for (List<Object> row : result.rows()) {
      amounts.put(Optional.ofNullable(row.getFirst()).map(String::valueOf), amount(row, 1, factor));
    }
    return amounts;
  }

  /** Empty for a sum of which too few days are known. */
  OptionalDouble dispersion(SemanticModel current) {
    Dispersion dispersion = new Dispersion();
    for (DayRange days : List.of(request.before(), request.after())) {
      Map<Object, Amount> byDay = new HashMap<>();
      List<Grouping> by = List.of(new Grouping("time", Optional.of(Grain.DAY)));
      ask(basis.metrics(), by, days, 0)
          .rows()
          .forEach(row -> byDay.put(row.getFirst(), amount(row, 1, 1)));
      List<Amount> amounts =
          Buckets.of(days, Grain.DAY, zone).stream()
              .map(day -> byDay.getOrDefault(day, Amount.NOTHING))
              .toList();
      dispersion.add(
          amounts.stream().map(Amount::numerator).toList(),
          amounts.stream()
              .map(amount -> basis.denominator().isPresent() ? amount.denominator() : 1)
              .toList());
    }
    boolean counts =
        current
            .metric(basis.numerator())
            .filter(metric -> !basis.mean() && MetricNature.isCount(metric, current))
            .isPresent();
    return counts || dispersion.isKnown()
        ? OptionalDouble.of(dispersion.value(counts ? 1 : Double.MIN_NORMAL))
        : OptionalDouble.empty();
  }

  List<Change.Factor> factors(SemanticModel current) {
    List<Factors.Quotient> product = Factors.of(request.metric(), current);
    List<String> metrics = Factors.metrics(product);
    return metrics.isEmpty()
        ? List.of()
        : Factors.contributions(
            product, figures(metrics, request.before()), figures(metrics, request.after()));
  }

  private Map<String, Double> figures(List<String> metrics, DayRange days) {
    List<Object> row = ask(metrics, List.of(), days, 1).rows().getFirst();
    Map<String, Double> figures = new HashMap<>();
    for (int i = 0; i < metrics.size(); i++) {
      figures.put(metrics.get(i), number(row.get(i)));
    }
    return figures;
  }
}
