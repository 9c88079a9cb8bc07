package io.onelift.execute;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.onelift.warehouse.Warehouse;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Answers that were given before, as long as the data they came from stay as they are, and a place
 * where who asks what is just being asked waits for that answer. The state of the data is read
 * before the question is asked, so an answer can be newer than its state, never older. Safe for use
 * by many threads.
 */
public final class ResultCache {
  /** In characters and cells, near enough to two bytes each. */
  private static final long ROOM = 32L << 20;

  /** An answer larger than this would push out too many others. */
  private static final int LARGEST = 4 << 20;

  private final DataState state;
  private final Cache<String, Kept> kept =
      Caffeine.newBuilder()
          .maximumWeight(ROOM)
          .weigher((String question, Kept answer) -> answer.weight())
          .build();
  private final ConcurrentMap<String, CompletableFuture<QueryResult>> asked =
      new ConcurrentHashMap<>();

  private record Kept(String state, QueryResult result, int weight) {}

  /**
   * An empty one.
   *
   * @param changes told of every commit
   */
  public ResultCache(Warehouse warehouse, EventChanges changes, InstantSource clock) {
    this.state = new DataState(warehouse, changes, clock);
  }

  DataState state() {
    return state;
  }

  /**
   * The answer that is known, that somebody else is just waiting for, or that is asked for now.
   *
   * @param state of the data, read before
   */
  QueryResult answer(Question question, String state, Supplier<QueryResult> ask) {
    long start = System.nanoTime();
    String now = question.digest() + state;
    while (true) {
      Optional<QueryResult> known = known(question, state);
      if (known.isPresent()) {
        return known.get().again(start);
      }
      CompletableFuture<QueryResult> own = new CompletableFuture<>();
      CompletableFuture<QueryResult> other = asked.putIfAbsent(now, own);
      if (other == null) {
        return lead(question, state, now, own, ask, start);
      }
      Optional<QueryResult> theirs = await(other);
      if (theirs.isPresent()) {
        return theirs.get().again(start);
      }
    }
  }

  private QueryResult lead(
      Question question,
      String state,
      String now,
      CompletableFuture<QueryResult> own,
      Supplier<QueryResult> ask,
      long start) {
    try {
      // Somebody may have been answered between the look above and the place taken.
      Optional<QueryResult> known = known(question, state);
      if (known.isPresent()) {
        own.complete(known.get());
        return known.get().again(start);
      }
      QueryResult result = ask.get();
      keep(question, state, result);
      own.complete(result);
      return result;
    } catch (RuntimeException | Error e) {
      own.completeExceptionally(e);
      throw e;
    } finally {
      asked.remove(now, own);
    }
  }

  private Optional<QueryResult> known(Question question, String state) {
    return Optional.ofNullable(kept.getIfPresent(question.digest()))
        .filter(answer -> answer.state().equals(state))
        .map(Kept::result);
  }

  private void keep(Question question, String state, QueryResult result) {
    long weight = weight(result) + state.length();
    if (weight <= LARGEST) {
      kept.put(question.digest(), new Kept(state, result, (int) weight));
    }
  }

  private static long weight(QueryResult result) {
    long weight = 200L + result.executedSql().length();
    for (List<Object> row : result.rows()) {
      weight += 16;
      for (Object value : row) {
        weight += value instanceof Number || value == null ? 16 : 24 + value.toString().length();
      }
    }
    return weight;
  }

  /** Empty when whoever asked left before the answer came, or got no turn: that is theirs alone. */
  private static Optional<QueryResult> await(CompletableFuture<QueryResult> other) {
    try {
      return Optional.of(other.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while waiting for an answer");
    } catch (CancellationException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case CancellationException _, TooBusy _ -> Optional.empty();
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case Throwable failure -> throw new IllegalStateException(failure);
      };
    }
  }
}
