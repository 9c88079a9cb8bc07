package io.onelift.security;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import io.onelift.event.Conflict;
import io.onelift.event.NotFound;
import io.onelift.metastore.Metastore;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/**
 * The project's keys. The metastore keeps digests only; all of them are also in memory, because
 * every call asks. Safe for many threads.
 */
public final class Keys {
  /** The name of the key that exists from the first start. */
  public static final String FIRST_ADMIN = "admin";

  private static final Table<Record> KEYS = table(name("api_keys"));
  private static final Table<Record> SESSIONS = table(name("sessions"));
  private static final Field<String> ID = field(name("id"), String.class);
  private static final Field<String> KEY_ID = field(name("key_id"), String.class);
  private static final Field<String> NAME = field(name("name"), String.class);
  private static final Field<String> ROLE = field(name("role"), String.class);
  private static final Field<String> HASH = field(name("hash"), String.class);
  private static final Field<String> HINT = field(name("hint"), String.class);
  private static final Field<Long> CREATED_AT = field(name("created_at"), Long.class);
  private static final Field<String> CREATED_BY = field(name("created_by"), String.class);

  private final Metastore metastore;
  private final Clock clock;
  private final Map<String, ApiKey> byDigest = new ConcurrentHashMap<>();

  public Keys(Metastore metastore, Clock clock) {
    this.metastore = metastore;
    this.clock = clock;
    metastore
        .sql()
        .select(ID, NAME, ROLE, HASH, HINT, CREATED_AT, CREATED_BY)
        .from(KEYS)
        .forEach(row -> byDigest.put(row.get(HASH), read(row)));
  }

  /** The key with this secret. */
  public Optional<ApiKey> find(String secret) {
    return Optional.ofNullable(byDigest.get(Secrets.digest(secret)));
  }

  /** The key with this id. */
  public Optional<ApiKey> withId(String id) {
    return byDigest.values().stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /** Every key, the oldest first. */
  public List<ApiKey> list() {
    return byDigest.values().stream()
        .sorted(Comparator.comparing(ApiKey::createdAt).thenComparing(ApiKey::id))
        .toList();
  }

  /** Makes a key; its secret is in the answer and nowhere else. */
  public NewKey create(String name, Role role, String by) {
    String secret = Secrets.KEY_PREFIX + Secrets.random();
    return new NewKey(insert(metastore.sql(), secret, name, role, by), secret);
  }

  /** Makes this secret the one that the first admin key has, ending what an older secret opened. */
  public ApiKey establishAdmin(String secret) {
    Optional<ApiKey> known = find(secret).filter(key -> key.role() == Role.ADMIN);
    if (known.isPresent()) {
      return known.get();
    }
    list().stream()
        .filter(key -> key.name().equals(FIRST_ADMIN) && key.createdBy().equals("start"))
        .toList()
        .forEach(this::remove);
    return insert(metastore.sql(), secret, FIRST_ADMIN, Role.ADMIN, "start");
  }

  /**
   * Takes a key back together with the sessions it opened.
   *
   * @throws NotFound when there is no such key
   * @throws Conflict when it is the last admin key
   */
  public void revoke(String id) {
    ApiKey key = withId(id).orElseThrow(() -> new NotFound("key", id, "GET /api/keys lists them."));
    if (key.role() == Role.ADMIN
        && byDigest.values().stream().filter(other -> other.role() == Role.ADMIN).count() == 1) {
      throw new Conflict(
          "The key '" + key.name() + "' is the last admin key. Create another one first.");
    }
    remove(key);
  }

  private void remove(ApiKey key) {
    metastore.transaction(
        sql -> {
          sql.deleteFrom(SESSIONS).where(KEY_ID.eq(key.id())).execute();
          return sql.deleteFrom(KEYS).where(ID.eq(key.id())).execute();
        });
    byDigest.values().remove(key);
  }

  private ApiKey insert(DSLContext sql, String secret, String name, Role role, String by) {
    String digest = Secrets.digest(secret);
    ApiKey key =
        new ApiKey(
            UUID.randomUUID().toString(),
            name,
            role,
            secret.substring(0, Math.min(7, secret.length() / 2)),
            Instant.ofEpochMilli(clock.millis()),
            by);
    sql.insertInto(KEYS, ID, NAME, ROLE, HASH, HINT, CREATED_AT, CREATED_BY)
        .values(key.id(), name, role.key(), digest, key.hint(), key.createdAt().toEpochMilli(), by)
        .execute();
    byDigest.put(digest, key);
    return key;
  }

  private static ApiKey read(Record row) {
    return new ApiKey(
        row.get(ID),
        row.get(NAME),
        Role.of(row.get(ROLE)).orElseThrow(),
        row.get(HINT),
        Instant.ofEpochMilli(row.get(CREATED_AT)),
        row.get(CREATED_BY));
  }

  /** A key just made, with its secret. */
  public record NewKey(ApiKey key, String secret) {}
}
