package io.onelift.resolve;

import io.onelift.tag.EventMeasure;
import io.onelift.tag.EventMeasure.Aggregate;
import io.onelift.tag.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.tools.RelBuilder.AggCall;

/** Pushes trees of one row per profile: {@code (profile_id, value)}. */
final class Measures {
  static final String VALUE = "value";

  private final Scope scope;
  private final RelBuilder builder;

  Measures(Scope scope) {
    this.scope = scope;
    this.builder = scope.builder;
  }

  /** The value of a trait, for everybody who has it or not. */
  void trait(String trait) {
    builder.scan(LogicalSchema.CUSTOMERS);
    builder.project(
        List.of(builder.field(LogicalSchema.PROFILE), scope.trait(trait)),
        List.of(LogicalSchema.PROFILE, VALUE),
        true);
  }

  /**
   * The measure's value, for everybody with such an event. See {@link #isZeroWithoutEvents} for the
   * others.
   *
   * @param within name of the bitmap of the profiles to look at
   */
  void events(EventMeasure measure, Window window, Optional<String> within) {
    builder.scan(LogicalSchema.EVENTS);
    builder.filter(
        scope.isEvent(measure.event()),
        scope.allOf(measure.where(), "/where"),
        inside(window, measure.aggregate() instanceof Aggregate.DaysSince),
        isWithin(within));
    aggregate(measure.aggregate());
  }

  private void aggregate(Aggregate aggregate) {
    RexNode profile = builder.field(LogicalSchema.PROFILE);
    AggCall call =
        switch (aggregate) {
          case Aggregate.Count _ -> builder.countStar(VALUE);
          case Aggregate.Sum sum -> builder.sum(number(sum.property())).as(VALUE);
          case Aggregate.Average average -> builder.avg(number(average.property())).as(VALUE);
          case Aggregate.Minimum minimum ->
              builder.min(scope.property(minimum.property())).as(VALUE);
          case Aggregate.Maximum maximum ->
              builder.max(scope.property(maximum.property())).as(VALUE);
          case Aggregate.Distinct distinct ->
              builder.count(true, VALUE, scope.property(distinct.property()));
          case Aggregate.Last last -> {
            RexNode value = scope.property(last.property());
            yield builder
                .aggregateCall(
                    Functions.ARG_MAX,
                    value,
                    builder.field(LogicalSchema.TIME),
                    builder.field("message_id"))
                .filter(builder.isNotNull(value))
                .as(VALUE);
          }
          case Aggregate.DaysSince _ -> builder.max(builder.field(LogicalSchema.TIME)).as(VALUE);
        };
    builder.aggregate(builder.groupKey(profile), call);
    if (aggregate instanceof Aggregate.DaysSince) {
      daysSince();
    }
  }

  private void daysSince() {
    RexNode elapsed =
        builder.call(Functions.WHOLE_DAYS, scope.predicates.time(scope.now), builder.field(VALUE));
    builder.project(
        List.of(builder.field(LogicalSchema.PROFILE), elapsed),
        List.of(LogicalSchema.PROFILE, VALUE),
        true);
  }

  private RexNode number(String property) {
    RexNode value = scope.property(property);
    return value.getType().getSqlTypeName() == SqlTypeName.DOUBLE
        ? value
        : scope.nothing(ColumnType.NUMBER);
  }

  /** True when a profile without such an event has the value 0 rather than none. */
  static boolean isZeroWithoutEvents(Aggregate aggregate) {
    return switch (aggregate) {
      case Aggregate.Count _, Aggregate.Sum _, Aggregate.Distinct _ -> true;
      case Aggregate.Average _,
          Aggregate.Minimum _,
          Aggregate.Maximum _,
          Aggregate.Last _,
          Aggregate.DaysSince _ ->
          false;
    };
  }

  /**
   * Whether the event on top of the stack is inside the window: a sliding one ends now and includes
   * it, to the millisecond; its start is excluded.
   *
   * @param untilNow true leaves out events whose time has not come
   */
  RexNode inside(Window window, boolean untilNow) {
    return between(window, Duration.ZERO, untilNow);
  }

  /** As {@link #inside}, with the end of days put off. */
  RexNode between(Window window, Duration longer, boolean untilNow) {
    RexNode time = builder.field(LogicalSchema.TIME);
    List<RexNode> all = new ArrayList<>();
    if (untilNow || window instanceof Window.Sliding) {
      all.add(builder.lessThanOrEqual(time, scope.predicates.time(scope.now)));
    }
    switch (window) {
      case Window.Sliding sliding -> {
        Instant start = scope.now.minus(sliding.length());
        all.add(builder.greaterThan(time, scope.predicates.time(start)));
      }
      case Window.Days days -> {
        days.from()
            .ifPresent(day -> all.add(builder.greaterThanOrEqual(time, scope.midnight(day))));
        days.to()
            .ifPresent(
                day ->
                    all.add(
                        builder.lessThan(
                            time,
                            scope.predicates.time(
                                day.atStartOfDay(scope.zone).toInstant().plus(longer)))));
      }
      case Window.Always _ -> {}
    }
    return builder.and(all);
  }

  RexNode isWithin(Optional<String> bitmap) {
    return bitmap
        .map(
            name ->
                builder.call(
                    Functions.IN_BITMAP,
                    builder.field(LogicalSchema.PROFILE),
                    scope.predicates.text(name)))
        .orElse(builder.literal(true));
  }
}
