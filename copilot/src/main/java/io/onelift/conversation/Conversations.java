package io.onelift.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.onelift.ir.MetricQuery;
import java.time.Duration;
import java.util.Optional;

/** The last query of each conversation, for a while. A conversation belongs to who began it. */
final class Conversations {
  private static final Duration KEPT = Duration.ofMinutes(30);
  private static final int MOST = 10_000;

  private record Key(String principal, String conversation) {}

  private final Cache<Key, MetricQuery> queries;

  Conversations(Ticker ticker) {
    queries =
        Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(KEPT).ticker(ticker).build();
  }

  Optional<MetricQuery> last(String principal, String conversation) {
    return Optional.ofNullable(queries.getIfPresent(new Key(principal, conversation)));
  }

  void remember(String principal, String conversation, MetricQuery query) {
    queries.put(new Key(principal, conversation), query);
  }
}
