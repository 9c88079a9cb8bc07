package io.onelift.dedup;

import io.onelift.event.Fingerprint;
import io.onelift.event.FingerprintTable;
import io.onelift.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * The message ids of the last seven days, by the day they came in: the newest in a table in memory,
 * all others in files. The files are a place to keep them and no record: the warehouse is, and they
 * are made anew from it at each start. For one thread.
 */
public final class MessageIds implements AutoCloseable {
  private static final int DAYS = 7;
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final int NEWEST = 1 << 18;

  /** Filters of files may take this part of the heap: at 1 GB those of 100 million ids. */
  private static final int FILTER_SHARE = 8;

  private final Clock clock;
  private final int newest;
  private final Archive archive;
  private FingerprintTable table = new FingerprintTable();
  private int today;

  /**
   * Nothing remembered yet.
   *
   * @param folder where ids of a while ago lie, 16 bytes each
   */
  public MessageIds(Path folder, Clock clock) {
    this(folder, clock, NEWEST, Runtime.getRuntime().maxMemory() / FILTER_SHARE);
  }

  MessageIds(Path folder, Clock clock, int newest, long filterBytes) {
    this.clock = clock;
    this.newest = newest;
    this.archive = new Archive(folder, filterBytes);
    this.today = day(clock.millis());
  }

  /** Loads what the warehouse received in the last seven days, erased since or not. */
  public void load(Warehouse warehouse) {
    String sql =
        "SELECT murmurHash3_128(message_id), toUInt32(intDiv(toUnixTimestamp64Milli(received_at),"
            + " {day:UInt32})) FROM events WHERE received_at >"
            + " fromUnixTimestamp64Milli({after:Int64}) UNION ALL SELECT fingerprint,"
            + " toUInt32(intDiv(toUnixTimestamp64Milli(received_at), {day:UInt32})) FROM"
            + " erased_messages WHERE received_at > fromUnixTimestamp64Milli({after:Int64})";
    Map<String, Long> params = Map.of("day", DAY, "after", clock.millis() - DAYS * DAY);
    warehouse.forEachFixed(
        "message ids", sql, params, 20, row -> add(Fingerprint.read(row), row.getInt()));
    archive.expire(today - DAYS, today);
  }

  public boolean contains(Fingerprint id) {
    return table.get(id) != 0 || archive.contains(id);
  }

  public void add(Fingerprint id) {
    add(id, today);
  }

  private void add(Fingerprint id, int day) {
    table.put(id, day);
    if (table.size() >= newest) {
      archiveTable();
    }
  }

  private void archiveTable() {
    archive.take(table);
    table = new FingerprintTable();
  }

  /** Forgets ids older than seven days, when a day has ended; called between two commits. */
  public void expire() {
    archive.closeReplaced();
    int now = day(clock.millis());
    if (now != today) {
      today = now;
      archiveTable();
      archive.expire(now - DAYS, now);
    }
  }

  private static int day(long millis) {
    return (int) (millis / DAY);
  }

  /** Gives the files up. */
  @Override
  public void close() {
    archive.close();
  }

  Archive archive() {
    return archive;
  }
}
