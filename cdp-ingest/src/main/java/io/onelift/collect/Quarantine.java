package io.onelift.collect;

import io.onelift.event.NotFound;
import io.onelift.warehouse.Row;
import io.onelift.warehouse.Warehouse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Events and properties that could not be taken, kept with the reasons until they are replayed or
 * discarded. The same thing sent again is the same row, and stays what it became meanwhile. Safe
 * for use by many threads.
 */
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
          "fixed",
          "replayed_at",
          "discarded_at",
          "batch",
          "version");
  private static final String WAITING =
      " FROM rejected_events FINAL WHERE replayed_at IS NULL AND discarded_at IS NULL";

  /** Whatever was done to them since; that keeps their batch. */
  private static final String BETWEEN =
      " FROM (SELECT * FROM rejected_events WHERE batch > {after:UInt64} AND batch <="
          + " {until:UInt64} ORDER BY version LIMIT 1 BY rejection_id)";

  private static final String READ =
      "rejection_id, received_at, source, message_id, part, reasons, payload, fixed, batch";

  /** What is written as it came; everything that is done to it later is newer. */
  private static final long AS_SENT = 0;

  /**
   * A kind of fault and how much waits for its sake.
   *
   * @param reason in words, values taken out
   * @param parts how many of them are properties of events that were taken
   */
  public record Reason(
      String reason, long count, long parts, List<String> sources, Instant latest) {}

  /**
   * What was quarantined after one batch and until another, what was replayed or discarded
   * meanwhile included.
   *
   * @param newest the last batch of them; the one they come after when there are none
   * @param some of them
   */
  public record Batches(long newest, long count, List<Reason> reasons, List<Rejected> some) {}

  private final Warehouse warehouse;
  private final Clock clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private long batch;

  public Quarantine(Warehouse warehouse, Clock clock) {
    this.warehouse = warehouse;
    this.clock = clock;
    this.batch = newest();
  }

  /** Has somebody told, on the thread that writes, that something was quarantined. */
  public void listen(Runnable listener) {
    listeners.add(listener);
  }

  /** How many wait here. */
  public long total() {
    return total(QuarantineFilter.ALL);
  }

  public long total(QuarantineFilter filter) {
    return warehouse
        .query(
            "SELECT count() AS n" + WAITING + filter.sql(),
            filter.params(),
            row -> row.integer("n"))
        .getFirst();
  }

  /** Why they wait here, the most frequent first; at most as many as the limit. */
  public List<Reason> reasons(QuarantineFilter filter, int limit) {
    return reasons(WAITING + filter.sql(), filter.params(), limit);
  }

  private List<Reason> reasons(String of, Map<String, Object> params, int limit) {
    params.put("limit", limit);
    return warehouse.query(
        "SELECT "
            + QuarantineFilter.KIND_OF_REASON
            + " AS kind, count() AS n, countIf(part != '') AS parts,"
            + " arraySort(groupUniqArray(toString(source))) AS sources, max(received_at) AS latest"
            + " FROM (SELECT arrayJoin(reasons) AS reason, part, source, received_at"
            + of
            + ") GROUP BY kind ORDER BY n DESC, kind LIMIT {limit:UInt32}",
        params,
        row ->
            new Reason(
                row.text("kind"),
                row.integer("n"),
                row.integer("parts"),
                row.list("sources"),
                row.time("latest")));
  }

  /** The number of the batch written last; 0 when nothing ever was. */
  public long newest() {
    return newest(0, Long.MAX_VALUE);
  }

  private long newest(long after, long until) {
    return warehouse
        .query(
            "SELECT greatest(max(batch), {after:UInt64}) AS n" + BETWEEN,
            Map.of("after", after, "until", until),
            row -> row.integer("n"))
        .getFirst();
  }

  /** How many were quarantined after a batch. */
  public long countAfter(long batch) {
    return count(batch, Long.MAX_VALUE);
  }

  private long count(long after, long until) {
    return warehouse
        .query(
            "SELECT count() AS n" + BETWEEN,
            Map.of("after", after, "until", until),
            row -> row.integer("n"))
        .getFirst();
  }

  /**
   * What was quarantined after a batch, and not later than another.
   *
   * @param limit of the rejections and of the reasons that are told one by one
   */
  public Batches between(long after, long until, int limit) {
    long newest = newest(after, until);
    if (newest == after) {
      return new Batches(after, 0, List.of(), List.of());
    }
    Map<String, Object> params = new HashMap<>(Map.of("after", after, "until", newest));
    List<Reason> reasons = reasons(BETWEEN, params, limit);
    params.put("limit", limit);
    List<Rejected> some =
        warehouse.query(
            "SELECT " + READ + BETWEEN + " ORDER BY batch LIMIT {limit:UInt32}",
            params,
            Quarantine::read);
    return new Batches(newest, count(after, newest), reasons, some);
  }

  /** {@link #list(QuarantineFilter, Optional, int)} of everything. */
  public List<Rejected> list(Optional<String> after, int limit) {
    return list(QuarantineFilter.ALL, after, limit);
  }

  /**
   * What waits here, newest first.
   *
   * @param after the id of the last one of the page before; empty for the first page
   * @throws NotFound when {@code after} is no id
   */
  public List<Rejected> list(QuarantineFilter filter, Optional<String> after, int limit) {
    Map<String, Object> params = filter.params();
    params.put("limit", limit);
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
    return select(filter.sql() + page + " ORDER BY received_at DESC, rejection_id DESC", params);
  }

  /**
   * One that waits here.
   *
   * @throws NotFound when there is none, or it was replayed or discarded
   */
  public Rejected find(String id) {
    return select(" AND rejection_id = {id:String}", Map.of("id", id, "limit", 1)).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new NotFound(
                    "rejected event", id, "It may have been replayed or discarded meanwhile."));
  }

  /**
   * Throws away what is meant: it is not to be taken, and what it said is forgotten.
   *
   * @return how many
   */
  public long discard(QuarantineFilter filter) {
    Map<String, Object> params = filter.params();
    params.put("now", clock.instant());
    params.put("version", clock.millis());
    long count = total(filter);
    warehouse.execute(
        "INSERT INTO rejected_events (rejection_id, received_at, source, message_id, part,"
            + " reasons, discarded_at, batch, version) SELECT rejection_id, received_at, source,"
            + " message_id, part, [], {now:DateTime64(3)}, batch, {version:UInt64}"
            + WAITING
            + filter.sql(),
        params);
    return count;
  }

  /** In the order of their ids, those behind one. */
  List<Rejected> behind(String id, QuarantineFilter filter, int limit) {
    Map<String, Object> params = filter.params();
    params.put("last", id);
    params.put("limit", limit);
    return select(filter.sql() + " AND rejection_id > {last:String} ORDER BY rejection_id", params);
  }

  void write(List<Rejection> rejections) {
    if (rejections.isEmpty()) {
      return;
    }
    batch = Math.max(batch + 1, clock.millis());
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
                        r.payload(),
                        Optional.empty(),
                        batch))
            .map(r -> row(r, null, AS_SENT))
            .toList());
    listeners.forEach(Runnable::run);
  }

  void keepFixed(Rejected fixed) {
    warehouse.insert("rejected_events", COLUMNS, List.of(row(fixed, null, clock.millis())));
  }

  void markReplayed(Collection<Rejected> replayed) {
    Instant now = clock.instant();
    warehouse.insert(
        "rejected_events",
        COLUMNS,
        replayed.stream().map(r -> row(r, now, now.toEpochMilli())).toList());
  }

  private static List<Object> row(Rejected rejected, Instant replayedAt, long version) {
    // A list that takes nulls: what was not replayed has no time.
    return new ArrayList<>(
        Arrays.asList(
            rejected.id(),
            rejected.receivedAt(),
            rejected.source(),
            rejected.messageId(),
            rejected.part(),
            rejected.reasons(),
            rejected.payload(),
            rejected.fixed().orElse(""),
            replayedAt,
            null,
            rejected.batch(),
            version));
  }

  private List<Rejected> select(String more, Map<String, ?> params) {
    return warehouse.query(
        "SELECT " + READ + WAITING + more + " LIMIT {limit:UInt32}", params, Quarantine::read);
  }

  private static Rejected read(Row row) {
    return new Rejected(
        row.text("rejection_id"),
        row.time("received_at"),
        row.text("source"),
        row.text("message_id"),
        row.text("part"),
        row.list("reasons"),
        row.text("payload"),
        Optional.of(row.text("fixed")).filter(fixed -> !fixed.isEmpty()),
        row.integer("batch"));
  }
}
