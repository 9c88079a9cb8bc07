package io.onelift.compute;

import io.onelift.event.Commit;
import io.onelift.tag.Condition;
import io.onelift.tag.Tag;
import io.onelift.tag.TagDefinition.FromEvents;
import io.onelift.tag.TagDefinition.FromModel;
import io.onelift.tag.TagDefinition.FromPreference;
import io.onelift.tag.TagDefinition.FromRfm;
import io.onelift.tag.TagDefinition.FromRules;
import io.onelift.tag.TagDefinition.FromSequence;
import io.onelift.tag.TagDefinition.FromSql;
import io.onelift.tag.TagDefinition.FromTrait;
import io.onelift.tag.TagDefinition.Uploaded;
import io.onelift.tag.TagType;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.roaringbitmap.RoaringBitmap;

/** Turns the definition of a tag into values, whatever its kind, and tells whose may be others. */
public final class TagComputation {
  private final WarehouseValues warehouse;
  private final ModelValues models;
  private final RuleMembers rules;
  private final RuleTable tables;
  private final Rfm rfm;
  private final UploadedValues uploads;
  private final SqlValues sql;
  private final Unmoved unmoved = new Unmoved();

  /**
   * Wires the computation.
   *
   * @param everybody every profile there is
   * @param zone in which days begin
   */
  public TagComputation(
      WarehouseValues warehouse,
      Supplier<RoaringBitmap> everybody,
      ModelValues models,
      RuleMembers rules,
      UploadedValues uploads,
      SqlValues sql,
      ZoneId zone) {
    this.warehouse = warehouse;
    this.models = models;
    this.rules = rules;
    this.tables = new RuleTable(rules, everybody, zone);
    this.rfm = new Rfm(warehouse);
    this.uploads = uploads;
    this.sql = sql;
  }

  /** Where one question to the warehouse gives the values of every tag. */
  public static TagComputation ofWarehouse(WarehouseValues warehouse, ZoneId zone) {
    Nothing nothing = new Nothing();
    return new TagComputation(
        warehouse, warehouse::everybody, ModelValues.none(), nothing, nothing, nothing, zone);
  }

  private static final class Nothing implements RuleMembers, UploadedValues, SqlValues {
    @Override
    public RoaringBitmap members(Condition condition) {
      throw new UnsupportedOperationException("There are no rule tables: " + condition);
    }

    @Override
    public RoaringBitmap members(Condition condition, RoaringBitmap within) {
      return members(condition);
    }

    @Override
    public List<TagSource> sources(Condition condition) {
      throw new UnsupportedOperationException("There are no rule tables: " + condition);
    }

    @Override
    public TagValues values(String tagOrSql, TagType type) {
      throw new UnsupportedOperationException("There are no uploads and no SQL: " + tagOrSql);
    }

    @Override
    public TagValues values(String tag, TagType type, RoaringBitmap within) {
      return values(tag, type);
    }

    @Override
    public Optional<RoaringBitmap> changed(String tag, Since since) {
      return Optional.empty();
    }

    @Override
    public OptionalLong unmatched(String tag) {
      return OptionalLong.empty();
    }

    @Override
    public void check(String sql, TagType type) {
      throw new UnsupportedOperationException("There is no SQL: " + sql);
    }

    @Override
    public Optional<String> state(String sql, TagType type) {
      return Optional.empty();
    }
  }

  WarehouseValues warehouse() {
    return warehouse;
  }

  /** The tags that a tag's values follow from. */
  Set<String> madeOf(Tag tag) {
    return tag.definition() instanceof FromModel(String model)
        ? models.tags(model)
        : tag.definition().uses().tags();
  }

