package io.onelift.resolve;

import io.onelift.event.Field;
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.semantic.Dimension;
import io.onelift.semantic.SemanticModel;
import io.onelift.tag.EventMeasure.PropertyTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.tools.RelBuilder;

/** A tree in the making, with what names mean in it. Used once, by one thread. */
final class Scope {
  final RelBuilder builder;
  final Predicates predicates;
  final SemanticModel model;
  final ZoneId zone;
  final Instant now;

  Scope(SemanticModel model, ZoneId zone, Instant now) {
    this.builder = new Planning(LogicalSchema.internal(model)).builder();
    this.predicates = new Predicates(builder, zone);
    this.model = model;
    this.zone = zone;
    this.now = now;
  }

  /** The events on top of the stack, all of them for {@link SemanticModel#ANY_EVENT}. */
  RexNode isEvent(String event) {
    return event.equals(SemanticModel.ANY_EVENT)
        ? builder.literal(true)
        : builder.equals(builder.field("event"), predicates.text(event));
  }

  RexNode allOf(List<PropertyTest> tests, String pointer) {
    List<RexNode> all = new ArrayList<>();
    for (PropertyTest test : tests) {
      all.add(
          predicates.test(
              property(test.property()), test.predicate(), pointer + "/" + test.property()));
    }
    return builder.and(all);
  }

  /** A property of the events on top of the stack; nothing when no data came for it yet. */
  RexNode property(String name) {
    if (SemanticModel.EVENT_COLUMNS.contains(name)) {
      return builder.field(name);
    }
    Optional<Field> field = model.learned().property(name);
    return field.isPresent()
        ? builder.field(LogicalSchema.propertyColumn(field.get()))
        : nothing(ColumnType.TEXT);
  }

  /** A trait of the customers on top of the stack; nothing when no data came for it yet. */
  RexNode trait(String name) {
    if (SemanticModel.PROFILE_TIMES.contains(name)) {
      return builder.field(name);
    }
    Optional<Field> field = model.learned().trait(name);
    return field.isPresent()
        ? builder.field(LogicalSchema.traitColumn(field.get()))
        : nothing(ColumnType.TEXT);
  }

  /** The step of a time axis that a time lies in. */
  RexNode bucket(RexNode time, Grain grain) {
    return builder.call(
        switch (grain) {
          case HOUR -> Functions.START_OF_HOUR;
          case DAY -> Functions.TO_DATE;
          case WEEK -> Functions.START_OF_WEEK;
          case MONTH -> Functions.START_OF_MONTH;
          case QUARTER -> Functions.START_OF_QUARTER;
          case YEAR -> Functions.START_OF_YEAR;
        },
        time);
  }

  Dimension dimension(String key) {
    return model.dimension(key).orElseThrow();
  }

  RexNode nothing(ColumnType type) {
    return builder.getRexBuilder().makeNullLiteral(type.in(builder.getTypeFactory(), true));
  }

  RexNode midnight(LocalDate day) {
    return predicates.time(day.atStartOfDay(zone).toInstant());
  }

  RexNode number(double value) {
    return builder.getRexBuilder().makeApproxLiteral(BigDecimal.valueOf(value));
  }
}
