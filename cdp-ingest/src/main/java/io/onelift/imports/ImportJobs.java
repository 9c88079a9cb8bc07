package io.onelift.imports;

import io.onelift.event.InvalidInput;
import io.onelift.event.NotFound;
import io.onelift.event.Problem;
import io.onelift.imports.Job.Progress;
import io.onelift.imports.Job.State;
import io.onelift.imports.JobStore.Stored;
import io.onelift.metastore.Metastore;
import io.onelift.warehouse.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports as jobs, one at a time, in the order they came. A job that a restart interrupted runs
 * again from its first row, which changes nothing that is already there.
 */
public final class ImportJobs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ImportJobs.class);

  private final Warehouse warehouse;
  private final EventSink sink;
  private final ImportedTables tables;
  private final JobStore store;
  private final Path folder;
  private final Map<String, Job> running = new ConcurrentHashMap<>();
  private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("imports").daemon().factory());
  private volatile boolean stopping;

  /**
   * @param folder for files under way and for rejected rows
   */
  public ImportJobs(
      Warehouse warehouse,
      Metastore metastore,
      EventSink sink,
      ImportedTables tables,
      Path folder) {
    this.warehouse = warehouse;
    this.sink = sink;
    this.tables = tables;
    this.store = new JobStore(metastore);
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("The folder for imports cannot be made: " + folder, e);
    }
  }

  /** Takes up what an earlier run left unfinished. */
  public void resume() {
    for (Stored stored : store.unfinished()) {
      worker.execute(() -> run(stored.job(), stored.request()));
    }
  }

  /** Where the bytes of an upload go before {@link #submit}. */
  public Path spool() {
    return folder.resolve(UUID.randomUUID() + ".upload");
  }

  /**
   * Checks the request and queues it.
   *
   * @throws InvalidInput when the name, the file's columns or the mapping do not fit, with every
   *     problem
   */
  public Job submit(ImportRequest request) {
    check(request);
    Progress progress = new Progress(size(request.file()), 0, 0, 0, 0, 0);
    Job job =
        new Job(
            UUID.randomUUID().toString(),
            request.kind(),
            request.name(),
            State.QUEUED,
            progress,
            Optional.empty(),
            Instant.now(),
            Optional.empty());
    store.add(job, request);
    worker.execute(() -> run(job, request));
    return job;
  }

  private static void check(ImportRequest request) {
    if (!request.name().matches("[\\p{Ll}\\p{Lo}][\\p{Ll}\\p{Lo}\\p{N}_]{0,62}")) {
      throw new InvalidInput(
          "/name",
          "'"
              + request.name()
              + "' cannot be a name; use up to 63 lower-case letters, digits and underscores,"
              + " starting with a letter.");
    }
    try (FileRows rows = FileShape.open(request.file(), request.format(), Map.of())) {
      Optional<ParsedRow> first = rows.next();
      if (first.isEmpty() || rows.columns().isEmpty()) {
        throw new InvalidInput(
            "/file", "The file has no rows" + (first.isEmpty() ? "." : " that can be read."));
      }
      if (request.format() == ImportRequest.FileFormat.CSV && request.kind() != ImportKind.TABLE) {
        Mapping.parse(request.mapping(), request.kind(), rows.columns());
      }
    } catch (IOException | IllegalArgumentException | UncheckedIOException e) {
      throw new InvalidInput(
          List.of(new Problem("/file", "The file cannot be read: " + e.getMessage())));
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The file cannot be read: " + file, e);
    }
  }

  private void run(Job queued, ImportRequest request) {
    String id = queued.id();
    if (stopping) {
      return;
    }
    if (cancelled.contains(id)) {
      finish(queued, request, State.CANCELLED, Optional.empty());
      return;
    }
    Job started = queued.with(State.RUNNING, queued.progress(), Optional.empty());
    running.put(id, started);
    store.update(started);
    try {
      ImportRun run =
          new ImportRun(
              request,
              warehouse,
              sink,
              () -> stopping || cancelled.contains(id),
              progress ->
                  running.computeIfPresent(
                      id, (k, job) -> job.with(State.RUNNING, progress, Optional.empty())),
              queued.createdAt());
      run.run(rejectedFile(id)).ifPresent(tables::save);
      if (!stopping) {
        finish(
            running.get(id),
            request,
            cancelled.contains(id) ? State.CANCELLED : State.DONE,
            Optional.empty());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      LOG.warn("Import {} of {} failed", id, request.name(), e);
      finish(running.get(id), request, State.FAILED, Optional.of(String.valueOf(e.getMessage())));
    } finally {
      running.remove(id);
    }
  }

  private void finish(Job job, ImportRequest request, State state, Optional<String> error) {
    store.update(job.with(state, job.progress(), error));
    if (request.file().startsWith(folder)) {
      try {
        Files.deleteIfExists(request.file());
      } catch (IOException e) {
        LOG.warn("The spooled file {} could not be deleted", request.file(), e);
      }
    }
  }

  private Path rejectedFile(String id) {
    return folder.resolve(id + ".rejected.csv");
  }

  /**
   * A job as it is now.
   *
   * @throws NotFound when there is no such job
   */
  public Job job(String id) {
    Job live = running.get(id);
    return live != null ? live : stored(id).job();
  }

  private Stored stored(String id) {
    return store.find(id).orElseThrow(() -> new NotFound("job", id, ""));
  }

  /** Newest first. */
  public List<Job> jobs() {
    return store.list().stream().map(s -> running.getOrDefault(s.job().id(), s.job())).toList();
  }

  /** Stops a job at its next group of rows; what is written stays. */
  public Job cancel(String id) {
    if (!job(id).state().isOver()) {
      cancelled.add(id);
    }
    return job(id);
  }

  /** The rejected rows of a job as CSV; empty when none was looked at yet. */
  public Optional<Path> rejected(String id) {
    Path file = rejectedFile(stored(id).job().id());
    return Files.exists(file) ? Optional.of(file) : Optional.empty();
  }

  @Override
  public void close() {
    stopping = true;
    worker.shutdown();
    try {
      if (!worker.awaitTermination(Duration.ofSeconds(20).toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("An import did not stop in time; it goes on after the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
