package io.onelift.collect;

import io.onelift.event.Fingerprint;
import io.onelift.event.FingerprintTable;
import io.onelift.warehouse.Warehouse;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * The message ids of the last seven days, 20 to 30 bytes each, with the day they came in. For one
 * thread.
 */
final class MessageIds {
  private static final int DAYS = 7;
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final FingerprintTable days = new FingerprintTable();
  private final Clock clock;
  private int today;

  MessageIds(Clock clock) {
    this.clock = clock;
    this.today = day(clock.millis());
  }

  /** Loads what the warehouse received in the last seven days, erased since or not. */
  void load(Warehouse warehouse) {
    String sql =
        "SELECT murmurHash3_128(message_id), toUInt32(intDiv(toUnixTimestamp64Milli(received_at),"
            + " {day:UInt32})) FROM events WHERE received_at >"
            + " fromUnixTimestamp64Milli({after:Int64}) UNION ALL SELECT fingerprint,"
            + " toUInt32(intDiv(toUnixTimestamp64Milli(received_at), {day:UInt32})) FROM"
            + " erased_messages WHERE received_at > fromUnixTimestamp64Milli({after:Int64})";
    Map<String, Long> params = Map.of("day", DAY, "after", clock.millis() - DAYS * DAY);
    try (InputStream in =
        new BufferedInputStream(
            warehouse.read(sql, params, "RowBinary", Map.of(), UUID.randomUUID().toString()),
            1 << 16)) {
      byte[] bytes = in.readNBytes(20);
      while (bytes.length > 0) {
        ByteBuffer row = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        days.put(Fingerprint.read(row), row.getInt());
        bytes = in.readNBytes(20);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The message ids could not be loaded from the warehouse", e);
    }
  }

  boolean contains(Fingerprint id) {
    return days.get(id) != 0;
  }

  void add(Fingerprint id) {
    days.put(id, today);
  }

  long size() {
    return days.size();
  }

  /** Forgets ids older than seven days, when a day has ended. */
  void expire() {
    int now = day(clock.millis());
    if (now != today) {
      today = now;
      days.removeIf(day -> day < now - DAYS);
    }
  }

  private static int day(long millis) {
    return (int) (millis / DAY);
  }
}
