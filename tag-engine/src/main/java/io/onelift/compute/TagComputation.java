package io.onelift.compute;

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
import org.roaringbitmap.RoaringBitmap;

/** Turns the definition of a tag into the values of everybody, whatever its kind. */
public final class TagComputation {
  private final WarehouseValues warehouse;
  private final ModelValues models;
  private final RuleTable tables;
  private final Rfm rfm;
  private final UploadedValues uploads;
  private final SqlValues sql;

  /**
   * Wires the computation.
   *
   * @param zone in which days begin
   */
  public TagComputation(
      WarehouseValues warehouse,
      ModelValues models,
      RuleMembers rules,
      UploadedValues uploads,
      SqlValues sql,
      ZoneId zone) {
    this.warehouse = warehouse;
    this.models = models;
    this.tables = new RuleTable(rules, warehouse::everybody, zone);
    this.rfm = new Rfm(warehouse);
    this.uploads = uploads;
    this.sql = sql;
  }

  /** Where one question to the warehouse gives the values of every tag. */
  public static TagComputation ofWarehouse(WarehouseValues warehouse, ZoneId zone) {
    Nothing nothing = new Nothing();
    return new TagComputation(warehouse, ModelValues.none(), nothing, nothing, nothing, zone);
  }

  private static final class Nothing implements RuleMembers, UploadedValues, SqlValues {
    @Override
    public RoaringBitmap members(Condition condition) {
      throw new UnsupportedOperationException("There are no rule tables: " + condition);
    }

    @Override
    public TagValues values(String tagOrSql, TagType type) {
      throw new UnsupportedOperationException("There are no uploads and no SQL: " + tagOrSql);
    }

    @Override
    public void check(String sql, TagType type) {
      throw new UnsupportedOperationException("There is no SQL: " + sql);
    }
  }

  WarehouseValues warehouse() {
    return warehouse;
  }

  /** The values of everybody at a moment, which ends sliding windows. */
  TagValues values(Tag tag, Instant now, Steps steps) {
    return switch (tag.definition()) {
      case FromTrait _, FromEvents _, FromPreference _, FromSequence _ ->
          warehouse.values(TagSource.of(tag).orElseThrow(), now);
      case FromRules table -> tables.values(table, tag.type(), steps);
      case FromRfm parts -> rfm.values(parts, now, steps);
      case FromModel(String model) -> models.values(model, tag.type(), now);
      case Uploaded _ -> uploads.values(tag.key(), tag.type());
      case FromSql(String statement, var _) -> sql.values(statement, tag.type());
    };
  }
}
