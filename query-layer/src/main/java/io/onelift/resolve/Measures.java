package io.onelift.resolve;

import io.onelift.audience.Rule.DidSequence;
import io.onelift.audience.Rule.Step;
import io.onelift.compute.TagSource;
import io.onelift.tag.EventMeasure;
import io.onelift.tag.EventMeasure.Aggregate;
import io.onelift.tag.TagDefinition.FromPreference;
import io.onelift.tag.TagDefinition.FromSequence;
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
   * The measure's value, for everybody with such an event. See {@link
   * Aggregate#isZeroWithoutEvents} for the others.
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
          case Aggregate.First first -> atEnd(Functions.ARG_MIN, first.property());
          case Aggregate.Last last -> atEnd(Functions.ARG_MAX, last.property());
          case Aggregate.DaysSince _ -> builder.max(builder.field(LogicalSchema.TIME)).as(VALUE);
        };
    builder.aggregate(builder.groupKey(profile), call);
    if (aggregate instanceof Aggregate.DaysSince) {
      daysSince();
    }
  }

  /** The value at the first or the last event that has one. */
  private AggCall atEnd(WarehouseAggregate end, String property) {
    RexNode value = scope.property(property);
    return builder
        .aggregateCall(end, value, builder.field(LogicalSchema.TIME), builder.field("message_id"))
        .filter(builder.isNotNull(value))
        .as(VALUE);
  }

  /** Which value of a property counts most, for everybody whose events carry one. */
  void preference(FromPreference preference, Optional<String> within) {
    builder.scan(LogicalSchema.EVENTS);
    builder.filter(
        scope.isEvent(preference.event()),
        scope.allOf(preference.where(), "/where"),
        inside(preference.window(), false),
        isWithin(within));
    RexNode value = scope.property(preference.property());
    RexNode weight = preference.sum().map(this::number).orElseGet(() -> builder.literal(1));
    boolean list = value.getType().getSqlTypeName() == SqlTypeName.ARRAY;
    builder.project(
        List.of(
            builder.field(LogicalSchema.PROFILE),
            list ? builder.call(Functions.ARRAY_JOIN, value) : value,
            weight,
            builder.field(LogicalSchema.TIME)),
        List.of(LogicalSchema.PROFILE, "choice", "weight", LogicalSchema.TIME),
        true);
    builder.filter(builder.isNotNull(builder.field("choice")));
    builder.aggregate(
        builder.groupKey(builder.field(LogicalSchema.PROFILE), builder.field("choice")),
        builder.sum(builder.field("weight")).as("weight"),
        builder.max(builder.field(LogicalSchema.TIME)).as("latest"));
    builder.filter(builder.isNotNull(builder.field("weight")));
    builder.aggregate(
        builder.groupKey(builder.field(LogicalSchema.PROFILE)),
        builder
            .aggregateCall(
                Functions.ARG_MAX,
                builder.field("choice"),
                builder.field("weight"),
                builder.field("latest"),
                builder.field("choice"))
            .as(VALUE));
  }

  /** How many steps of a sequence everybody reached who took the first. */
  void sequence(TagSource.Sequence sequence, Optional<String> within) {
    FromSequence definition = sequence.definition();
    List<Step> steps =
        definition.steps().stream().map(s -> new Step(s.event(), s.where())).toList();
    int least = sequence.whole() ? steps.size() : 1;
    new Sequences(scope)
        .reached(new DidSequence(steps, definition.within(), definition.window()), within);
    builder.filter(
        builder.greaterThanOrEqual(builder.field(Sequences.REACHED), builder.literal(least)));
    builder.project(
        List.of(builder.field(LogicalSchema.PROFILE), builder.field(Sequences.REACHED)),
        List.of(LogicalSchema.PROFILE, VALUE),
        true);
  }

  /**
   * The values of a tag.
   *
   * @param within name of the bitmap of the profiles to look at; empty for everybody
   */
  void source(TagSource source, Optional<String> within) {
    switch (source) {
      case TagSource.Trait trait -> {
        trait(trait.trait());
        builder.filter(isWithin(within));
      }
      case TagSource.Events events -> events(events.measure(), events.window(), within);
      case TagSource.Preference preference -> preference(preference.definition(), within);
      case TagSource.Sequence sequence -> sequence(sequence, within);
    }
  }

  /** True when a profile that the source says nothing of has the value 0 rather than none. */
  static boolean isZeroWithoutEvents(TagSource source) {
    return switch (source) {
      case TagSource.Events events -> events.measure().aggregate().isZeroWithoutEvents();
      case TagSource.Sequence sequence -> !sequence.whole();
      case TagSource.Trait _, TagSource.Preference _ -> false;
    };
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
