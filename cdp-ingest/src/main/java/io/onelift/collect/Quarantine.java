package io.onelift.collect;

import io.onelift.event.Event;
import io.onelift.event.NotFound;
import io.onelift.warehouse.Row;
import io.onelift.warehouse.Warehouse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Events and properties that could not be taken, kept with the reasons until they are replayed. */
public final class Quarantine {
  private static final List<String> COLUMNS =
      List.of(
          "rejection_id",
          "received_at",
          "source",
          "message_id",
          "part",
          "reasons",
          "payload",
          "replayed_at",
          "version");

  /** A replay reads and sends this many at a time. */
  private static final int BATCH = 1_000;

  /**
   * Something in quarantine.
   *
   * @param part the property that was left out of an event that was taken; empty when the whole
   *     event was not
   * @param payload the event as JSON, in the form of its source
   */
  public record Rejected(
      String id,
      Instant receivedAt,
      String source,
      String messageId,
      String part,
      List<String> reasons,
      String payload) {}

  /** How a replay went. */
  public record Replayed(int replayed, int rejected) {}

  private final Warehouse warehouse;
  private final Clock clock;
  private final Map<String, WireFormat> formats;

  /**
   * Over the warehouse.
   *
   * @param formats that can be read again; what came in another form stays
   */
  public Quarantine(Warehouse warehouse, Clock clock, List<WireFormat> formats) {
    this.warehouse = warehouse;
    this.clock = clock;
    this.formats = formats.stream().collect(Collectors.toMap(WireFormat::source, f -> f));
  }

  /** How many wait here. */
  public long total() {
    return warehouse
        .query(
            "SELECT count() AS n FROM rejected_events FINAL WHERE replayed_at IS NULL",
            Map.of(),
            row -> row.integer("n"))
        .getFirst();
  }

  /**
   * What waits here, newest first.
   *
   * @param after the id of the last one of the page before; empty for the first page
   * @throws NotFound when {@code after} is no id
   */
  public List<Rejected> list(Optional<String> after, int limit) {
    Map<String, Object> params = new HashMap<>(Map.of("limit", limit));
    String page = "";
    if (after.isPresent()) {
      List<Instant> at =
          warehouse.query(
              "SELECT received_at FROM rejected_events FINAL WHERE rejection_id = {id:String}",
              Map.of("id", after.get()),
              row -> row.time("received_at"));
      if (at.isEmpty()) {
        throw new NotFound("rejected event", after.get(), "Start without 'after'.");
      }
      params.put("id", after.get());
      params.put("at", at.getFirst());
      page = " AND (received_at, rejection_id) < ({at:DateTime64(3)}, {id:String})";
    }
    return select(page + " ORDER BY received_at DESC, rejection_id DESC", params);
  }

  /**
   * Sends events again through a collector, for example after the sender's key or the rules were
   * changed. What is still not acceptable stays; properties that were left out of events stay too.
   *
   * @param ids empty for all
   */
  public Replayed replay(Set<String> ids, Collector collector) {
    int replayed = 0;
    int rejected = 0;
    String some = ids.isEmpty() ? "" : " AND rejection_id IN {ids:Array(String)}";
    String last = "";
    while (true) {
      List<Rejected> batch =
          select(
              " AND rejection_id > {last:String}" + some + " ORDER BY rejection_id",
              Map.of("limit", BATCH, "ids", ids, "last", last));
      if (batch.isEmpty()) {
        return new Replayed(replayed, rejected);
      }
      last = batch.getLast().id();
      int taken = replay(batch, collector);
      replayed += taken;
      rejected += batch.size() - taken;
    }
  }

  private int replay(List<Rejected> batch, Collector collector) {
    List<Event> events = new ArrayList<>();
    List<Rejected> taken = new ArrayList<>();
    for (Rejected rejected : batch) {
      WireFormat format = formats.get(rejected.source());
      if (rejected.part().isEmpty() && format != null) {
        List<Event> decoded =
            format.decodeAgain(rejected.payload(), rejected.receivedAt()).events();
        if (!decoded.isEmpty()) {
          events.addAll(decoded);
          taken.add(rejected);
        }
      }
    }
    collector.collect(events).join();
    Instant now = clock.instant();
    warehouse.insert(
        "rejected_events", COLUMNS, taken.stream().map(r -> row(r, now, now)).toList());
    return taken.size();
  }

  void write(List<Rejection> rejections) {
    Instant now = clock.instant();
    warehouse.insert(
        "rejected_events",
        COLUMNS,
        rejections.stream()
            .map(
                r ->
                    new Rejected(
                        r.id(),
                        r.receivedAt(),
                        r.source(),
                        r.messageId(),
                        r.part(),
                        r.reasons(),
                        r.payload()))
            .map(r -> row(r, null, now))
            .toList());
  }

  private static List<Object> row(Rejected rejected, Instant replayedAt, Instant version) {
    List<Object> row = new ArrayList<>(COLUMNS.size());
    row.add(rejected.id());
    row.add(rejected.receivedAt());
    row.add(rejected.source());
    row.add(rejected.messageId());
    row.add(rejected.part());
    row.add(rejected.reasons());
    row.add(rejected.payload());
    row.add(replayedAt);
    row.add(version.toEpochMilli());
    return row;
  }

  private List<Rejected> select(String more, Map<String, ?> params) {
    return warehouse.query(
        "SELECT rejection_id, received_at, source, message_id, part, reasons, payload FROM"
            + " rejected_events FINAL WHERE replayed_at IS NULL"
            + more
            + " LIMIT {limit:UInt32}",
        params,
        Quarantine::read);
  }

  private static Rejected read(Row row) {
    return new Rejected(
        row.text("rejection_id"),
        row.time("received_at"),
        row.text("source"),
        row.text("message_id"),
        row.text("part"),
        row.list("reasons"),
        row.text("payload"));
  }
}
