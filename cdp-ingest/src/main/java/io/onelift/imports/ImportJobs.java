package io.onelift.imports;

import io.onelift.collect.TimeBounds;
import io.onelift.event.Conflict;
import io.onelift.event.InvalidInput;
import io.onelift.event.NotFound;
import io.onelift.event.TrackingPlan;
import io.onelift.files.FileShape;
import io.onelift.imports.Job.Progress;
import io.onelift.imports.Job.State;
import io.onelift.imports.JobStore.Stored;
import io.onelift.metastore.Metastore;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports as jobs, one at a time, in the order they came. A job that a restart interrupted runs
 * again from the last row that is durable, which changes nothing that is already there.
 */
public final class ImportJobs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ImportJobs.class);
  private static final Duration SAVED_EVERY = Duration.ofSeconds(1);
  private static final Duration SWEPT_EVERY = Duration.ofMinutes(10);

  private final ImportRun.Surroundings around;
  private final ImportedTables tables;
  private final JoinFinder joins;
  private final JobStore store;
  private final Uploads uploads;
  private final Path folder;
  private final Map<String, Job> running = new ConcurrentHashMap<>();
  private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("imports").daemon().factory());
  private final Thread sweeper =
      Thread.ofVirtual().name("imports-sweep").unstarted(this::sweepForever);
  private volatile boolean stopping;

  /**
   * @param bounds of the times of events that are believed
   * @param folder for files under way and for rejected rows
   */
  public ImportJobs(
      Warehouse warehouse,
      Metastore metastore,
      TrackingPlan plan,
      EventSink sink,
      Supplier<TimeBounds> bounds,
      ImportedTables tables,
      Path folder) {
    this.around = new ImportRun.Surroundings(warehouse, plan, sink, bounds);
    this.tables = tables;
    this.joins = new JoinFinder(warehouse, tables, plan);
    this.store = new JobStore(metastore);
    this.uploads = new Uploads(folder);
    this.folder = folder;
  }

  /** Takes up what an earlier run left unfinished, and begins to clear away old files. */
  public void resume() {
    for (Stored stored : store.unfinished()) {
      worker.execute(() -> run(stored.job(), stored.request()));
    }
    sweeper.start();
  }

  private void sweepForever() {
    try {
      while (!stopping) {
        sweep();
        Thread.sleep(SWEPT_EVERY);
      }
    } catch (InterruptedException e) {
      // The application ends.
      Thread.currentThread().interrupt();
    }
  }

  private void sweep() {
    try {
      Set<Path> needed =
          store.unfinished().stream().map(s -> s.request().file()).collect(Collectors.toSet());
      uploads.sweep(needed, Instant.now());
    } catch (RuntimeException e) {
      LOG.warn("Old uploads could not be cleared away; trying again later", e);
    }
  }

  /** Where the bytes of an upload go before {@link #preview} or {@link #submit}. */
  public Path spool() {
    return uploads.fresh();
  }

  /**
   * A file that was sent before.
   *
   * @throws NotFound when it is gone
   */
  public Path upload(String id) {
    return uploads.find(id);
  }

  /**
   * Looks at the first rows of a file; the file is kept for the import.
   *
   * @throws InvalidInput when it cannot be read at all
   */
  public Preview preview(ImportRequest request) {
    return new Previews(joins).of(Uploads.id(request.file()), request);
  }

  /**
   * Checks the request and queues it.
   *
   * @throws InvalidInput when the name, the file's columns or the mapping do not fit, with every
   *     problem
   */
  public Job submit(ImportRequest request) {
    check(request);
    Job job =
        new Job(
            UUID.randomUUID().toString(),
            request.kind(),
            request.name(),
            request.dryRun(),
            State.QUEUED,
            Progress.start(size(request.file())),
            Optional.empty(),
            Instant.now(),
            Optional.empty());
    store.add(job, request);
    worker.execute(() -> run(job, request));
    return job;
  }

  /**
   * Runs a dry run for real, or a failed import again, with the file that was sent then.
   *
   * @throws Conflict when the job is neither
   * @throws NotFound when the file is gone
   */
  public Job again(String id) {
    Stored stored = stored(id);
    Job job = running.getOrDefault(id, stored.job());
    if (!mayRunAgain(job)) {
      throw new Conflict(
          "Only a dry run that is done and an import that failed can be run again; this is "
              + (job.dryRun() ? "a dry run that is " : "an import that is ")
              + job.state().name().toLowerCase(Locale.ROOT)
              + ".");
    }
    uploads.find(Uploads.id(stored.request().file()));
    return submit(stored.request().forReal());
  }

  private static boolean mayRunAgain(Job job) {
    return job.state() == State.FAILED || (job.dryRun() && job.state() == State.DONE);
  }

  /** True when {@link #again} would take the job now. */
  public boolean canRunAgain(Job job) {
    return mayRunAgain(job) && uploads.holds(stored(job.id()).request().file());
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
    FileShape shape = Previews.shape(request);
    if (request.kind() == ImportKind.TABLE) {
      TableColumns.check(request, shape);
    } else if (request.options().format().hasFixedColumns()) {
      Mapping.parse(request.mapping(), request.kind(), shape);
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
    Job started = queued.with(State.RUNNING, queued.progress(), Optional.empty());
    running.put(id, started);
    try {
      if (cancelled.contains(id)) {
        abandon(started, request);
      } else {
        store.update(started);
        new ImportRun(around, request, started, new Control(id), rejectedFile(id))
            .run()
            .ifPresent(table -> keep(table, request));
      }
      if (stopping) {
        store.update(running.get(id));
      } else {
        finish(
            request, id, cancelled.contains(id) ? State.CANCELLED : State.DONE, Optional.empty());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      LOG.warn("Import {} of {} failed", id, request.name(), e);
      finish(request, id, State.FAILED, Optional.of(String.valueOf(e.getMessage())));
    } finally {
      running.remove(id);
    }
  }

  private void abandon(Job job, ImportRequest request) {
    if (job.kind() == ImportKind.TABLE) {
      TableImport.abandon(around.warehouse(), request, job.id());
    }
  }

  /** How a running job hears that it is cancelled, and where its progress goes. */
  private final class Control implements RunControl {
    private final String id;
    private Instant saved = Instant.now();

    Control(String id) {
      this.id = id;
    }

    @Override
    public boolean isStopped() {
      return stopping || cancelled.contains(id);
    }

    @Override
    public void report(Progress progress) {
      Job job = running.get(id).with(State.RUNNING, progress, Optional.empty());
      running.put(id, job);
      if (Instant.now().isAfter(saved.plus(SAVED_EVERY))) {
        store.update(job);
        saved = Instant.now();
      }
    }
  }

  /**
   * Keeps a new table with its joins; a new key is something that other tables may be joined to.
   */
  private void keep(ImportedTable table, ImportRequest request) {
    Optional<ImportedTable> before = tables.find(table.name());
    List<TableJoin> said =
        request
            .joins()
            .orElseGet(
                () ->
                    before.stream()
                        .flatMap(old -> old.joins().stream())
                        .filter(join -> join.confirmed() && table.field(join.column()).isPresent())
                        .toList());
    tables.save(table.withJoins(said));
    try {
      for (ImportedTable each : tables.list()) {
        boolean open = !each.name().equals(table.name()) || request.joins().isEmpty();
        List<TableJoin> all =
            open ? TableColumns.merge(each.joins(), joins.of(each)) : each.joins();
        if (!all.equals(each.joins())) {
          tables.save(each.withJoins(all));
        }
      }
    } catch (WarehouseException e) {
      LOG.warn("No joins could be proposed for {}", table.name(), e);
    }
  }

  private void finish(ImportRequest request, String id, State state, Optional<String> error) {
    Job job = running.get(id);
    Job over = job.with(state, job.progress(), error);
    store.update(over);
    if (mayRunAgain(over)) {
      uploads.touch(request.file());
    } else {
      uploads.delete(request.file());
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

  /** Stops a job; what is written stays, and a table stays as it was. */
  public Job cancel(String id) {
    Job job = job(id);
    if (!job.state().isOver()) {
      cancelled.add(id);
      if (!running.containsKey(id)) {
        // Waits behind another; a restart must not take it up again.
        store.update(job.with(State.CANCELLED, job.progress(), Optional.empty()));
      }
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
    sweeper.interrupt();
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
