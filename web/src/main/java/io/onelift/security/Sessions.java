package io.onelift.security;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.onelift.metastore.Metastore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/**
 * Browsers that signed in. A session lives {@link #LIFETIME} and survives a restart; it ends with
 * the key that opened it. Safe for many threads.
 */
public final class Sessions {
  public static final Duration LIFETIME = Duration.ofDays(14);

  private static final Table<Record> SESSIONS = table(name("sessions"));
  private static final Field<String> HASH = field(name("hash"), String.class);
  private static final Field<String> KEY_ID = field(name("key_id"), String.class);
  private static final Field<Long> CREATED_AT = field(name("created_at"), Long.class);
  private static final Field<Long> EXPIRES_AT = field(name("expires_at"), Long.class);

  private final Metastore metastore;
  private final Keys keys;
  private final Clock clock;
  private final Cache<String, Session> recent = Caffeine.newBuilder().maximumSize(10_000).build();

  public Sessions(Metastore metastore, Keys keys, Clock clock) {
    this.metastore = metastore;
    this.keys = keys;
    this.clock = clock;
  }

  /** Opens a session for whoever holds the key; the token goes into their cookie. */
  public String open(ApiKey key) {
    long now = clock.millis();
    String token = Secrets.random();
    metastore.transaction(
        sql -> {
          sql.deleteFrom(SESSIONS).where(EXPIRES_AT.le(now)).execute();
          return sql.insertInto(SESSIONS, HASH, KEY_ID, CREATED_AT, EXPIRES_AT)
              .values(Secrets.digest(token), key.id(), now, now + LIFETIME.toMillis())
              .execute();
        });
    return token;
  }

  /** Who the token belongs to, while its session and its key live. */
  public Optional<ApiKey> find(String token) {
    return Optional.ofNullable(recent.get(Secrets.digest(token), this::load))
        .filter(session -> session.expiresAt() > clock.millis())
        .flatMap(session -> keys.withId(session.keyId()));
  }

  public void close(String token) {
    String digest = Secrets.digest(token);
    metastore.sql().deleteFrom(SESSIONS).where(HASH.eq(digest)).execute();
    recent.invalidate(digest);
  }

  // Null tells the cache to keep nothing.
  private Session load(String digest) {
    return metastore
        .sql()
        .select(KEY_ID, EXPIRES_AT)
        .from(SESSIONS)
        .where(HASH.eq(digest))
        .fetchOptional(row -> new Session(row.get(KEY_ID), row.get(EXPIRES_AT)))
        .orElse(null);
  }

  private record Session(String keyId, long expiresAt) {}
}
