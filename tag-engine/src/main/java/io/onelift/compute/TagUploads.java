package io.onelift.compute;

import io.onelift.event.Identifier;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.event.ProfileId;
import io.onelift.identity.ProfileNumbers;
import io.onelift.metastore.Metastore;
import io.onelift.tag.Moments;
import io.onelift.tag.Tag;
import io.onelift.tag.TagCatalog;
import io.onelift.tag.TagType;
import io.onelift.warehouse.Warehouse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.roaringbitmap.RoaringBitmap;

/**
 * Values that people upload for tags. The identifiers are kept, so a value follows whoever has the
 * identifier: those who come later, and after an unmerge the right one of the two. Who is not known
 * yet is counted. Rows become values when their upload is written down in the metastore, so one
 * that was cut off leaves nothing. Safe for use by many threads.
 */
public final class TagUploads implements UploadedValues, TagCatalog.Listener {
  /** More rows come in several uploads that add to each other. */
  public static final int MOST_ROWS = 1_000_000;

  private static final String TABLE = "tag_uploads";
  private static final List<String> COLUMNS =
      List.of("tag", "upload", "id_type", "id", "place", "value");

  /** The identifiers of a tag's uploads that are known, with the number they have now. */
  private static final String KNOWN =
      """
      SELECT type, value, %s AS number FROM identifiers FINAL
      WHERE (type, value) IN (SELECT id_type, id FROM tag_uploads
        WHERE tag = {tag:String} AND upload IN {uploads:Array(UInt64)} AND id != '')
      """
          .formatted(ProfileNumbers.sql("profile_no"));

  /** Older rows have a profile's number in place of an identifier. */
  private static final String ROWS =
      """
      SELECT t.upload AS upload, t.place AS place, t.value AS value,
        if(t.id = '', %s, known.number) AS profile
      FROM (SELECT * FROM tag_uploads
            WHERE tag = {tag:String} AND upload IN {uploads:Array(UInt64)}) AS t
      LEFT JOIN (%s) AS known ON known.type = t.id_type AND known.value = t.id
      """
          .formatted(ProfileNumbers.sql("t.profile_no"), KNOWN);

  /** More profiles are not named in a statement. */
  private static final int MOST_NAMED = 10_000;

  private static final int MOST_PROBLEMS = 100;
  private static final int UNMATCHED_SHOWN = 100;
  private static final int ROWS_PER_INSERT = 100_000;

  private final Warehouse warehouse;
  private final UploadLog log;
  private final Function<Identifier, Optional<ProfileId>> identities;
  private final Clock clock;

  /** How many identifiers of a tag named nobody when it was read last. */
  private final Map<String, Long> unmatched = new ConcurrentHashMap<>();

  /**
   * Opens the uploads.
   *
   * @param identities the profile of an identifier
   */
  public TagUploads(
      Warehouse warehouse,
      Metastore metastore,
      Function<Identifier, Optional<ProfileId>> identities,
      Clock clock) {
    this.warehouse = warehouse;
    this.log = new UploadLog(metastore);
    this.identities = identities;
    this.clock = clock;
  }

  /**
   * One row of an upload.
   *
   * @param identifier a value of the tag's identifier type
   * @param value as people write it; checked against the tag's type
   */
  public record Row(String identifier, String value) {}

  /**
   * What came of an upload.
   *
   * @param unmatched how many different identifiers nobody is known by
   * @param unmatchedSample the first of them, at most 100
   * @param profiles how many profiles have an uploaded value of this upload now
   */
  public record Receipt(
      int received, int matched, int unmatched, List<String> unmatchedSample, int profiles) {
    public Receipt {
      unmatchedSample = List.copyOf(unmatchedSample);
    }
  }

