package io.onelift.jdbc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.calcite.avatica.Meta.Signature;

/**
 * The statements of JDBC clients: what was prepared, and rows that were not fetched yet. They are
 * forgotten ten minutes after their last use, because clients go away without a word, and earlier
 * when there are more cells than {@value #MOST_CELLS}.
 */
final class OpenStatements {
  private static final long MOST_CELLS = 20_000_000;

  private final AtomicInteger ids = new AtomicInteger();
  private final Cache<Key, Open> open =
      Caffeine.newBuilder()
          .expireAfterAccess(Duration.ofMinutes(10))
          .maximumWeight(MOST_CELLS)
          .<Key, Open>weigher(
              (_, statement) ->
                  1 + statement.rows().size() * Math.max(1, statement.signature().columns.size()))
          .build();

  private record Key(String caller, String connection, int statement) {}

  /**
   * A statement.
   *
   * @param sql empty when it has none yet
   * @param rows of its result, all of them
   */
  record Open(String sql, Signature signature, List<Object> rows) {}

  /** The statements of one caller. */
  final class Mine {
    private final String caller;

    private Mine(String caller) {
      this.caller = caller;
    }

    int create(String connection, Open statement) {
      int id = ids.incrementAndGet();
      put(connection, id, statement);
      return id;
    }

    void put(String connection, int id, Open statement) {
      open.put(new Key(caller, connection, id), statement);
    }

    Optional<Open> find(String connection, int id) {
      return Optional.ofNullable(open.getIfPresent(new Key(caller, connection, id)));
    }

    void close(String connection, int id) {
      open.invalidate(new Key(caller, connection, id));
    }

    void close(String connection) {
      open.asMap()
          .keySet()
          .removeIf(key -> key.caller().equals(caller) && key.connection().equals(connection));
    }
  }

  Mine of(String caller) {
    return new Mine(caller);
  }
}
