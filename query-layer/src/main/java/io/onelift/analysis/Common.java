package io.onelift.analysis;

import io.onelift.audience.Rule;
import io.onelift.ir.Expression;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.ir.Relation;
import io.onelift.ir.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What every model may be asked.
 *
 * @param range days of the zone
 * @param grain of the time axis, where the model has one
 * @param filter on profiles
 * @param audiences keys to compare, {@link #EVERYONE} among them
 * @param by at most four
 * @param byLimit values of {@code by} that are shown
 * @param limit rows that are shown
 * @param today the day on which it is asked; periods that it has not passed are not complete
 */
public record Common(
    Subject subject,
    DayRange range,
    Optional<Grain> grain,
    Optional<Rule> filter,
    List<String> audiences,
    List<Grouping> by,
    int byLimit,
    int limit,
    LocalDate today,
    ZoneId zone) {
  /** Stands for all profiles among the audiences. */
  public static final String EVERYONE = "$everyone";

  public Common {
    audiences = List.copyOf(audiences);
    by = List.copyOf(by);
  }

  public Instant from() {
    return midnight(range.from());
  }

  /** Exclusive. */
  public Instant to() {
    return midnight(range.to());
  }

  public Instant midnight(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  Common in(DayRange other) {
    return new Common(subject, other, grain, filter, audiences, by, byLimit, limit, today, zone);
  }

  /** What is to be said when the range has days that are not over. */
  List<String> unfinished() {
    return range.to().isAfter(today)
        ? List.of("Days from " + today + " on are not over; what holds them may still grow.")
        : List.of();
  }

  /** The same without {@code by} and time axis. */
  Common unsplit() {
    return new Common(
        subject,
        range,
        Optional.empty(),
        filter,
        audiences,
        List.of(),
        byLimit,
        limit,
        today,
        zone);
  }

  /** Whether the profile in {@link Relation#PROFILE} is asked for; empty when all are. */
  public Optional<Expression> wanted() {
    return filter.map(rule -> new Expression.Holds(Expression.column(Relation.PROFILE), rule));
  }
}
