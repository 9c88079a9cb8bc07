package io.onelift.imports;

import io.onelift.collect.TimeBounds;
import io.onelift.event.TrackingPlan;
import io.onelift.files.FileRows;
import io.onelift.files.FileShape;
import io.onelift.files.ParsedRow;
import io.onelift.imports.Job.Progress;
import io.onelift.imports.RowEvents.RowRefused;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One job's work: the file is read twice, first for the shape of its columns, then row by row.
 * Running it again after a kill is harmless: events carry message ids made of the file and the row,
 * and a table is replaced whole.
 */
final class ImportRun {
  private static final int STEP = 1_000;

  /** A table whose loading the warehouse broke off is loaded anew, so often. */
  private static final int TRIES = 5;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /**
   * What every run needs.
   *
   * @param plan what a dry run checks values against
   * @param bounds of the times of events that are believed
   */
  record Surroundings(
      Warehouse warehouse, TrackingPlan plan, EventSink sink, Supplier<TimeBounds> bounds) {}

  private final Surroundings around;
  private final ImportRequest request;
  private final Job job;
  private final RunControl control;
  private final Path rejectedFile;
  private final long bytesTotal;

  /**
   * @param job its time is that of events that have none, the same when the run is repeated
   */
  ImportRun(
      Surroundings around, ImportRequest request, Job job, RunControl control, Path rejectedFile)
      throws IOException {
    this.around = around;
    this.request = request;
    this.job = job;
    this.control = control;
    this.rejectedFile = rejectedFile;
    this.bytesTotal = Files.size(request.file());
  }

  /**
   * Takes the file in.
   *
   * @return the table, when it became one
   */
  Optional<ImportedTable> run() throws IOException, InterruptedException {
    FileShape shape =
        FileShape.of(
            request.file(),
            request.options(),
            (bytes, rows) -> {
              control.report(
                  new Progress(bytesTotal, bytes, 0, 0, 0, 0, job.progress().rowsDurable()));
              return !control.isStopped();
            });
    if (control.isStopped()) {
      return Optional.empty();
    }
    if (request.kind() == ImportKind.TABLE && !request.dryRun()) {
      return table(shape);
    }
    try (RejectedRows rejected = RejectedRows.create(rejectedFile)) {
      rows(shape, target(shape, rejected), rejected);
    }
    return Optional.empty();
  }

  private RowTarget target(FileShape shape, RejectedRows rejected) {
    Optional<RowEvents> mapping =
        request.kind() == ImportKind.TABLE
            ? Optional.empty()
            : Optional.of(
                new RowEvents(
                    Mapping.parse(request.mapping(), request.kind(), shape),
                    shape,
                    around.warehouse().zone(),
                    job.createdAt(),
                    // A file is where history comes from, so it may be as old as it is.
                    around.bounds().get().forHistory()));
    return request.dryRun()
        ? new DryRun(mapping, around.plan(), rejected)
        : new EventImport(
            mapping.orElseThrow(), around.sink(), control, job.progress().rowsDurable());
  }

  private Optional<ImportedTable> table(FileShape shape) throws IOException, InterruptedException {
    for (int i = 1; ; i++) {
      try {
        return loaded(shape);
      } catch (WarehouseException e) {
        if (!e.isRetriable() || i == TRIES || control.isStopped()) {
          throw e;
        }
        Thread.sleep(PAUSE.multipliedBy(i));
      }
    }
  }

  private Optional<ImportedTable> loaded(FileShape shape) throws IOException, InterruptedException {
    TableImport load =
        TableImport.start(
            around.warehouse(), control, request.name(), job.id(), shape, request.key());
    boolean published = false;
    try (RejectedRows rejected = RejectedRows.create(rejectedFile)) {
      rows(shape, load, rejected);
      if (control.isStopped()) {
        return Optional.empty();
      }
      ImportedTable table = load.publish(shape);
      published = true;
      return Optional.of(table);
    } finally {
      if (!published) {
        load.abandon();
      }
    }
  }

  private void rows(FileShape shape, RowTarget target, RejectedRows rejected)
      throws IOException, InterruptedException {
    try (FileRows rows = FileRows.open(request.file(), request.options().format(), shape)) {
      long read = 0;
      for (Optional<ParsedRow> row = rows.next();
          row.isPresent() && !control.isStopped();
          row = rows.next()) {
        read++;
        take(row.get(), target, rejected);
        if (read % STEP == 0) {
          progress(shape, rows, read, target, rejected);
        }
      }
      target.finish();
      progress(shape, rows, read, target, rejected);
    }
  }

  private static void take(ParsedRow row, RowTarget target, RejectedRows rejected)
      throws InterruptedException {
    if (row.fault().isPresent()) {
      rejected.add(row, row.fault().get());
      return;
    }
    try {
      target.add(row);
    } catch (RowRefused refused) {
      rejected.add(row, refused.getMessage());
    }
  }

  private void progress(
      FileShape shape, FileRows rows, long read, RowTarget target, RejectedRows rejected) {
    control.report(
        new Progress(
            bytesTotal,
            rows.bytesRead(),
            shape.rows(),
            read,
            target.written(),
            rejected.count(),
            target.durableRow()));
  }
}
