package io.onelift.experiment;

import io.onelift.event.Field;
import io.onelift.event.TrackingPlan;
import io.onelift.experiment.Experiment.Kind;
import io.onelift.experiment.Experiment.Metric;
import io.onelift.identity.ProfileNumbers;
import io.onelift.tag.EventMeasure.PropertyTest;
import io.onelift.warehouse.Warehouse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The statements of a report. All look at the same events: those received before the report began,
 * and in a stopped experiment those that happened before its stop. A property that no event ever
 * carried has no column; a statement that needs it has no rows, so there is none.
 */
final class ReportSql {
  private final Experiment experiment;
  private final TrackingPlan plan;
  private final Instant asOf;

  ReportSql(Experiment experiment, TrackingPlan plan, Instant asOf) {
    this.experiment = experiment;
    this.plan = plan;
    this.asOf = asOf;
  }

  /** A statement with its parameters. */
  record Statement(String sql, Map<String, Object> params) {}

  /**
   * Profiles by their first day and variant: {@code day, variant, several, profiles}; {@code
   * several} are those that saw more than one variant.
   */
  Optional<Statement> exposed() {
    return first()
        .map(
            first ->
                new Statement(
                    """
                    WITH first AS (
                    %s
                    )
                    SELECT toString(toDate(at)) AS day, variant, variants > 1 AS several, count() AS profiles
                    FROM first GROUP BY day, variant, several ORDER BY day, variant\
                    """
                        .formatted(first),
                    params()));
  }

  /**
   * What the exposed profiles of each variant did from their first exposure on: {@code variant,
   * profiles} that have the event, {@code total} of the property and {@code total_of_squares} of
   * the profiles' sums.
   */
  Optional<Statement> metric(Metric metric) {
    Optional<String> amount =
        metric.kind() == Kind.SUM
            ? metric.property().flatMap(this::column).map(ReportSql::number)
            : Optional.of("1.0");
    Map<String, Object> params = params();
    params.put("metric_event", metric.event());
    Optional<String> where = where(metric, params);
    return first()
        .filter(f -> amount.isPresent() && where.isPresent())
        .map(
            first ->
                new Statement(
                    """
                    WITH first AS (
                    %s
                    ), done AS (
                      SELECT %s AS profile, time, %s AS amount
                      FROM events
                      WHERE event = {metric_event:String} AND %s%s
                    ), outcome AS (
                      SELECT first.profile AS profile, any(first.variant) AS variant, sum(done.amount) AS amount
                      FROM done INNER JOIN first ON done.profile = first.profile
                      WHERE first.variants = 1 AND done.time >= first.at
                      GROUP BY profile
                    )
                    SELECT variant, count() AS profiles, sum(amount) AS total, sum(amount * amount) AS total_of_squares
                    FROM outcome GROUP BY variant ORDER BY variant\
                    """
                        .formatted(
                            first,
                            ProfileNumbers.sql("profile_no"),
                            amount.get(),
                            seen(),
                            where.get()),
                    params));
  }

  /** The first exposure of each profile. */
  private Optional<String> first() {
    Optional<String> experimentColumn = column("experiment");
    return column("variant")
        .filter(v -> experimentColumn.isPresent())
        .map(
            variant ->
                """
                  SELECT %s AS profile, min(time) AS at,
                    argMin(toString(%s), time) AS variant, uniqExact(%s) AS variants
                  FROM events
                  WHERE event = 'exposure' AND %s = {experiment:String}
                    AND notEmpty(toString(%s)) AND %s
                  GROUP BY profile\
                """
                    .formatted(
                        ProfileNumbers.sql("profile_no"),
                        variant,
                        variant,
                        experimentColumn.get(),
                        variant,
                        seen()));
  }

  private String seen() {
    return "received_at <= {as_of:DateTime64(3)}"
        + (experiment.stoppedAt().isPresent() ? " AND time <= {stopped_at:DateTime64(3)}" : "");
  }

  private Map<String, Object> params() {
    Map<String, Object> params = new HashMap<>();
    params.put("experiment", experiment.key());
    params.put("as_of", asOf);
    experiment.stoppedAt().ifPresent(at -> params.put("stopped_at", at));
    return params;
  }

  /** The metric's tests, each with a leading AND; empty when one of them can hold for no event. */
  private Optional<String> where(Metric metric, Map<String, Object> params) {
    StringBuilder sql = new StringBuilder();
    for (PropertyTest test : metric.where()) {
      Optional<String> condition =
          PropertySql.condition(test.predicate(), plan.property(test.property()), params);
      if (condition.isEmpty()) {
        return Optional.empty();
      }
      sql.append("\n    AND ").append(condition.get());
    }
    return Optional.of(sql.toString());
  }

  private Optional<String> column(String property) {
    return plan.property(property).map(Field::column).map(Warehouse::identifier);
  }

  private static String number(String column) {
    return "ifNull(toFloat64OrNull(toString(" + column + ")), 0)";
  }
}
