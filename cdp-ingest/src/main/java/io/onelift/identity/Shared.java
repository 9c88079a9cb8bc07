package io.onelift.identity;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;

/** The state that any thread reads and the collector's thread changes. */
final class Shared {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile State state = new State();

  /** For the thread that changes it. */
  State state() {
    return state;
  }

  <T> T read(Function<State, T> reader) {
    return with(lock.readLock(), reader);
  }

  <T> T change(Function<State, T> changer) {
    return with(lock.writeLock(), changer);
  }

  void alter(Consumer<State> changer) {
    change(
        current -> {
          changer.accept(current);
          return current;
        });
  }

  void replace(State other) {
    alter(_ -> state = other);
  }

  private <T> T with(Lock held, Function<State, T> work) {
    held.lock();
    try {
      return work.apply(state);
    } finally {
      held.unlock();
    }
  }
}
