package io.onelift.audience;

import io.onelift.compute.Pace;
import io.onelift.compute.PacedWorker;
import io.onelift.event.Commit;
import io.onelift.event.Identifier;
import io.onelift.identity.ProfileNumbers;
import io.onelift.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.roaringbitmap.RoaringBitmap;

/**
 * The identifiers of uploaded audiences that name nobody yet. Whoever comes with one is a member
 * from then on: looked for in the background, after commits with identifiers of their types. Safe
 * for use by many threads.
 */
public final class UnmatchedMembers implements Commit.Listener, AutoCloseable {
  private static final String TABLE = "audience_unmatched";
  private static final List<String> COLUMNS = List.of("audience", "number", "id_type", "id");
  private static final int ROWS_PER_INSERT = 100_000;
  private static final String THEIRS =
      " WHERE audience = {audience:String} AND number = {number:UInt32}";

  /** Those known until a commit, so that finding and forgetting speak of the same ones. */
  private static final String KNOWN =
      " FROM identifiers FINAL WHERE version <= {commit:UInt64}"
          + " AND (type, value) IN (SELECT id_type, id FROM "
          + TABLE
          + THEIRS
          + ")";

  private final Warehouse warehouse;
  private final Snapshots snapshots;
  private final LongSupplier lastCommit;
  private final Consumer<String> joined;
  private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
  private final PacedWorker worker;

  private record Waiting(int number, long identifiers) {}

  /**
   * Opens them.
   *
   * @param lastCommit the last commit that is whole in the log
   * @param joined told the key of an audience that has more members
   */
  public UnmatchedMembers(
      Warehouse warehouse,
      Snapshots snapshots,
      LongSupplier lastCommit,
      Pace pace,
      Consumer<String> joined) {
    this.warehouse = warehouse;
    this.snapshots = snapshots;
    this.lastCommit = lastCommit;
    this.joined = joined;
    this.worker = new PacedWorker("unmatched-members", pace, this::look);
    warehouse.forEach(
        "SELECT audience, max(number) AS newest, count() AS n FROM " + TABLE + " GROUP BY audience",
        Map.of(),
        row -> {
          waiting.put(
              row.text("audience"), new Waiting((int) row.integer("newest"), row.integer("n")));
          worker.schedule(row.text("audience"), Pace.AFTER_START);
        });
  }

  /** Keeps the identifiers of the newest list of an audience in place of those before. */
  void keep(Snapshot snapshot, List<Identifier> identifiers) {
    forget(snapshot.audience());
    List<List<Object>> rows = new ArrayList<>();
    for (Identifier one : identifiers) {
      rows.add(List.of(snapshot.audience(), snapshot.number(), one.type(), one.value()));
      if (rows.size() == ROWS_PER_INSERT) {
        warehouse.insert(TABLE, COLUMNS, rows);
        rows.clear();
      }
    }
    warehouse.insert(TABLE, COLUMNS, rows);
    if (!identifiers.isEmpty()) {
      waiting.put(snapshot.audience(), new Waiting(snapshot.number(), identifiers.size()));
      // They may have come while the list was read.
      worker.request(snapshot.audience());
    }
  }

  /** How many identifiers of an audience name nobody. */
  public long count(String audience) {
    Waiting some = waiting.get(audience);
    return some == null ? 0 : some.identifiers();
  }

  @Override
  public void committed(Commit commit) {
    if (!commit.events().isEmpty()) {
      waiting.keySet().forEach(worker::request);
    }
  }

  private void look(String audience) {
    Waiting some = waiting.get(audience);
    if (some == null) {
      return;
    }
    Map<String, Object> params = theirs(audience, some.number());
    params.put("commit", lastCommit.getAsLong());
    RoaringBitmap come = new RoaringBitmap();
    warehouse.forEach(
        "SELECT DISTINCT " + ProfileNumbers.sql("profile_no") + " AS profile" + KNOWN,
        params,
        row -> come.add((int) row.integer("profile")));
    if (come.isEmpty()) {
      return;
    }
    snapshots.extend(audience, some.number(), come);
    warehouse.execute(
        "ALTER TABLE "
            + TABLE
            + " DELETE"
            + THEIRS
            + " AND (id_type, id) IN (SELECT type, value"
            + KNOWN
            + ") SETTINGS mutations_sync = 1",
        params);
    recount(audience, some.number());
    joined.accept(audience);
  }

  private static Map<String, Object> theirs(String audience, int number) {
    Map<String, Object> params = new HashMap<>();
    params.put("audience", audience);
    params.put("number", number);
    return params;
  }

  private void recount(String audience, int number) {
    long left =
        warehouse
            .query(
                "SELECT count() AS n FROM " + TABLE + THEIRS,
                theirs(audience, number),
                row -> row.integer("n"))
            .getFirst();
    waiting.computeIfPresent(
        audience,
        (_, some) -> some.number() != number ? some : left == 0 ? null : new Waiting(number, left));
  }

  /** Deletes a person's identifiers, for an erasure. */
  public void erase(List<Identifier> identifiers) {
    warehouse.execute(
        "ALTER TABLE "
            + TABLE
            + " DELETE WHERE has(arrayZip({types:Array(String)}, {ids:Array(String)}),"
            + " (toString(id_type), id)) SETTINGS mutations_sync = 1",
        Map.of(
            "types",
            identifiers.stream().map(Identifier::type).toList(),
            "ids",
            identifiers.stream().map(Identifier::value).toList()));
    waiting.forEach((audience, some) -> recount(audience, some.number()));
  }

  /** Forgets those of an audience. */
  void forget(String audience) {
    if (waiting.remove(audience) != null) {
      warehouse.execute(
          "DELETE FROM " + TABLE + " WHERE audience = {audience:String}",
          Map.of("audience", audience));
    }
  }

  @Override
  public void close() {
    worker.close();
  }
}
