package io.onelift.bitmap;

import io.onelift.warehouse.Warehouse;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.roaringbitmap.RoaringBitmap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps bitmaps in the table {@code tag_bitmaps}; a version is one insert of the rows that differ
 * from the version before, at least one, which carries the version's header.
 */
final class WarehouseHome implements BitmapHome {
  private static final Logger LOG = LoggerFactory.getLogger(WarehouseHome.class);
  private static final String TABLE = "tag_bitmaps";

  private final Warehouse warehouse;

  /** Rows that the table has for a tag, whatever their version. */
  private final Map<String, Set<String>> parts = new ConcurrentHashMap<>();

  private final Map<String, Long> versions = new ConcurrentHashMap<>();

  /** The rows of the version that was kept last; never changed. */
  private final Map<String, Map<String, RoaringBitmap>> kept = new ConcurrentHashMap<>();

  WarehouseHome(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @Override
  public Map<String, Held> load() {
    List<Stored> stored =
        warehouse.query(
            "SELECT tag, groupUniqArray(part) AS parts FROM tag_bitmaps GROUP BY tag ORDER BY tag",
            Map.of(),
            row -> new Stored(row.text("tag"), new HashSet<>(row.<String>list("parts"))));
    stored.forEach(tag -> parts.put(tag.tag, tag.parts));
    Map<String, Held> loaded = new ConcurrentHashMap<>();
    // Taking bitmaps apart is work for every processor.
    stretches(stored, Runtime.getRuntime().availableProcessors()).parallelStream()
        .forEach(stretch -> loaded.putAll(load(stretch)));
    return loaded;
  }

  /** A tag in the table, and its rows whatever their version. */
  private record Stored(String tag, Set<String> parts) {}

  /** Tags that follow each other in the table's order, first and last included. */
  private record Stretch(String first, String last) {}

  /** At most so many stretches with about the same number of bitmaps. */
  private static List<Stretch> stretches(List<Stored> tags, int most) {
    List<Stretch> stretches = new ArrayList<>();
    int enough = Math.ceilDiv(tags.stream().mapToInt(tag -> tag.parts.size()).sum(), most);
    int from = 0;
    int rows = 0;
    for (int i = 0; i < tags.size(); i++) {
      rows += tags.get(i).parts.size();
      if (rows >= enough || i == tags.size() - 1) {
        stretches.add(new Stretch(tags.get(from).tag, tags.get(i).tag));
        from = i + 1;
        rows = 0;
      }
    }
    return stretches;
  }

  private Map<String, Held> load(Stretch stretch) {
    Map<String, Rows> tags = new HashMap<>();
    // As FINAL would, which puts the bitmaps of all versions together first.
    String sql =
        """
        SELECT tag, part, header, version, profiles FROM tag_bitmaps
        WHERE tag BETWEEN {first:String} AND {last:String} AND (tag, part, version) IN (
          SELECT tag, part, max(version) FROM tag_bitmaps
          WHERE tag BETWEEN {first:String} AND {last:String} GROUP BY tag, part)
        """;
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(
                warehouse.read(
                    sql,
                    Map.of("first", stretch.first, "last", stretch.last),
                    "RowBinary",
                    Map.of(),
                    "bitmaps-" + UUID.randomUUID()),
                1 << 20))) {
      while (true) {
        in.mark(1);
        if (in.read() < 0) {
          break;
        }
        in.reset();
        String tag = GroupBitmapState.readText(in);
        String part = GroupBitmapState.readText(in);
        String header = GroupBitmapState.readText(in);
        long version = Long.reverseBytes(in.readLong());
        RoaringBitmap profiles = GroupBitmapState.read(in);
        tags.computeIfAbsent(tag, _ -> new Rows()).add(part, header, version, profiles);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The tags' bitmaps cannot be read from the warehouse", e);
    }
    Map<String, Held> loaded = new HashMap<>();
    tags.forEach(
        (tag, rows) -> {
          versions.put(tag, rows.version);
          try {
            Held held = Header.read(rows.header).assemble(rows.profiles);
            loaded.put(tag, held);
            kept.put(tag, Header.parts(held.index()));
          } catch (IOException e) {
            LOG.warn("The stored bitmaps of tag '{}' are not whole and are made again", tag, e);
          }
        });
    return loaded;
  }

  /** The rows of one tag, with the newest header. */
  private static final class Rows {
    private final Map<String, RoaringBitmap> profiles = new HashMap<>();
    private String header = "";
    private long version;

    private void add(String part, String header, long version, RoaringBitmap some) {
      if (header.isEmpty()) {
        return;
      }
      profiles.put(part, some);
      if (version > this.version) {
        this.version = version;
        this.header = header;
      }
    }
  }

  @Override
  public void save(String tag, Held held) {
    long version = Math.max(versions.getOrDefault(tag, 0L) + 1, held.asOf().toEpochMilli());
    Map<String, RoaringBitmap> rows = Header.parts(held.index());
    Set<String> gone = new HashSet<>(parts.getOrDefault(tag, Set.of()));
    gone.removeAll(rows.keySet());
    String header = Header.of(held).json();
    // Until the insert is known to be in, nobody knows what the table holds.
    Map<String, RoaringBitmap> before = Optional.ofNullable(kept.remove(tag)).orElse(Map.of());
    Set<String> either = new HashSet<>(gone);
    either.addAll(rows.keySet());
    parts.put(tag, either);
    ByteArrayOutputStream body = new ByteArrayOutputStream(1 << 16);
    try {
      for (String part : different(before, rows)) {
        write(tag, part, header, rows.get(part), version, body);
      }
      for (String part : gone) {
        write(tag, part, "", new RoaringBitmap(), version, body);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Bytes in memory are always writable", e);
    }
    warehouse.write(TABLE, new ByteArrayInputStream(body.toByteArray()), "RowBinary");
    versions.put(tag, version);
    kept.put(tag, rows);
    // They count for nothing, but a value may be a person's.
    if (!gone.isEmpty()) {
      warehouse.execute(
          "DELETE FROM " + TABLE + " WHERE tag = {tag:String} AND part IN {gone:Array(String)}",
          Map.of("tag", tag, "gone", List.copyOf(gone)));
    }
    parts.put(tag, Set.copyOf(rows.keySet()));
  }

  /** The rows to write: those that are not as they were, else the smallest one. */
  private static List<String> different(
      Map<String, RoaringBitmap> before, Map<String, RoaringBitmap> now) {
    List<String> different =
        now.keySet().stream().filter(part -> !isSame(before.get(part), now.get(part))).toList();
    return different.isEmpty()
        ? List.of(
            Collections.min(
                now.keySet(), Comparator.comparingLong(part -> now.get(part).getLongSizeInBytes())))
        : different;
  }

  // A patch leaves most bitmaps the same objects.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(RoaringBitmap before, RoaringBitmap now) {
    return before == now || (before != null && before.equals(now));
  }

  /** In the order of the table's columns. */
  private static void write(
      String tag,
      String part,
      String header,
      RoaringBitmap profiles,
      long version,
      ByteArrayOutputStream out)
      throws IOException {
    GroupBitmapState.writeText(tag, out);
    GroupBitmapState.writeText(part, out);
    GroupBitmapState.writeText(header, out);
    GroupBitmapState.write(profiles, out);
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      out.write((int) (version >>> shift));
    }
  }

  @Override
  public void delete(String tag) {
    warehouse.execute("DELETE FROM " + TABLE + " WHERE tag = {tag:String}", Map.of("tag", tag));
    parts.remove(tag);
    versions.remove(tag);
    kept.remove(tag);
  }
}
