package io.onelift.resolve;

import io.onelift.audience.Rule.DidEvent;
import io.onelift.audience.Rule.DidSequence;
import io.onelift.audience.Rule.HasTrait;
import io.onelift.ir.ProfileSet;
import io.onelift.semantic.SemanticModel;
import io.onelift.tag.Predicate;
import io.onelift.tag.Scalar;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;

/** Gives sets of profiles their meaning; the tree's one row holds the set as a bitmap. */
public final class ProfileSetResolver {
  private static final String MEASURED = "measured_profile_id";

  private final Scope scope;
  private final RelBuilder builder;
  private final Measures measures;

  private ProfileSetResolver(Scope scope) {
    this.scope = scope;
    this.builder = scope.builder;
    this.measures = new Measures(scope);
  }

  public static Resolved resolve(ProfileSet set, SemanticModel model, ZoneId zone) {
    ProfileSetResolver resolver = new ProfileSetResolver(new Scope(model, zone, set.now()));
    Optional<String> within = set.within() ? Optional.of(ProfileSet.WITHIN) : Optional.empty();
    switch (set.leaf()) {
      case HasTrait trait -> resolver.trait(trait, within);
      case DidEvent event -> resolver.event(event, within);
      case DidSequence sequence -> new Sequences(resolver.scope).push(sequence, within);
    }
    return resolver.bitmap();
  }

  /** Every profile there is. */
  public static Resolved everybody(SemanticModel model, ZoneId zone) {
    ProfileSetResolver resolver = new ProfileSetResolver(new Scope(model, zone, Instant.EPOCH));
    resolver.builder.scan(LogicalSchema.CUSTOMERS);
    return resolver.bitmap();
  }

  private Resolved bitmap() {
    builder.aggregate(
        builder.groupKey(),
        builder
            .aggregateCall(Functions.BITMAP_STATE, builder.field(LogicalSchema.PROFILE))
            .as("profiles"));
    return new Resolved(builder.build(), List.of("profiles"), List.of());
  }

  private void trait(HasTrait trait, Optional<String> within) {
    builder.scan(LogicalSchema.CUSTOMERS);
    RexNode value = scope.trait(trait.trait());
    builder.filter(
        scope.predicates.test(value, trait.predicate(), "/trait"), measures.isWithin(within));
  }

  private void event(DidEvent event, Optional<String> within) {
    boolean zero = event.measure().aggregate().isZeroWithoutEvents();
    if (passesWithoutEvents(event.predicate(), zero)) {
      builder.scan(LogicalSchema.CUSTOMERS);
      builder.filter(measures.isWithin(within));
      builder.project(builder.field(LogicalSchema.PROFILE));
      measures.events(event.measure(), event.window(), within);
      builder.project(
          List.of(builder.field(0), builder.field(1)), List.of(MEASURED, Measures.VALUE), true);
      builder.join(
          JoinRelType.LEFT,
          builder.equals(
              builder.field(2, 0, LogicalSchema.PROFILE), builder.field(2, 1, MEASURED)));
    } else {
      measures.events(event.measure(), event.window(), within);
    }
    RexNode value = builder.field(Measures.VALUE);
    if (zero) {
      value = builder.call(SqlStdOperatorTable.COALESCE, value, builder.literal(0));
    }
    builder.filter(scope.predicates.test(value, event.predicate(), "/event"));
  }

  /** Whether the test holds for profiles that the measure says nothing of. */
  private static boolean passesWithoutEvents(Predicate predicate, boolean zero) {
    return switch (predicate) {
      case Predicate.In in -> zero && in.values().stream().anyMatch(v -> sign(v, 0) == 0);
      case Predicate.NotIn not -> !zero || not.values().stream().noneMatch(v -> sign(v, 0) == 0);
      case Predicate.Range range ->
          zero
              && range.lower().map(b -> above(b, sign(b.value(), 1))).orElse(true)
              && range.upper().map(b -> above(b, -sign(b.value(), -1))).orElse(true);
      case Predicate.IsSet set -> set.set() == zero;
      case Predicate.Contains _ -> false;
    };
  }

  /** True when 0 is on the right side of a bound that is this far below it. */
  private static boolean above(Predicate.Bound bound, int sign) {
    return sign < 0 || (sign == 0 && bound.inclusive());
  }

  private static int sign(Scalar scalar, int otherwise) {
    try {
      return new BigDecimal(scalar.toString()).signum();
    } catch (NumberFormatException e) {
      return otherwise == 0 ? 1 : otherwise;
    }
  }
}
