package io.onelift.export;

import io.onelift.event.Conflict;
import io.onelift.event.Field;
import io.onelift.event.NotFound;
import io.onelift.export.ExportJob.State;
import io.onelift.json.MemberJson;
import io.onelift.metastore.Metastore;
import io.onelift.warehouse.Warehouse;
import io.onelift.webhook.Deliveries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports, one after another in the background. Files and jobs are kept for a day and no longer,
 * because they hold people. Safe for use by many threads.
 */
public final class Exports implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Exports.class);
  private static final Duration KEPT = Duration.ofDays(1);
  private static final Optional<String> CUT_OFF =
      Optional.of("The server was stopped before the export was whole; start it again.");
  private static final int PAGE = 500;

  private final Path folder;
  private final ExportTable table;
  private final Warehouse warehouse;
  private final Deliveries deliveries;
  private final InstantSource clock;
  private final Map<String, ExportJob> jobs = new ConcurrentHashMap<>();
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> Thread.ofPlatform().name("exports").daemon().unstarted(task));

  /**
   * Opens them. What the end of the server cut off has failed and is told; what it left behind is
   * deleted.
   */
  public Exports(
      Path folder,
      Metastore metastore,
      Warehouse warehouse,
      Deliveries deliveries,
      InstantSource clock) {
    this.folder = folder;
    this.table = new ExportTable(metastore);
    this.warehouse = warehouse;
    this.deliveries = deliveries;
    this.clock = clock;
    table.load().forEach(job -> jobs.put(job.id(), job));
    for (ExportJob job : List.copyOf(jobs.values())) {
      unlessOver(job.id(), left -> over(left, State.FAILED, CUT_OFF));
    }
    ParquetSink.dropLeft(warehouse);
    openFolder();
    forgetOld();
  }

  private void openFolder() {
    try {
      Files.createDirectories(folder);
      // The members are for nobody else who works on this machine.
      if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
      Set<Path> whole =
          jobs.values().stream()
              .filter(job -> job.state() == State.DONE)
              .map(this::path)
              .collect(Collectors.toSet());
      try (Stream<Path> left = Files.list(folder)) {
        for (Path file : left.filter(file -> !whole.contains(file)).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The folder for exports cannot be used: " + folder, e);
    }
  }

  /**
   * What is to be exported.
   *
   * @param members by number
   * @param read the members of a page, masked for whom they are read
   * @param traits columns of a CSV or Parquet file
   * @param personal whether they are read unmasked
   */
  public record Order(
      String audience,
      ExportFormat format,
      RoaringBitmap members,
      Function<RoaringBitmap, List<MemberJson>> read,
      List<Field> traits,
      boolean personal,
      String by) {}

  /** Begins an export. */
  public ExportJob start(Order order) {
    forgetOld();
    ExportJob job =
        new ExportJob(
            UUID.randomUUID().toString(),
            order.audience,
            order.format.json(),
            State.QUEUED,
            order.members.getLongCardinality(),
            0,
            order.personal,
            Optional.empty(),
            order.by,
            clock.instant(),
            Optional.empty());
    table.add(job);
    jobs.put(job.id(), job);
    worker.execute(() -> run(job.id(), order));
    return job;
  }

  /** All of the last day, newest first. */
  public List<ExportJob> list() {
    forgetOld();
    return jobs.values().stream()
        .sorted(Comparator.comparing(ExportJob::createdAt).reversed())
        .toList();
  }

  /**
   * One of them.
   *
   * @throws NotFound when there is none
   */
  public ExportJob require(String id) {
    return Optional.ofNullable(jobs.get(id))
        .orElseThrow(() -> new NotFound("export", id, "Exports are kept for a day."));
  }

  /**
   * The file of an export.
   *
   * @throws Conflict when it has none, or not yet
   */
  public Path file(String id) {
    ExportJob job = require(id);
    Path file = path(job);
    if (job.state() != State.DONE || !Files.exists(file)) {
      throw new Conflict(
          "The export is "
              + job.state().name().toLowerCase(java.util.Locale.ROOT)
              + " as "
              + job.format()
              + ", so there is no file to fetch.");
    }
    return file;
  }

  /** Ends an export that is not over. */
  public ExportJob cancel(String id) {
    require(id);
    return unlessOver(id, job -> over(job, State.CANCELLED, Optional.empty()));
  }

  private void run(String id, Order order) {
    ExportJob begun =
        unlessOver(id, job -> job.with(State.RUNNING, 0, Optional.empty(), Optional.empty()));
    if (isOver(begun)) {
      return;
    }
    try (MemberSink sink = sink(begun, order)) {
      write(id, order, sink);
    } catch (IOException | RuntimeException e) {
      LOG.warn("Export {} of {} failed", id, order.audience, e);
      Optional<String> reason =
          worker.isShutdown() ? CUT_OFF : Optional.of(String.valueOf(e.getMessage()));
      unlessOver(id, job -> over(job, State.FAILED, reason));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      unlessOver(id, job -> over(job, State.FAILED, CUT_OFF));
    }
    // It runs, or has ended in one of the ways above or by a cancel.
    ExportJob ended = unlessOver(id, job -> over(job, State.DONE, Optional.empty()));
    if (ended.state() != State.DONE) {
      delete(ended);
    }
  }

  private void write(String id, Order order, MemberSink sink)
      throws IOException, InterruptedException {
    PeekableIntIterator members = order.members.getIntIterator();
    while (members.hasNext() && !isOver(require(id))) {
      RoaringBitmap page = new RoaringBitmap();
      int size = 0;
      for (; size < PAGE && members.hasNext(); size++) {
        page.add(members.next());
      }
      sink.write(order.read.apply(page));
      int written = size;
      unlessOver(
          id,
          job -> job.with(State.RUNNING, job.done() + written, Optional.empty(), Optional.empty()));
    }
    if (!isOver(require(id))) {
      sink.finish();
    }
  }

  private MemberSink sink(ExportJob job, Order order) throws IOException {
    return switch (order.format) {
      case ExportFormat.Csv() -> new CsvSink(path(job), order.traits);
      case ExportFormat.JsonLines() -> new JsonLinesSink(path(job));
      case ExportFormat.Parquet() ->
          new ParquetSink(warehouse, job.id(), path(job), order.traits, order.personal);
      case ExportFormat.Webhook(var to) ->
          new WebhookSink(deliveries, to, order.audience, job.id());
    };
  }

  private ExportJob unlessOver(String id, UnaryOperator<ExportJob> change) {
    return jobs.compute(
        id,
        (_, job) -> {
          if (isOver(job)) {
            return job;
          }
          ExportJob changed = change.apply(job);
          if (isOver(changed)) {
            table.end(changed);
          }
          return changed;
        });
  }

  private ExportJob over(ExportJob job, State state, Optional<String> reason) {
    return job.with(state, job.done(), reason, Optional.of(clock.instant()));
  }

  private static boolean isOver(ExportJob job) {
    return job.finishedAt().isPresent();
  }

  private Path path(ExportJob job) {
    return folder.resolve(job.id() + "." + job.format());
  }

  private void forgetOld() {
    Instant before = clock.instant().minus(KEPT);
    for (ExportJob job : List.copyOf(jobs.values())) {
      if (job.finishedAt().filter(end -> end.isBefore(before)).isPresent()) {
        jobs.remove(job.id());
        table.remove(job.id());
        delete(job);
      }
    }
  }

  private void delete(ExportJob job) {
    try {
      Files.deleteIfExists(path(job));
    } catch (IOException e) {
      LOG.warn("The file of export {} cannot be deleted", job.id(), e);
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
    worker.close();
    deliveries.close();
  }
}
