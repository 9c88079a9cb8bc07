package io.onelift.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.onelift.event.Event;
import io.onelift.event.InvalidInput;
import io.onelift.event.NotFound;
import io.onelift.event.ValueType;
import io.onelift.imports.ImportRequest.FileFormat;
import io.onelift.imports.Job.State;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(WarehouseExtension.class)
class ImportJobsTest {
  @TempDir Path folder;
  private final Warehouse warehouse;
  private final ConcurrentLinkedQueue<Event> taken = new ConcurrentLinkedQueue<>();
  private Metastore metastore;
  private ImportedTables tables;
  private ImportJobs jobs;

  ImportJobsTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeEach
  void open() {
    metastore = Metastore.open(MetastoreConfig.sqlite(folder.resolve("metastore.db")));
    tables = new ImportedTables(metastore);
    jobs = new ImportJobs(warehouse, metastore, this::take, tables, folder.resolve("imports"));
  }

  @AfterEach
  void close() {
    jobs.close();
    metastore.close();
  }

  private CompletableFuture<?> take(List<Event> events) {
    taken.addAll(events);
    return CompletableFuture.completedFuture(null);
  }

  @Test
  void aFileBecomesATableWithTheTypesOfItsValues() throws IOException {
    Path file =
        csv("Store Id,城市,sales,opened\n1,上海,10.5,2026-01-02\n2,\"北,京\",,2026-01-03\n3,broken\n");

    Job job =
        await(jobs.submit(new ImportRequest(ImportKind.TABLE, "stores", file, FileFormat.CSV, "")));

    assertThat(job.state()).isEqualTo(State.DONE);
    assertThat(job.progress().rowsWritten()).isEqualTo(2);
    assertThat(job.progress().rowsRejected()).isEqualTo(1);
    assertThat(Files.readString(jobs.rejected(job.id()).orElseThrow()))
        .contains("2 cells, the header has 4");
    ImportedTable table = tables.find("stores").orElseThrow();
    assertThat(table.fields())
        .extracting(f -> f.column() + " " + f.type())
        .containsExactly("store_id NUMBER", "城市 TEXT", "sales NUMBER", "opened TIME");
    assertThat(table.fields().get(3).type()).isEqualTo(ValueType.TIME);
    assertThat(
            warehouse.query(
                "SELECT toString(sum(sales)) AS s, toString(max(opened)) AS o FROM data_stores",
                Map.of(),
                r -> r.text("s") + " " + r.text("o")))
        .containsExactly("10.5 2026-01-03 00:00:00.000");
  }

  @Test
  void takingATableAgainReplacesIt() throws IOException {
    await(
        jobs.submit(
            new ImportRequest(ImportKind.TABLE, "prices", csv("a\n1\n2\n"), FileFormat.CSV, "")));
    await(
        jobs.submit(
            new ImportRequest(
                ImportKind.TABLE, "prices", csv("a,b\n1,x\n2,y\n3,z\n"), FileFormat.CSV, "")));

    assertThat(tables.find("prices").orElseThrow().rows()).isEqualTo(3);
    assertThat(
            warehouse.query(
                "SELECT count() AS n FROM data_prices WHERE b != ''",
                Map.of(),
                r -> r.integer("n")))
        .containsExactly(3L);
  }

  @Test
  void rowsBecomeEventsAndRefusedRowsAreListed() throws IOException {
    Path file =
        csv(
            "user_id,event,time,amount\n"
                + "u1,buy,2026-10-01,5\n"
                + ",buy,2026-10-01,6\n"
                + "u2,buy,yesterday,7\n");

    Job job =
        await(jobs.submit(new ImportRequest(ImportKind.EVENTS, "buys", file, FileFormat.CSV, "")));

    assertThat(taken).hasSize(1);
    assertThat(job.progress().rowsRejected()).isEqualTo(2);
    assertThat(Files.readString(jobs.rejected(job.id()).orElseThrow()))
        .contains("No identifier")
        .contains("'yesterday' is not a time");
  }

  @Test
  void aWrongRequestIsRefusedBeforeItIsQueued() throws IOException {
    Path file = csv("city\n上海\n");

    assertThat(
            catchThrowableOfType(
                    InvalidInput.class,
                    () ->
                        jobs.submit(
                            new ImportRequest(
                                ImportKind.PROFILES, "people", file, FileFormat.CSV, "")))
                .getMessage())
        .contains("No column names a person");
    assertThatThrownBy(
            () ->
                jobs.submit(
                    new ImportRequest(ImportKind.TABLE, "No Name", file, FileFormat.CSV, "")))
        .isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> jobs.job("none")).isInstanceOf(NotFound.class);
    assertThat(jobs.jobs()).isEmpty();
  }

  @Test
  void aJobThatARestartInterruptedRunsToItsEnd() throws IOException {
    ImportRequest request =
        new ImportRequest(
            ImportKind.EVENTS,
            "later",
            csv("user_id,event,time\nu1,buy,2026-10-01\n"),
            FileFormat.CSV,
            "");
    Job job =
        new Job(
            "left-behind",
            ImportKind.EVENTS,
            "later",
            State.RUNNING,
            Job.Progress.NONE,
            Optional.empty(),
            Instant.now(),
            Optional.empty());
    new JobStore(metastore).add(job, request);

    jobs.resume();

    assertThat(await(job).state()).isEqualTo(State.DONE);
    assertThat(taken).extracting(Event::name).containsExactly("buy");
  }

  private Path csv(String content) throws IOException {
    Path file = Files.createTempFile(folder, "rows", ".csv");
    Files.writeString(file, content);
    return file;
  }

  /** Polls, because a job has no future to wait on. */
  private Job await(Job job) {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
    while (!jobs.job(job.id()).state().isOver() && Instant.now().isBefore(deadline)) {
      Thread.onSpinWait();
    }
    return jobs.job(job.id());
  }
}
