package io.onelift.audience;

import io.onelift.audience.Snapshot.Origin;
import io.onelift.bitmap.GroupBitmapState;
import io.onelift.event.NotFound;
import io.onelift.warehouse.Warehouse;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import org.roaringbitmap.RoaringBitmap;

/**
 * The snapshots of all audiences: what is known of them in memory, their members in the warehouse,
 * those asked for last in memory too. Safe for use by many threads of one process.
 */
public final class Snapshots implements SnapshotMembers {
  private static final String TABLE = "audience_snapshots";
  private static final int KEPT_IN_MEMORY = 100;

  private final Warehouse warehouse;
  private final IntUnaryOperator current;
  private final InstantSource clock;
  private final Map<String, List<Snapshot>> known = new ConcurrentHashMap<>();
  private final Map<Place, RoaringBitmap> recent =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, .75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Place, RoaringBitmap> eldest) {
              return size() > KEPT_IN_MEMORY;
            }
          });

  private record Place(String audience, int number) {}

  /**
   * Opens them.
   *
   * @param current the number that a profile's number became
   */
  public Snapshots(Warehouse warehouse, IntUnaryOperator current, InstantSource clock) {
    this.warehouse = warehouse;
    this.current = current;
    this.clock = clock;
    warehouse
        .query(
            "SELECT audience, number, toUnixTimestamp64Milli(taken_at) AS at, taken_by, origin,"
                + " size FROM audience_snapshots FINAL ORDER BY audience, number",
            Map.of(),
            row ->
                new Snapshot(
                    row.text("audience"),
                    (int) row.integer("number"),
                    Instant.ofEpochMilli(row.integer("at")),
                    row.text("taken_by"),
                    Origin.valueOf(row.text("origin")),
                    row.integer("size")))
        .forEach(this::remember);
  }

  private void remember(Snapshot snapshot) {
    known.merge(
        snapshot.audience(),
        List.of(snapshot),
        (before, one) -> {
          List<Snapshot> all = new ArrayList<>(before);
          all.addAll(one);
          return List.copyOf(all);
        });
  }

  /** The snapshots of an audience, oldest first. */
  public List<Snapshot> of(String audience) {
    return known.getOrDefault(audience, List.of());
  }

  /** Their numbers. */
  public Set<Integer> numbers(String audience) {
    return of(audience).stream().map(Snapshot::number).collect(Collectors.toSet());
  }

  /** Keeps who is in an audience now; durable when it returns. */
  public synchronized Snapshot take(
      String audience, RoaringBitmap members, Origin origin, String by) {
    int number = of(audience).isEmpty() ? 1 : of(audience).getLast().number() + 1;
    Snapshot snapshot =
        new Snapshot(
            audience,
            number,
            Instant.ofEpochMilli(clock.millis()),
            by,
            origin,
            members.getLongCardinality());
    warehouse.write(TABLE, new ByteArrayInputStream(bytes(snapshot, members)), "RowBinary");
    recent.put(new Place(audience, number), members.clone());
    remember(snapshot);
    return snapshot;
  }

  /** Adds members to a list that was uploaded, when those whom it names come. */
  synchronized void extend(String audience, int number, RoaringBitmap more) {
    RoaringBitmap members = RoaringBitmap.or(then(audience, number), more);
    List<Snapshot> all = new ArrayList<>(of(audience));
    for (int i = 0; i < all.size(); i++) {
      Snapshot old = all.get(i);
      if (old.number() == number) {
        Snapshot larger =
            new Snapshot(
                audience,
                number,
                old.takenAt(),
                old.takenBy(),
                old.origin(),
                members.getLongCardinality());
        // The row of the same audience and number takes the place of the one before.
        warehouse.write(TABLE, new ByteArrayInputStream(bytes(larger, members)), "RowBinary");
        all.set(i, larger);
      }
    }
    recent.put(new Place(audience, number), members);
    known.put(audience, List.copyOf(all));
  }

  /** In the order of the table's columns. */
  private static byte[] bytes(Snapshot snapshot, RoaringBitmap members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      GroupBitmapState.writeText(snapshot.audience(), out);
      out.writeInt(Integer.reverseBytes(snapshot.number()));
      out.writeLong(Long.reverseBytes(snapshot.takenAt().toEpochMilli()));
      GroupBitmapState.writeText(snapshot.takenBy(), out);
      GroupBitmapState.writeText(snapshot.origin().name(), out);
      out.writeLong(Long.reverseBytes(snapshot.size()));
      GroupBitmapState.write(members, out);
    } catch (IOException e) {
      throw new UncheckedIOException("Bytes in memory are always writable", e);
    }
    return bytes.toByteArray();
  }

  @Override
  public RoaringBitmap members(String audience, int number, RoaringBitmap everybody) {
    RoaringBitmap then = then(audience, number);
    RoaringBitmap now = RoaringBitmap.and(then, everybody);
    RoaringBitmap merged = RoaringBitmap.andNot(then, everybody);
    merged.forEach((org.roaringbitmap.IntConsumer) gone -> now.add(current.applyAsInt(gone)));
    now.and(everybody);
    return now;
  }

  /** By the numbers of that time; shared, not to be changed. */
  private RoaringBitmap then(String audience, int number) {
    if (!numbers(audience).contains(number)) {
      throw new NotFound(
          "snapshot",
          audience + " " + number,
          "The audience has " + of(audience).size() + " snapshots.");
    }
    Place place = new Place(audience, number);
    RoaringBitmap members = recent.get(place);
    if (members == null) {
      members = read(place);
      recent.put(place, members);
    }
    return members;
  }

  private RoaringBitmap read(Place place) {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(
                warehouse.read(
                    "SELECT members FROM audience_snapshots FINAL"
                        + " WHERE audience = {audience:String} AND number = {number:UInt32}",
                    Map.of("audience", place.audience, "number", place.number),
                    "RowBinary",
                    Map.of(),
                    "snapshot-" + UUID.randomUUID())))) {
      return GroupBitmapState.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("A snapshot of " + place.audience + " cannot be read", e);
    }
  }

  /** Forgets the snapshots of an audience. */
  public synchronized void forget(String audience) {
    if (known.remove(audience) != null) {
      warehouse.execute(
          "DELETE FROM " + TABLE + " WHERE audience = {audience:String}",
          Map.of("audience", audience));
      recent.keySet().removeIf(place -> place.audience.equals(audience));
    }
  }
}