  /** The values of everybody at a moment, which ends sliding windows. */
  TagValues values(Tag tag, Instant now, Steps steps) {
    return switch (tag.definition()) {
      case FromTrait _, FromEvents _, FromPreference _, FromSequence _ ->
          warehouse.values(TagSource.of(tag).orElseThrow(), now);
      case FromRules table -> tables.values(table, tag.type(), steps);
      case FromRfm parts -> {
        Rfm.Values values = rfm.values(parts, now, steps);
        unmoved.note(tag, values.days());
        yield values.given();
      }
      case FromModel(String model) -> models.values(model, tag.type(), now);
      case Uploaded _ -> uploads.values(tag.key(), tag.type());
      case FromSql(String statement, var _) -> {
        // Before it reads: what comes meanwhile is another state.
        Optional<String> state = sql.state(statement, tag.type());
        TagValues values = sql.values(statement, tag.type());
        unmoved.note(tag, state);
        yield values;
      }
    };
  }

  /**
   * The values of some profiles.
   *
   * @return empty where a profile's value follows from everybody's
   */
  Optional<TagValues> values(Tag tag, Instant now, RoaringBitmap within) {
    return switch (tag.definition()) {
      case FromTrait _, FromEvents _, FromPreference _, FromSequence _ ->
          Optional.of(warehouse.values(TagSource.of(tag).orElseThrow(), now, within));
      case FromRules table -> Optional.of(tables.values(table, tag.type(), within));
      case FromModel(String model) -> Optional.of(models.values(model, tag.type(), now, within));
      case Uploaded _ -> Optional.of(uploads.values(tag.key(), tag.type(), within));
      case FromRfm _, FromSql _ -> Optional.empty();
    };
  }

  /**
   * The profiles whose values may be others than at an earlier moment; the caller's own bitmap.
   *
   * @param inputs those for whom a tag that this one is made of gives another value; empty when
   *     that is not known
   * @return empty when it may be everybody
   */
  Optional<RoaringBitmap> changed(Tag tag, Since since, Optional<RoaringBitmap> inputs) {
    return switch (tag.definition()) {
      case FromTrait _, FromEvents _, FromPreference _, FromSequence _ ->
          changed(List.of(TagSource.of(tag).orElseThrow()), since);
      case FromRules table ->
          inputs.flatMap(
              moved ->
                  changed(
                          table.rows().stream()
                              .flatMap(row -> rules.sources(row.when()).stream())
                              .toList(),
                          since)
                      .map(some -> RoaringBitmap.or(some, moved)));
      case FromModel(String model) ->
          inputs.flatMap(
              tags ->
                  models
                      .moved(model, since)
                      .map(moved -> RoaringBitmap.or(moved, tags))
                      .flatMap(
                          moved ->
                              changed(models.sources(model), since)
                                  .map(some -> RoaringBitmap.or(some, moved))));
      case Uploaded _ ->
          uploads
              .changed(tag.key(), since)
              .flatMap(found -> changed(List.of(), since).map(s -> RoaringBitmap.or(s, found)));
      case FromRfm parts -> {
        // Everybody's score follows from everybody's events, so it is nobody's or may be anybody's.
        boolean same =
            warehouse.changed(List.of(Rfm.events(parts)), since).isEmpty()
                && unmoved.isStill(tag, rfm.days(parts, since.to()));
        yield same ? Optional.of(new RoaringBitmap()) : Optional.empty();
      }
      case FromSql(String statement, var _) ->
          unmoved.isStill(tag, sql.state(statement, tag.type()))
              ? Optional.of(new RoaringBitmap())
              : Optional.empty();
    };
  }

  private Optional<RoaringBitmap> changed(List<TagSource> sources, Since since) {
    return sources.stream().anyMatch(TagSource::isMovedForAll)
        ? Optional.empty()
        : Optional.of(warehouse.changed(sources, since));
  }

  /** Whether somebody of these events may be one whom an upload names. */
  boolean mayName(Tag tag, List<Commit.Stored> events) {
    return tag.definition() instanceof Uploaded(String type)
        && uploads.unmatched(tag.key()).orElse(1) > 0
        && events.stream()
            .flatMap(stored -> stored.event().identifiers().stream())
            .anyMatch(identifier -> identifier.type().equals(type));
  }

  /** What was noted of a tag is no longer needed. */
  void forget(String key) {
    unmoved.forget(key);
  }
}
