package io.onelift.imports;

import io.onelift.event.Event;
import io.onelift.imports.Job.Progress;
import io.onelift.imports.RowEvents.RowRefused;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One reading of one file, from the first row to the last. Running it again after a kill is
 * harmless: events carry message ids made of the file and the row, and a table is replaced whole.
 */
final class ImportRun {
  /**
   * Rows per group and groups under way: enough to keep the collector busy, little enough to hold
   * in memory.
   */
  private static final int GROUP = 2_000;

  private static final int UNDER_WAY = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ImportRequest request;
  private final Warehouse warehouse;
  private final EventSink sink;
  private final Supplier<Boolean> cancelled;
  private final Consumer<Progress> report;
  private final Instant startedAt;

  private final long bytesTotal;
  private long rowsTotal;
  private long rowsRead;
  private long rowsWritten;

  /**
   * @param startedAt of the job: the time of events that have none, the same when the run is
   *     repeated
   */
  ImportRun(
      ImportRequest request,
      Warehouse warehouse,
      EventSink sink,
      Supplier<Boolean> cancelled,
      Consumer<Progress> report,
      Instant startedAt)
      throws IOException {
    this.request = request;
    this.warehouse = warehouse;
    this.sink = sink;
    this.cancelled = cancelled;
    this.report = report;
    this.startedAt = startedAt;
    this.bytesTotal = Files.size(request.file());
  }

  /**
   * Takes the file in.
   *
   * @return the table, when it became one
   */
  Optional<ImportedTable> run(Path rejectedFile) throws IOException, InterruptedException {
    FileShape shape = FileShape.of(request.file(), request.format(), cancelled);
    rowsTotal = shape.rows();
    try (RejectedRows rejected = RejectedRows.create(rejectedFile);
        FileRows rows = FileShape.open(request.file(), request.format(), shape.types())) {
      progress(rows, rejected);
      return switch (request.kind()) {
        case TABLE -> table(shape, rows, rejected);
        case EVENTS, PROFILES -> {
          Mapping mapping = Mapping.parse(request.mapping(), request.kind(), shape.columns());
          events(
              new RowEvents(mapping, fingerprint(), warehouse.zone(), startedAt), rows, rejected);
          yield Optional.empty();
        }
      };
    }
  }

  private Optional<ImportedTable> table(FileShape shape, FileRows rows, RejectedRows rejected)
      throws IOException {
    TableImport load = TableImport.start(warehouse, request.name(), shape);
    for (Optional<ParsedRow> row = rows.next();
        row.isPresent() && !cancelled.get();
        row = rows.next()) {
      rowsRead++;
      if (row.get().fault().isPresent()) {
        rejected.add(row.get(), row.get().fault().get());
      } else {
        load.add(row.get());
      }
      if (rowsRead % GROUP == 0) {
        rowsWritten = load.written();
        progress(rows, rejected);
      }
    }
    if (cancelled.get()) {
      load.abandon();
      return Optional.empty();
    }
    ImportedTable table = load.finish();
    rowsWritten = table.rows();
    progress(rows, rejected);
    return Optional.of(table);
  }

  private void events(RowEvents mapping, FileRows rows, RejectedRows rejected)
      throws IOException, InterruptedException {
    Deque<Group> underWay = new ArrayDeque<>();
    List<Event> events = new ArrayList<>();
    int taken = 0;
    for (Optional<ParsedRow> row = rows.next();
        row.isPresent() && !cancelled.get();
        row = rows.next()) {
      rowsRead++;
      try {
        events.addAll(mapping.events(row.get()));
        taken++;
      } catch (RowRefused refused) {
        rejected.add(row.get(), refused.getMessage());
      }
      if (taken == GROUP) {
        underWay.add(send(events, taken));
        events = new ArrayList<>();
        taken = 0;
        while (underWay.size() >= UNDER_WAY) {
          await(underWay.remove());
        }
        progress(rows, rejected);
      }
    }
    if (taken > 0) {
      underWay.add(send(events, taken));
    }
    while (!underWay.isEmpty()) {
      await(underWay.remove());
    }
    progress(rows, rejected);
  }

  private record Group(List<Event> events, int rows, CompletableFuture<?> durable) {}

  private Group send(List<Event> events, int rows) {
    return new Group(events, rows, sink.collect(events));
  }

  /** Waits until the group is durable; sends it again while the warehouse is away or busy. */
  private void await(Group group) throws InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    CompletableFuture<?> durable = group.durable();
    while (true) {
      try {
        durable.get();
        rowsWritten += group.rows();
        return;
      } catch (ExecutionException e) {
        boolean retriable = e.getCause() instanceof WarehouseException fault && fault.isRetriable();
        if (!retriable || Instant.now().isAfter(deadline)) {
          throw e.getCause() instanceof RuntimeException cause
              ? cause
              : new IllegalStateException(e.getCause());
        }
        Thread.sleep(Duration.ofMillis(250));
        durable = sink.collect(group.events());
      }
    }
  }

  private void progress(FileRows rows, RejectedRows rejected) {
    report.accept(
        new Progress(
            bytesTotal, rows.bytesRead(), rowsTotal, rowsRead, rowsWritten, rejected.count()));
  }

  private String fingerprint() throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      try (InputStream in = Files.newInputStream(request.file())) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          digest.update(buffer, 0, read);
        }
      }
      digest.update(request.mapping().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(), 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
