package io.onelift.resolve;

import io.onelift.compute.TagSource;
import io.onelift.semantic.SemanticModel;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;

/** Gives the values of a tag their meaning. */
public final class ProfileValuesResolver {
  private ProfileValuesResolver() {}

  /**
   * What the rows of the tree are.
   *
   * @param numbers true for {@code (profile UInt32, value Float64)} by ascending profile, false for
   *     {@code (value String, profiles bitmap)}
   */
  public record ProfileValues(Resolved resolved, boolean numbers) {}

  /**
   * The tree of a tag's values.
   *
   * @param within name of the bitmap of the profiles to look at; empty for everybody
   */
  public static ProfileValues resolve(
      TagSource source, SemanticModel model, ZoneId zone, Instant now, Optional<String> within) {
    Scope scope = new Scope(model, zone, now);
    Measures measures = new Measures(scope);
    switch (source) {
      case TagSource.Trait trait -> {
        measures.trait(trait.trait());
        scope.builder.filter(measures.isWithin(within));
      }
      case TagSource.Events events -> measures.events(events.measure(), events.window(), within);
    }
    RelBuilder builder = scope.builder;
    RexNode value = builder.field(Measures.VALUE);
    SqlTypeName type = value.getType().getSqlTypeName();
    return switch (type) {
      case VARCHAR, CHAR, BOOLEAN, ARRAY -> categories(builder);
      default -> numbers(builder);
    };
  }

  private static ProfileValues categories(RelBuilder builder) {
    RexNode value = builder.field(Measures.VALUE);
    if (value.getType().getSqlTypeName() == SqlTypeName.ARRAY) {
      builder.project(
          List.of(builder.field(LogicalSchema.PROFILE), builder.call(Functions.ARRAY_JOIN, value)),
          List.of(LogicalSchema.PROFILE, Measures.VALUE),
          true);
    }
    builder.filter(builder.isNotNull(builder.field(Measures.VALUE)));
    builder.project(
        List.of(
            builder.call(Functions.AS_TEXT, builder.field(Measures.VALUE)),
            builder.field(LogicalSchema.PROFILE)),
        List.of("category", LogicalSchema.PROFILE),
        true);
    builder.aggregate(
        builder.groupKey("category"),
        builder
            .aggregateCall(Functions.BITMAP_STATE, builder.field(LogicalSchema.PROFILE))
            .as("profiles"));
    return new ProfileValues(
        new Resolved(builder.build(), List.of("category", "profiles"), List.of()), false);
  }

  private static ProfileValues numbers(RelBuilder builder) {
    builder.filter(builder.isNotNull(builder.field(Measures.VALUE)));
    RexNode value = builder.field(Measures.VALUE);
    RexNode number =
        value.getType().getSqlTypeName() == SqlTypeName.TIMESTAMP
            ? builder.call(Functions.EPOCH_MILLIS, value)
            : value;
    builder.project(
        List.of(builder.field(LogicalSchema.PROFILE), builder.call(Functions.AS_NUMBER, number)),
        List.of(LogicalSchema.PROFILE, "number"),
        true);
    builder.sort(builder.field(LogicalSchema.PROFILE));
    return new ProfileValues(
        new Resolved(builder.build(), List.of(LogicalSchema.PROFILE, "number"), List.of()), true);
  }
}
