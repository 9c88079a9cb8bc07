package io.onelift.dedup;

import io.onelift.event.Fingerprint;
import io.onelift.event.FingerprintTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Message ids that are no longer in the table of the newest: full tables become runs on a thread of
 * their own, eight runs of like size become one, and what there is of a day that has ended becomes
 * one. So a question asks few filters, and an id is written as often as the logarithm of their
 * number (O'Neil et al.: The Log-Structured Merge-Tree, 1996). Asked and filled by one thread.
 */
final class Archive implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Archive.class);
  private static final int RUNS_OF_A_SIZE = 8;
  private static final int TABLES = 4;
  private static final long LARGEST = 1L << 30;

  private final Path folder;
  private final long filterBytes;
  private final AtomicReference<State> state =
      new AtomicReference<>(new State(List.of(), List.of()));

  /** Runs that others replaced, while a question may still be reading them. */
  private final Queue<IdRun> replaced = new ConcurrentLinkedQueue<>();

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("message-ids").factory());
  private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);

  /** Days are numbered from 1970-01-01; until everything is loaded, no day has ended. */
  private volatile int first;

  private volatile int today;

  /** Tables that wait to be written, and what was written. */
  private record State(List<FingerprintTable> tables, List<IdRun> runs) {
    State and(FingerprintTable table) {
      List<FingerprintTable> more = new ArrayList<>(tables);
      more.add(table);
      return new State(List.copyOf(more), runs);
    }

    State without(FingerprintTable table) {
      return new State(tables.stream().filter(t -> t != table).toList(), runs);
    }

    State replacing(List<IdRun> old, List<IdRun> by) {
      List<IdRun> kept = new ArrayList<>(runs);
      kept.removeAll(old);
      kept.addAll(by);
      return new State(tables, List.copyOf(kept));
    }
  }

  /**
   * @param folder for the files
   * @param filterBytes what all filters may take; runs beyond it do without
   */
  Archive(Path folder, long filterBytes) {
    this.folder = folder;
    this.filterBytes = filterBytes;
  }

  boolean contains(Fingerprint id) {
    State now = state.get();
    for (FingerprintTable table : now.tables()) {
      int day = table.get(id);
      if (day != 0 && day >= first) {
        return true;
      }
    }
    for (IdRun run : now.runs()) {
      if (run.day() >= first && run.contains(id)) {
        return true;
      }
    }
    return false;
  }

  /** Takes a full table of ids and their days; it must not change any more. */
  void take(FingerprintTable table) {
    if (state.get().tables().size() >= TABLES) {
      // More comes than the disk takes: whoever sends has to wait, not the memory.
      writing.join();
    }
    state.updateAndGet(s -> s.and(table));
    writing = CompletableFuture.runAsync(this::write, thread);
  }

  /** Forgets the days before the first, and puts together what there is of days before today. */
  void expire(int first, int today) {
    this.first = first;
    this.today = today;
    writing = CompletableFuture.runAsync(this::write, thread);
  }

  /** Closes files that no question reads any more; called between questions. */
  void closeReplaced() {
    for (IdRun run = replaced.poll(); run != null; run = replaced.poll()) {
      try {
        run.close();
      } catch (IOException e) {
        LOG.warn("A file of remembered message ids could not be closed: {}", e.getMessage());
      }
    }
  }

  /** Waits until nothing is being written. */
  void await() {
    writing.join();
  }

  /** How many files there are. */
  int runs() {
    return state.get().runs().size();
  }

  private void write() {
    try {
      List<IdRun> old = state.get().runs().stream().filter(run -> run.day() < first).toList();
      replace(old, List.of());
      for (FingerprintTable table : state.get().tables()) {
        List<IdRun> written = write(table);
        state.updateAndGet(s -> s.without(table).replacing(List.of(), written));
      }
      for (List<IdRun> alike = alike(); !alike.isEmpty(); alike = alike()) {
        replace(alike, List.of(merge(alike)));
      }
    } catch (IOException e) {
      // The ids stay in memory as they are, and are tried again with the next table.
      LOG.error("Message ids cannot be written to {}: is the disk full?", folder, e);
    }
  }

  private void replace(List<IdRun> old, List<IdRun> by) {
    state.updateAndGet(s -> s.replacing(old, by));
    replaced.addAll(old);
  }

  private List<IdRun> write(FingerprintTable table) throws IOException {
    Map<Integer, List<Fingerprint>> days = new TreeMap<>();
    table.forEach(
        (high, low, day) ->
            days.computeIfAbsent(day, _ -> new ArrayList<>()).add(new Fingerprint(high, low)));
    List<IdRun> runs = new ArrayList<>();
    for (Map.Entry<Integer, List<Fingerprint>> day : days.entrySet()) {
      List<Fingerprint> ids = day.getValue();
      ids.sort(IdRun.ORDER);
      try (IdRun.Writer writer = writer(day.getKey(), ids.size(), List.of())) {
        for (Fingerprint id : ids) {
          writer.add(id);
        }
        runs.add(writer.finish());
      }
    }
    return runs;
  }

  private IdRun.Writer writer(int day, long ids, List<IdRun> instead) throws IOException {
    long others =
        state.get().runs().stream()
            .filter(run -> !instead.contains(run))
            .mapToLong(IdRun::filterBytes)
            .sum();
    return new IdRun.Writer(folder, day, ids, others + IdFilter.bytes(ids) <= filterBytes);
  }

  /** Runs that should be one; none when all is well. */
  private List<IdRun> alike() {
    Map<Alike, List<IdRun>> groups =
        state.get().runs().stream().collect(Collectors.groupingBy(this::likeness));
    return groups.entrySet().stream()
        .filter(group -> group.getValue().size() >= (group.getKey().whole() ? 2 : RUNS_OF_A_SIZE))
        .map(Map.Entry::getValue)
        .filter(runs -> size(runs) <= LARGEST)
        .findFirst()
        .orElse(List.of());
  }

  /**
   * What runs have in common that should be one.
   *
   * @param whole the day has ended, so that one is for good
   * @param magnitude of their sizes, a power of eight; 0 when all of the day go together
   */
  private record Alike(int day, boolean whole, int magnitude) {}

  private Alike likeness(IdRun run) {
    boolean whole = run.day() < today;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(run.size());
    return new Alike(run.day(), whole, whole ? 0 : bits / 3);
  }

  private static long size(List<IdRun> runs) {
    return runs.stream().mapToLong(IdRun::size).sum();
  }

  private IdRun merge(List<IdRun> runs) throws IOException {
    PriorityQueue<IdRun.Cursor> cursors =
        new PriorityQueue<>(
            Comparator.comparing((IdRun.Cursor cursor) -> cursor.id().orElseThrow(), IdRun.ORDER));
    for (IdRun run : runs) {
      cursors.add(run.cursor());
    }
    try (IdRun.Writer writer = writer(runs.getFirst().day(), size(runs), runs)) {
      while (!cursors.isEmpty()) {
        IdRun.Cursor next = cursors.remove();
        writer.add(next.id().orElseThrow());
        next.advance();
        if (next.id().isPresent()) {
          cursors.add(next);
        }
      }
      return writer.finish();
    }
  }

  @Override
  public void close() {
    thread.close();
    replaced.addAll(state.getAndSet(new State(List.of(), List.of())).runs());
    closeReplaced();
  }
}
