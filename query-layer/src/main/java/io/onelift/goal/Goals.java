package io.onelift.goal;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.event.InvalidInput;
import io.onelift.figure.Documents;
import io.onelift.figure.Figures;
import io.onelift.figure.MetricNature;
import io.onelift.figure.Shift;
import io.onelift.goal.Goal.Direction;
import io.onelift.goal.Progress.Status;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.metastore.Definitions.Stored;
import io.onelift.metastore.Metastore;
import io.onelift.resolve.Access;
import io.onelift.semantic.Metric;
import io.onelift.tag.NearestName;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The goals of the project and how far they are. The pace of what adds up over time is even. People
 * are counted once however often they come, so their number grows fast first: its pace is that of
 * the period before, at the same point of it. Rates and means have no pace; they are what they are.
 * Safe for use by many threads.
 */
public final class Goals {
  private static final double NEAR = .1;

  private final Documents<Goal> documents;
  private final Figures figures;

  public Goals(Metastore metastore, Figures figures) {
    this.documents = new Documents<>(metastore, "goal", "goal", GoalJson.CODEC);
    this.figures = figures;
  }

  public List<Stored<Goal>> list() {
    return documents.list();
  }

  public Stored<Goal> require(String key) {
    return documents.require(key);
  }

  /**
   * Saves a new one.
   *
   * @throws InvalidInput with everything that is wrong with it
   */
  public Stored<Goal> create(String key, JsonNode json, String by) {
    return documents.create(key, checked(json), by);
  }

  /** Saves a new version; throws as {@link #create}. */
  public Stored<Goal> update(String key, JsonNode json, String by) {
    return documents.update(key, checked(json), by);
  }

  public void delete(String key, String by) {
    documents.delete(key, by);
  }

  private Goal checked(JsonNode json) {
    Goal goal = GoalJson.parse(json);
    Metric metric = metric(goal);
    if (!MetricNature.hasTime(metric, figures.model())) {
      throw new InvalidInput(
          "/metric",
          "'" + goal.metric() + "' is a state as of now and has no period; choose one with a time");
    }
    return goal;
  }

  private Metric metric(Goal goal) {
    return figures
        .model()
        .metric(goal.metric())
        .orElseThrow(
            () ->
                new InvalidInput(
                    "/metric",
                    "There is no metric '"
                        + goal.metric()
                        + "'. "
                        + NearestName.hint(
                            goal.metric(),
                            figures.model().metrics().stream().map(Metric::key).toList())));
  }

  /**
   * How far a goal is.
   *
   * @throws InvalidInput when its metric is gone
   */
  public Progress progress(Goal goal, Access access) {
    DayRange days = new DayRange(goal.period().from(), goal.period().to());
    Instant start = days.from().atStartOfDay(figures.zone()).toInstant();
    Instant end = days.to().atStartOfDay(figures.zone()).toInstant();
    double elapsed =
        Math.clamp(
            (double) Duration.between(start, figures.now()).toMillis()
                / Duration.between(start, end).toMillis(),
            0,
            1);
    if (elapsed == 0) {
      return new Progress(0, 0, 0, 0, OptionalDouble.empty(), Status.UPCOMING);
    }
    double value = value(goal, days, access).orElse(0);
    double pace = elapsed == 1 ? 1 : pace(goal, days, elapsed, access);
    double projected = value / pace;
    return new Progress(
        value,
        goal.target() == 0 ? 0 : value / goal.target(),
        elapsed,
        goal.target() * pace,
        OptionalDouble.of(projected),
        status(goal, value, projected, elapsed));
  }

  private OptionalDouble value(Goal goal, DayRange days, Access access) {
    return figures.figure(goal.metric(), goal.filters(), days, access);
  }

  /** The part of the whole period's figure that should be there by now, above 0. */
  private double pace(Goal goal, DayRange days, double elapsed, Access access) {
    return switch (MetricNature.of(metric(goal), figures.model())) {
      case ADDITIVE -> elapsed;
      case DISTINCT -> paceBefore(goal, days, access).orElse(elapsed);
      case RATIO, MEAN -> 1;
    };
  }

  private Optional<Double> paceBefore(Goal goal, DayRange days, Access access) {
    DayRange before = new Shift.Previous().before(days);
    long gone = figures.today().toEpochDay() - days.from().toEpochDay() + 1;
    LocalDate until = before.from().plusDays(gone);
    if (!until.isBefore(before.to())) {
      return Optional.of(1.0);
    }
    double part = value(goal, new DayRange(before.from(), until), access).orElse(0);
    double whole = value(goal, before, access).orElse(0);
    return part > 0 && whole > 0 ? Optional.of(part / whole) : Optional.empty();
  }

  private static Status status(Goal goal, double value, double projected, double elapsed) {
    boolean least = goal.direction() == Direction.AT_LEAST;
    if (elapsed == 1) {
      return (least ? value >= goal.target() : value <= goal.target())
          ? Status.REACHED
          : Status.MISSED;
    }
    if (least && value >= goal.target()) {
      return Status.REACHED;
    }
    double room = Math.abs(goal.target()) * NEAR;
    double missing = least ? goal.target() - projected : projected - goal.target();
    return missing <= 0 ? Status.ON_TRACK : missing <= room ? Status.AT_RISK : Status.BEHIND;
  }
}
