package io.onelift.identity;

import io.onelift.event.Identifier;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * Measures how fast identities are resolved in memory, and how much of it they take. A third of the
 * links repeat what is known, a third bring a new identifier to a known profile, a third join two
 * known profiles, whatever the number of known identifiers; everything that would be written is
 * made and dropped.
 */
public final class IdentityBench {
  /** What is resolved between two saves. */
  private static final int COMMIT = 10_000;

  /**
   * @param known identifiers before the links
   * @param links events with two identifiers each
   * @param perSecond links
   * @param heapBytes that the identities hold at the end
   */
  public record Figures(long known, long links, double perSecond, long heapBytes) {}

  private final Random random;
  private State state = new State();
  private long events;
  private long nanos;

  public IdentityBench(long seed) {
    random = new Random(seed);
  }

  /**
   * Knows so many identifiers and then resolves links; where there are too few profiles to join,
   * several times over.
   */
  public Figures measure(int known, int links) {
    long before = heap();
    nanos = 0;
    int done = 0;
    while (done < links) {
      int some = Math.min(links - done, known);
      state = new State();
      know(known);
      link(known, some);
      done += some;
    }
    long held = heap() - before;
    Figures figures = new Figures(known, links, links * 1e9 / nanos, held);
    state = new State();
    return figures;
  }

  /** A third are pairs of one profile each, the rest are profiles of one identifier. */
  private void know(int known) {
    for (int i = 0; i < known / 6; i++) {
      resolve(user(i), visitor(i));
    }
    for (int i = 0; i < known / 3; i++) {
      resolve(phone(i));
      resolve(tablet(i));
    }
    save();
  }

  private void link(int known, int links) {
    int pairs = known / 6;
    for (int i = 0; i < links; i++) {
      long start = System.nanoTime();
      int batch = Math.min(COMMIT, links - i);
      for (int j = i; j < i + batch; j++) {
        switch (j % 3) {
          case 0 -> {
            int pair = random.nextInt(pairs);
            resolve(user(pair), visitor(pair));
          }
          case 1 -> resolve(user(random.nextInt(pairs)), new Identifier("email", "new-" + j));
          default -> resolve(phone(j / 3), tablet(j / 3));
        }
      }
      save();
      nanos += System.nanoTime() - start;
      i += batch - 1;
    }
  }

  private void resolve(Identifier... identifiers) {
    state.resolve(
        new Mention(
            1, (int) (events % COMMIT), "m" + events++, Instant.EPOCH, List.of(identifiers)));
    if (events % COMMIT == 0) {
      save();
    }
  }

  private void save() {
    state.changes.saved();
  }

  private static Identifier user(int i) {
    return Identifier.user("customer-" + i);
  }

  private static Identifier visitor(int i) {
    return Identifier.anonymous("visitor-" + i);
  }

  private static Identifier phone(int i) {
    return new Identifier("phone", "1380000" + i);
  }

  private static Identifier tablet(int i) {
    return new Identifier("device_id", "tablet-" + i);
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
