package io.onelift.bitmap;

import io.onelift.tag.Tag;
import io.onelift.tag.TagCatalog;
import io.onelift.tag.TagType;
import io.onelift.warehouse.Warehouse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values of tags as tables of the warehouse, {@code (profile_no UInt32, value)}: a view over
 * the bitmaps that are kept there. Safe for use by many threads.
 */
public final class TagTables implements TagCatalog.Listener {
  private static final String ROWS = "tag_bitmaps FINAL WHERE tag = '%1$s' AND header != ''";

  /** Rows that are the same in several versions keep their old header; the newest one holds. */
  private static final String HEAD = "(SELECT argMax(header, version) FROM " + ROWS + ")";

  private static final String TEXTS =
      "SELECT arrayJoin(bitmapToArray(profiles)) AS profile_no, part AS value FROM "
          + ROWS
          + " AND JSONExtractString("
          + HEAD
          + ", 'kind') = 'categories'";

  private static final String CODES =
      "SELECT profile_no, assumeNotNull(JSONExtractInt("
          + HEAD
          + ", 'least') + toInt64(sum(unit))) AS code, assumeNotNull(JSONExtractInt("
          + HEAD
          + ", 'scale')) AS scale FROM (SELECT arrayJoin(bitmapToArray(profiles)) AS profile_no,"
          + " if(part = 'all', 0, bitShiftLeft(toUInt64(1), toUInt8OrZero(part))) AS unit FROM "
          + ROWS
          + " AND JSONExtractString("
          + HEAD
          + ", 'kind') = 'numbers') GROUP BY profile_no";

  /** See {@link NumberCode}. */
  private static final String NUMBERS =
      "SELECT profile_no, if(scale < 0, reinterpretAsFloat64(if(code < 0, bitXor(code,"
          + " 9223372036854775807), code)), code / [1., 1e1, 1e2, 1e3, 1e4, 1e5, 1e6]"
          + "[greatest(scale, 0) + 1]) AS value FROM ("
          + CODES
          + ")";

  private final Warehouse warehouse;
  private final TagCatalog catalog;
  private final TagBitmaps bitmaps;

  /** The views that are as their tags are, since the start. */
  private final Map<String, TagType> made = new ConcurrentHashMap<>();

  public TagTables(Warehouse warehouse, TagCatalog catalog, TagBitmaps bitmaps) {
    this.warehouse = warehouse;
    this.catalog = catalog;
    this.bitmaps = bitmaps;
    catalog.listen(this);
  }

  /** The name of a tag's table in the warehouse. */
  public static String name(String tag) {
    return "tag_of_" + tag;
  }

  /**
   * Has the tag's table show what its bitmaps show.
   *
   * @throws io.onelift.event.NotFound when there is no such tag
   */
  public void prepare(String key) {
    Tag tag = catalog.require(key);
    bitmaps.keepNewest(key);
    if (made.get(key) != tag.type()) {
      warehouse.execute(
          "CREATE OR REPLACE VIEW " + name(key) + " AS " + select(tag.type()).formatted(key));
      made.put(key, tag.type());
    }
  }

  private String select(TagType type) {
    return switch (type) {
      case ENUM -> TEXTS;
      case LIST ->
          "SELECT profile_no, groupArray(value) AS value FROM (" + TEXTS + ") GROUP BY profile_no";
      case BOOLEAN ->
          "SELECT profile_no, CAST(value = 'true' AS Bool) AS value FROM (" + TEXTS + ")";
      case NUMBER -> NUMBERS;
      case DATE ->
          "SELECT profile_no, fromUnixTimestamp64Milli(toInt64(value), '"
              + warehouse.zone()
              + "') AS value FROM ("
              + NUMBERS
              + ")";
    };
  }

  @Override
  public void defined(Tag tag) {}

  @Override
  public void deleted(String key) {
    made.remove(key);
    warehouse.execute("DROP VIEW IF EXISTS " + name(key));
  }
}
