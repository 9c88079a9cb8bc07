package io.onelift.resolve;

import io.onelift.compute.TagSource;
import io.onelift.semantic.Dimension;
import io.onelift.semantic.Learned.TagShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;

/** Joins what is known of profiles to rows that name one, and reads dimensions from it. */
final class Descriptions {
  private static final String JOINED_PROFILE = "joined_profile_id";

  private final Scope scope;
  private final RelBuilder builder;

  Descriptions(Scope scope) {
    this.scope = scope;
    this.builder = scope.builder;
  }

  /** Joins the traits and tags of some dimensions to the rows on top of the stack. */
  Rows join(Rows rows, String profile, List<String> dimensions) {
    Set<String> traits = new LinkedHashSet<>();
    Set<String> tags = new LinkedHashSet<>();
    for (String key : dimensions) {
      switch (scope.dimension(key).source()) {
        case Dimension.TraitSource trait -> traits.add(trait.trait());
        case Dimension.BandSource band -> traits.add(band.trait());
        case Dimension.TagSource tag -> tags.add(tag.tag());
        case Dimension.PropertySource _, Dimension.TimeSource _ -> {}
        case Dimension.ColumnSource column -> throw ofTable(column);
      }
    }
    Map<String, String> joined = new LinkedHashMap<>();
    String field = rows.fields().get(profile);
    if (!traits.isEmpty() && rows.kind() != Rows.Kind.PROFILES) {
      traits(traits, field, joined);
    }
    for (String tag : tags) {
      tag(tag, field);
      joined.put("tag:" + tag, valueOf(tag));
    }
    return rows.describedBy(joined);
  }

  private void traits(Set<String> traits, String profile, Map<String, String> joined) {
    builder.scan(LogicalSchema.CUSTOMERS);
    List<RexNode> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    columns.add(builder.field(LogicalSchema.PROFILE));
    names.add(JOINED_PROFILE);
    for (String trait : traits) {
      columns.add(scope.trait(trait));
      names.add("trait_of_" + trait);
      joined.put("trait:" + trait, "trait_of_" + trait);
    }
    builder.project(columns, names, true);
    join(profile, JOINED_PROFILE);
  }

  /**
   * Joins the values of a tag to the rows on top of the stack.
   *
   * @param profile the field of the profile
   */
  void tag(String key, String profile) {
    Optional<TagShape> tag = scope.model.learned().tag(key);
    if (tag.isPresent() && tag.get().source().isEmpty()) {
      builder.scan(LogicalSchema.tagTable(key));
    } else {
      TagSource source = tag.flatMap(TagShape::source).orElse(new TagSource.Trait(key));
      new Measures(scope).source(source, Optional.empty());
    }
    String owner = "tag_profile_" + key;
    builder.project(
        List.of(builder.field(0), builder.field(1)), List.of(owner, valueOf(key)), true);
    join(profile, owner);
  }

  private static String valueOf(String tag) {
    return "tag_of_" + tag;
  }

  private void join(String left, String right) {
    builder.join(
        JoinRelType.LEFT, builder.equals(builder.field(2, 0, left), builder.field(2, 1, right)));
  }

  /** The value of a dimension; bands by name. */
  RexNode value(Rows rows, String key) {
    Dimension dimension = scope.dimension(key);
    return switch (dimension.source()) {
      case Dimension.TraitSource trait -> trait(rows, trait.trait());
      case Dimension.BandSource band -> band(trait(rows, band.trait()), band);
      case Dimension.PropertySource property -> scope.property(property.property());
      case Dimension.TimeSource _ -> builder.field(LogicalSchema.TIME);
      case Dimension.TagSource tag -> tag(rows, tag.tag());
      case Dimension.ColumnSource column -> throw ofTable(column);
    };
  }

  private static IllegalArgumentException ofTable(Dimension.ColumnSource column) {
    return new IllegalArgumentException("Rows of events are not described by " + column);
  }

  private RexNode trait(Rows rows, String trait) {
    return rows.kind() == Rows.Kind.PROFILES
        ? scope.trait(trait)
        : builder.field(described(rows, "trait:" + trait));
  }

  private RexNode tag(Rows rows, String key) {
    return orZero(key, builder.field(described(rows, "tag:" + key)));
  }

  /** The value of a tag that was joined. */
  RexNode tag(String key) {
    return orZero(key, builder.field(valueOf(key)));
  }

  /** Who has no events has 0 of a tag that counts them. */
  private RexNode orZero(String key, RexNode value) {
    boolean zero =
        scope
            .model
            .learned()
            .tag(key)
            .flatMap(TagShape::source)
            .filter(Measures::isZeroWithoutEvents)
            .isPresent();
    return zero ? builder.call(SqlStdOperatorTable.COALESCE, value, builder.literal(0)) : value;
  }

  private static String described(Rows rows, String what) {
    String field = rows.described().get(what);
    if (field == null) {
      throw new IllegalArgumentException("The rows do not describe " + what);
    }
    return field;
  }

  /** The name of the band that a number lies in. */
  RexNode band(RexNode value, Dimension.BandSource band) {
    List<RexNode> cases = new ArrayList<>();
    cases.add(builder.isNull(value));
    cases.add(scope.nothing(ColumnType.TEXT));
    for (int i = 0; i < band.cuts().size(); i++) {
      cases.add(builder.lessThan(value, scope.number(band.cuts().get(i))));
      cases.add(scope.predicates.text(band.names().get(i)));
    }
    cases.add(scope.predicates.text(band.names().getLast()));
    return builder.call(SqlStdOperatorTable.CASE, cases);
  }
}
