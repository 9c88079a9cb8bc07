package io.onelift.resolve;

import io.onelift.compute.TagSource;
import io.onelift.event.InvalidInput;
import io.onelift.semantic.SemanticModel;
import io.onelift.tag.TagType;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
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
    measures.source(source, within);
    return values(scope.builder, List.of());
  }

  /**
   * The values that a statement of people gives. Of several rows of a profile the greatest value
   * counts; a list tag keeps all of them.
   *
   * @throws InvalidInput when the statement does not give a profile and a value of the type
   */
  public static ProfileValues resolve(String sql, TagType type, SemanticModel model, ZoneId zone) {
    Resolved resolved = new SqlResolver(model, Set.of(), zone, Access.TAGS).resolve(sql, Map.of());
    List<RelDataTypeField> fields = resolved.tree().getRowType().getFieldList();
    if (fields.size() != 2) {
      throw new InvalidInput(
          "/sql",
          "gives "
              + fields.size()
              + " columns ("
              + String.join(", ", resolved.columns())
              + "); a tag needs two: the profile_id and the value");
    }
    SqlTypeName profile = fields.getFirst().getType().getSqlTypeName();
    if (!SqlTypeName.INT_TYPES.contains(profile)) {
      throw new InvalidInput(
          "/sql",
          "the first column, "
              + resolved.columns().getFirst()
              + ", is no profile's number but "
              + profile
              + "; select profile_id first");
    }
    SqlTypeName value = fields.getLast().getType().getSqlTypeName();
    if (!fitting(value).contains(type)) {
      throw new InvalidInput(
          "/sql",
          "the second column, "
              + resolved.columns().getLast()
              + ", holds "
              + value
              + ", which is no value of a tag of the type '"
              + type.json()
              + "'");
    }
    RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(resolved.tree().getCluster(), null);
    builder.push(resolved.tree());
    builder.project(
        List.of(builder.field(0), builder.field(1)),
        List.of(LogicalSchema.PROFILE, Measures.VALUE),
        true);
    builder.filter(
        builder.isNotNull(builder.field(LogicalSchema.PROFILE)),
        builder.isNotNull(builder.field(Measures.VALUE)));
    builder.project(
        List.of(
            builder.call(Functions.AS_PROFILE, builder.field(LogicalSchema.PROFILE)),
            value == SqlTypeName.BOOLEAN ? word(builder) : builder.field(Measures.VALUE)),
        List.of(LogicalSchema.PROFILE, Measures.VALUE),
        true);
    if (type != TagType.LIST && value != SqlTypeName.ARRAY) {
      builder.aggregate(
          builder.groupKey(builder.field(LogicalSchema.PROFILE)),
          builder.max(builder.field(Measures.VALUE)).as(Measures.VALUE));
    }
    return values(builder, resolved.values());
  }

  /** ClickHouse computes with 0 and 1. */
  private static RexNode word(RelBuilder builder) {
    return builder.call(
        SqlStdOperatorTable.CASE,
        builder.field(Measures.VALUE),
        builder.literal("true"),
        builder.literal("false"));
  }

  private static Set<TagType> fitting(SqlTypeName value) {
    return switch (value) {
      case VARCHAR, CHAR -> Set.of(TagType.ENUM, TagType.LIST);
      case ARRAY -> Set.of(TagType.LIST, TagType.ENUM);
      case BOOLEAN -> Set.of(TagType.BOOLEAN);
      case TIMESTAMP, DATE -> Set.of(TagType.DATE);
      default ->
          SqlTypeName.NUMERIC_TYPES.contains(value)
              ? Set.of(TagType.NUMBER, TagType.BOOLEAN)
              : Set.of();
    };
  }

  /** The values of the profile and value on top of the stack. */
  private static ProfileValues values(RelBuilder builder, List<Object> bound) {
    RexNode value = builder.field(Measures.VALUE);
    SqlTypeName type = value.getType().getSqlTypeName();
    return switch (type) {
      case VARCHAR, CHAR, BOOLEAN, ARRAY -> categories(builder, bound);
      default -> numbers(builder, bound);
    };
  }

  private static ProfileValues categories(RelBuilder builder, List<Object> bound) {
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
        new Resolved(builder.build(), List.of("category", "profiles"), bound), false);
  }

  private static ProfileValues numbers(RelBuilder builder, List<Object> bound) {
    builder.filter(builder.isNotNull(builder.field(Measures.VALUE)));
    RexNode value = builder.field(Measures.VALUE);
    RexNode number =
        switch (value.getType().getSqlTypeName()) {
          case TIMESTAMP -> builder.call(Functions.EPOCH_MILLIS, value);
          case DATE ->
              builder.call(Functions.EPOCH_MILLIS, builder.cast(value, SqlTypeName.TIMESTAMP, 3));
          default -> value;
        };
    builder.project(
        List.of(builder.field(LogicalSchema.PROFILE), builder.call(Functions.AS_NUMBER, number)),
        List.of(LogicalSchema.PROFILE, "number"),
        true);
    builder.sort(builder.field(LogicalSchema.PROFILE));
    return new ProfileValues(
        new Resolved(builder.build(), List.of(LogicalSchema.PROFILE, "number"), bound), true);
  }
}