  /**
   * Takes an upload. Of several rows of one profile the last counts; a list tag keeps all of them.
   *
   * @param replace true forgets what was uploaded before; else this adds to it, and replaces the
   *     earlier values of those it names
   * @param by who uploads
   * @throws InvalidInput with the rows whose values do not fit, the first 100
   */
  public Receipt upload(Tag tag, String type, List<Row> rows, boolean replace, String by) {
    check(rows, tag.type());
    Set<ProfileId> profiles = new LinkedHashSet<>();
    Set<String> nobody = new LinkedHashSet<>();
    int matched = 0;
    for (Row row : rows) {
      Optional<ProfileId> profile = identities.apply(new Identifier(type, row.identifier));
      if (profile.isEmpty()) {
        nobody.add(row.identifier.strip());
      } else {
        matched++;
        profiles.add(profile.get());
      }
    }
    store(tag.key(), type, rows, replace, new UploadLog.Entry(rows.size(), matched, by));
    return new Receipt(
        rows.size(),
        matched,
        nobody.size(),
        nobody.stream().limit(UNMATCHED_SHOWN).toList(),
        profiles.size());
  }

  private static void check(List<Row> rows, TagType type) {
    List<Problem> problems = new ArrayList<>();
    if (rows.isEmpty() || rows.size() > MOST_ROWS) {
      problems.add(
          new Problem("/values", "needs 1 to " + MOST_ROWS + " rows, but has " + rows.size()));
    }
    for (int i = 0; i < rows.size() && problems.size() < MOST_PROBLEMS; i++) {
      Row row = rows.get(i);
      if (row.identifier.isBlank()) {
        problems.add(new Problem("/values/" + i + "/id", "is empty"));
      }
      if (!fits(row.value.strip(), type)) {
        problems.add(
            new Problem(
                "/values/" + i + "/value",
                "'" + row.value + "' is no value of a tag of the type '" + type.json() + "'"));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private static boolean fits(String value, TagType type) {
    return switch (type) {
      case ENUM, LIST -> !value.isEmpty();
      case BOOLEAN -> value.equals("true") || value.equals("false");
      case NUMBER -> isNumber(value);
      case DATE -> Moments.parse(value, java.time.ZoneOffset.UTC).isPresent();
    };
  }

  private static boolean isNumber(String value) {
    try {
      return Double.isFinite(Double.parseDouble(value));
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private synchronized void store(
      String tag, String type, List<Row> values, boolean replace, UploadLog.Entry entry) {
    List<Long> before = log.uploads(tag);
    long upload = Math.max(clock.millis(), before.stream().mapToLong(n -> n).max().orElse(0) + 1);
    List<List<Object>> rows = new ArrayList<>();
    int place = 0;
    for (Row row : values) {
      String id = new Identifier(type, row.identifier).value();
      rows.add(List.of(tag, upload, type, id, place++, row.value.strip()));
      if (rows.size() == ROWS_PER_INSERT) {
        warehouse.insert(TABLE, COLUMNS, rows);
        rows.clear();
      }
    }
    warehouse.insert(TABLE, COLUMNS, rows);
    log.add(tag, upload, entry, replace);
    unmatched.remove(tag);
    if (replace && !before.isEmpty()) {
      warehouse.execute(
          "DELETE FROM tag_uploads WHERE tag = {tag:String} AND upload < {upload:UInt64}",
          Map.of("tag", tag, "upload", upload));
    }
  }

  /** When something was last uploaded for a tag. */
  public Optional<Instant> uploadedAt(String tag) {
    return log.uploads(tag).stream().max(Long::compare).map(Instant::ofEpochMilli);
  }

  @Override
  public TagValues values(String tag, TagType type) {
    return read(tag, type, "", Map.of());
  }

  @Override
  public TagValues values(String tag, TagType type, RoaringBitmap within) {
    if (within.getLongCardinality() > MOST_NAMED) {
      return values(tag, type).of(within);
    }
    List<Long> some = new ArrayList<>();
    within.forEach(
        (org.roaringbitmap.IntConsumer) profile -> some.add(Integer.toUnsignedLong(profile)));
    return read(tag, type, " AND profile IN {within:Array(UInt32)}", Map.of("within", some));
  }

  private TagValues read(String tag, TagType type, String test, Map<String, Object> more) {
    List<Long> uploads = log.uploads(tag);
    Map<String, RoaringBitmap> categories = new HashMap<>();
    Map<Integer, String> last = new TreeMap<>(Integer::compareUnsigned);
    if (!uploads.isEmpty()) {
      Map<String, Object> params = new HashMap<>(more);
      params.putAll(named(tag, uploads));
      warehouse.forEach(
          """
          SELECT profile, argMax(list, upload) AS newest
          FROM (SELECT profile, upload,
                  arrayMap(each -> each.2, arraySort(groupArray((place, value)))) AS list
                FROM (%s) WHERE profile != 0%s
                GROUP BY profile, upload)
          GROUP BY profile
          """
              .formatted(ROWS, test),
          params,
          row -> {
            int profile = (int) row.integer("profile");
            List<String> newest = row.list("newest");
            last.put(profile, newest.getLast());
            for (String value : type == TagType.LIST ? newest : List.of(newest.getLast())) {
              categories.computeIfAbsent(value, _ -> new RoaringBitmap()).add(profile);
            }
          });
    }
    unmatched.put(tag, uploads.isEmpty() ? 0 : countUnmatched(tag, uploads));
    return switch (type) {
      case ENUM, LIST, BOOLEAN -> new TagValues.Categories(categories);
      case NUMBER, DATE -> numbers(last, type);
    };
  }

  private static Map<String, Object> named(String tag, List<Long> uploads) {
    return Map.of("tag", tag, "uploads", uploads);
  }

  private long countUnmatched(String tag, List<Long> uploads) {
    return warehouse
        .query(
            """
            SELECT uniqExact((id_type, id)) AS n FROM tag_uploads
            WHERE tag = {tag:String} AND upload IN {uploads:Array(UInt64)} AND id != ''
              AND (id_type, id) NOT IN (SELECT type, value FROM (%s))
            """
                .formatted(KNOWN),
            named(tag, uploads),
            row -> row.integer("n"))
        .getFirst();
  }

  @Override
  public OptionalLong unmatched(String tag) {
    Long known = unmatched.get(tag);
    return known == null ? OptionalLong.empty() : OptionalLong.of(known);
  }

  @Override
  public Optional<RoaringBitmap> changed(String tag, Since since) {
    if (uploadedAt(tag).filter(at -> !at.isBefore(since.from())).isPresent()) {
      return Optional.empty();
    }
    RoaringBitmap come = new RoaringBitmap();
    List<Long> uploads = log.uploads(tag);
    if (!uploads.isEmpty()) {
      Map<String, Object> params = new HashMap<>(named(tag, uploads));
      params.put("commit", since.commit());
      warehouse.forEach(
          "SELECT DISTINCT number FROM (" + KNOWN + " AND version >= {commit:UInt64})",
          params,
          row -> come.add((int) row.integer("number")));
    }
    return Optional.of(come);
  }

  private TagValues numbers(Map<Integer, String> values, TagType type) {
    int[] profiles = values.keySet().stream().mapToInt(profile -> profile).toArray();
    double[] numbers = values.values().stream().mapToDouble(value -> number(value, type)).toArray();
    return new TagValues.Numbers(profiles, numbers);
  }

  private double number(String value, TagType type) {
    if (!fits(value, type)) {
      throw new IllegalStateException(
          "The uploaded value '"
              + value
              + "' is none of the type '"
              + type.json()
              + "'. Upload values that are, or change the type back.");
    }
    return type == TagType.NUMBER
        ? Double.parseDouble(value)
        : Moments.parse(value, warehouse.zone()).orElseThrow().start().toEpochMilli();
  }

  /** Deletes what was uploaded for a person, for an erasure. */
  public void erase(List<ProfileId> numbers, List<Identifier> identifiers) {
    warehouse.execute(
        """
        ALTER TABLE tag_uploads DELETE WHERE (id = '' AND profile_no IN {numbers:Array(UInt32)})
          OR has(arrayZip({types:Array(String)}, {ids:Array(String)}), (toString(id_type), id))
        SETTINGS mutations_sync = 1
        """,
        Map.of(
            "numbers",
            numbers.stream().map(ProfileId::unsigned).toList(),
            "types",
            identifiers.stream().map(Identifier::type).toList(),
            "ids",
            identifiers.stream().map(Identifier::value).toList()));
  }

  @Override
  public void defined(Tag tag) {}

  @Override
  public void deleted(String key) {
    log.forget(key);
    unmatched.remove(key);
    warehouse.execute("DELETE FROM tag_uploads WHERE tag = {tag:String}", Map.of("tag", key));
  }
}
