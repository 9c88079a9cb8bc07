package io.onelift.metastore;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.table;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;

/**
 * Versioned documents of one kind: every save adds a version, nothing is overwritten, the newest is
 * in force.
 *
 * @param <T> what a document holds
 */
public final class Definitions<T> {
  private static final Field<String> KIND = field("kind", String.class);
  private static final Field<String> KEY = field("definition_key", String.class);
  private static final Field<Integer> VERSION = field("version", Integer.class);
  private static final Field<String> BODY = field("body", String.class);
  private static final Field<Integer> DELETED = field("deleted", Integer.class);
  private static final Field<Long> UPDATED_AT = field("updated_at", Long.class);
  private static final Field<String> UPDATED_BY = field("updated_by", String.class);

  private final Metastore metastore;
  private final String kind;
  private final JsonCodec<T> codec;

  Definitions(Metastore metastore, String kind, JsonCodec<T> codec) {
    this.metastore = metastore;
    this.kind = kind;
    this.codec = codec;
  }

  /** A document with its place in history. */
  public record Stored<T>(String key, T value, int version, Instant updatedAt, String updatedBy) {}

  /** The version in force; empty when there never was one or it was deleted. */
  public Optional<Stored<T>> find(String key) {
    return newest(metastore.sql(), KEY.eq(key)).stream().findFirst();
  }

  /** All documents in force, by key. */
  public List<Stored<T>> list() {
    return newest(metastore.sql(), noCondition());
  }

  /** Every version of a document, newest first, those before a deletion too. */
  public List<Stored<T>> history(String key) {
    return metastore
        .sql()
        .selectFrom(table("definitions"))
        .where(KIND.eq(kind), KEY.eq(key), DELETED.eq(0))
        .orderBy(VERSION.desc())
        .fetch(this::stored);
  }

  /**
   * Adds a version.
   *
   * @param by who saves, for the history
   */
  public Stored<T> save(String key, T value, String by) {
    return metastore.transaction(tx -> append(tx, key, value, by));
  }

  /** Adds a version unless the key is in use; empty when it is. */
  public Optional<Stored<T>> create(String key, T value, String by) {
    return metastore.transaction(
        tx ->
            newest(tx, KEY.eq(key)).isEmpty()
                ? Optional.of(append(tx, key, value, by))
                : Optional.empty());
  }

  /** Ends a document; its versions stay in the history. False when there was none. */
  public boolean delete(String key, String by) {
    return metastore.transaction(
        tx -> {
          Optional<Stored<T>> last = newest(tx, KEY.eq(key)).stream().findFirst();
          last.ifPresent(
              stored ->
                  insert(tx, key, codec.write().apply(stored.value()), true, by, Instant.now()));
          return last.isPresent();
        });
  }

  private Stored<T> append(DSLContext tx, String key, T value, String by) {
    // As it is read back: the column keeps milliseconds.
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    int version = insert(tx, key, codec.write().apply(value), false, by, now);
    return new Stored<>(key, value, version, now, by);
  }

  private int insert(
      DSLContext tx, String key, String body, boolean deleted, String by, Instant at) {
    Integer last =
        tx.select(max(VERSION))
            .from(table("definitions"))
            .where(KIND.eq(kind), KEY.eq(key))
            .fetchOne(0, Integer.class);
    int version = last == null ? 1 : last + 1;
    tx.insertInto(table("definitions"), KIND, KEY, VERSION, BODY, DELETED, UPDATED_AT, UPDATED_BY)
        .values(kind, key, version, body, deleted ? 1 : 0, at.toEpochMilli(), by)
        .execute();
    return version;
  }

  private List<Stored<T>> newest(DSLContext tx, Condition which) {
    var latest =
        tx.select(KEY.as("latest_key"), max(VERSION).as("latest_version"))
            .from(table("definitions"))
            .where(KIND.eq(kind), which)
            .groupBy(KEY)
            .asTable("latest");
    return tx.select(KEY, VERSION, BODY, UPDATED_AT, UPDATED_BY)
        .from(table("definitions"))
        .join(latest)
        .on(
            KEY.eq(field("latest_key", String.class)),
            VERSION.eq(field("latest_version", Integer.class)))
        .where(KIND.eq(kind), DELETED.eq(0))
        .orderBy(KEY)
        .fetch(this::stored);
  }

  private Stored<T> stored(Record row) {
    return new Stored<>(
        row.get(KEY),
        codec.read().apply(row.get(BODY)),
        row.get(VERSION),
        Instant.ofEpochMilli(row.get(UPDATED_AT)),
        row.get(UPDATED_BY));
  }
}
