package io.onelift.collect;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Does two things at the same time, because most of a commit is waiting for the warehouse. */
final class Beside implements AutoCloseable {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("collector-beside").factory());

  /**
   * Runs both; when this returns or throws, neither runs any more.
   *
   * @return the second one's result
   * @throws RuntimeException the first one's, if both fail
   */
  <T> T both(Runnable one, Supplier<T> other) {
    CompletableFuture<T> result = CompletableFuture.supplyAsync(other, thread);
    try {
      one.run();
    } catch (RuntimeException | Error e) {
      result.handle((value, failure) -> value).join();
      throw e;
    }
    try {
      return result.join();
    } catch (CompletionException e) {
      throw switch (e.getCause()) {
        case RuntimeException cause -> cause;
        case Error cause -> throw cause;
        default -> e;
      };
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
