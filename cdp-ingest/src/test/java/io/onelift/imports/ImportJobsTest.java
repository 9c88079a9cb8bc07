package io.onelift.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.onelift.collect.TimeBounds;
import io.onelift.event.Conflict;
import io.onelift.event.Event;
import io.onelift.event.InvalidInput;
import io.onelift.event.NotFound;
import io.onelift.event.TrackingPlan;
import io.onelift.event.ValueType;
import io.onelift.files.FileFormat;
import io.onelift.files.ReadOptions;
import io.onelift.imports.Job.State;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseException;
import io.onelift.warehouse.WarehouseExtension;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(WarehouseExtension.class)
class ImportJobsTest {
  private static final ReadOptions CSV = ReadOptions.of(FileFormat.CSV);

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
    jobs = open(this::take);
  }

  @AfterEach
  void close() {
    jobs.close();
    metastore.close();
  }

  private ImportJobs open(EventSink sink) {
    return new ImportJobs(
        warehouse,
        metastore,
        TrackingPlan.open(warehouse),
        sink,
        () -> TimeBounds.STANDARD,
        tables,
        folder.resolve("imports"));
  }

  private CompletableFuture<?> take(List<Event> events) {
    taken.addAll(events);
    return CompletableFuture.completedFuture(null);
  }

  @Test
  void aFileBecomesATableWithTheTypesOfItsValues() throws IOException {
    Path file =
        csv("Store Id,城市,sales,opened\n1,上海,10.5,2026-01-02\n2,\"北,京\",,2026-01-03\n3,broken\n");

    Job job = await(jobs.submit(new ImportRequest(ImportKind.TABLE, "stores", file, CSV, "")));

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
    await(jobs.submit(new ImportRequest(ImportKind.TABLE, "prices", csv("a\n1\n2\n"), CSV, "")));
    await(
        jobs.submit(
            new ImportRequest(ImportKind.TABLE, "prices", csv("a,b\n1,x\n2,y\n3,z\n"), CSV, "")));

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
                + "u2,buy,yesterday,7\n"
                + "u3,buy,1970-01-01,8\n");

    Job job = await(jobs.submit(new ImportRequest(ImportKind.EVENTS, "buys", file, CSV, "")));

    assertThat(taken).hasSize(1);
    assertThat(job.progress().rowsRejected()).isEqualTo(3);
    assertThat(Files.readString(jobs.rejected(job.id()).orElseThrow()))
        .contains("No identifier")
        .contains("'yesterday' is not a time")
        .contains("must lie between");
  }

  @Test
  void aWrongRequestIsRefusedBeforeItIsQueued() throws IOException {
    Path file = csv("city\n上海\n");

    assertThat(
            catchThrowableOfType(
                    InvalidInput.class,
                    () ->
                        jobs.submit(
                            new ImportRequest(ImportKind.PROFILES, "people", file, CSV, "")))
                .getMessage())
        .contains("No column names a person");
    assertThatThrownBy(
            () -> jobs.submit(new ImportRequest(ImportKind.TABLE, "No Name", file, CSV, "")))
        .isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> jobs.job("none")).isInstanceOf(NotFound.class);
    assertThat(jobs.jobs()).isEmpty();
  }

  @Test
  void aJobThatARestartInterruptedRunsToItsEnd() throws IOException {
    ImportRequest request =
        new ImportRequest(
            ImportKind.EVENTS, "later", csv("user_id,event,time\nu1,buy,2026-10-01\n"), CSV, "");
    Job job =
        new Job(
            "left-behind",
            ImportKind.EVENTS,
            "later",
            false,
            State.RUNNING,
            Job.Progress.start(0),
            Optional.empty(),
            Instant.now(),
            Optional.empty());
    new JobStore(metastore).add(job, request);

    jobs.resume();

    assertThat(await(job).state()).isEqualTo(State.DONE);
    assertThat(taken).extracting(Event::name).containsExactly("buy");
  }

  @Test
  void aResumedRunSendsNothingAgainThatIsDurableAndEndsAsOneThatWasNotBroken() throws IOException {
    StringBuilder rows = new StringBuilder("user_id,event,time\n");
    for (int i = 1; i <= 9_000; i++) {
      rows.append(i % 1_000 == 0 ? "" : "u" + i).append(",buy,2026-10-01\n");
    }
    Path file = csv(rows.toString());
    jobs.close();
    CountDownLatch blocked = new CountDownLatch(1);
    jobs =
        open(
            events -> {
              if (taken.size() >= 4_000) {
                blocked.countDown();
                return new CompletableFuture<>();
              }
              return take(events);
            });
    Job job = jobs.submit(new ImportRequest(ImportKind.EVENTS, "broken_off", file, CSV, ""));
    awaitUninterruptibly(blocked);
    jobs.close();
    assertThat(jobs.job(job.id()).state()).isEqualTo(State.RUNNING);
    List<String> before = taken.stream().map(Event::messageId).toList();
    taken.clear();

    jobs = open(this::take);
    jobs.resume();

    Job done = await(job);
    assertThat(done.state()).isEqualTo(State.DONE);
    assertThat(done.progress().rowsRead()).isEqualTo(9_000);
    assertThat(done.progress().rowsRejected()).isEqualTo(9);
    assertThat(done.progress().rowsWritten()).isEqualTo(8_991);
    assertThat(taken).extracting(Event::messageId).doesNotContainAnyElementsOf(before);
    assertThat(taken.size() + before.size()).isEqualTo(8_991);
    assertThat(Files.readAllLines(jobs.rejected(job.id()).orElseThrow())).hasSize(10);
  }

  @Test
  void aTableThatWasBrokenOffIsLoadedAnewAndNothingIsLeftOfTheFirstTry() throws IOException {
    ImportRequest request =
        new ImportRequest(ImportKind.TABLE, "half_loaded", csv("id,x\n1,a\n2,b\n3,c\n"), CSV, "");
    Job job =
        new Job(
            "broken",
            ImportKind.TABLE,
            "half_loaded",
            false,
            State.RUNNING,
            Job.Progress.start(0),
            Optional.empty(),
            Instant.now(),
            Optional.empty());
    new JobStore(metastore).add(job, request);
    warehouse.execute("CREATE TABLE data_half_loaded__broken (id String) ENGINE = Memory");
    warehouse.execute("INSERT INTO data_half_loaded__broken VALUES ('1')");

    jobs.resume();

    assertThat(await(job).state()).isEqualTo(State.DONE);
    assertThat(tables.find("half_loaded").orElseThrow().rows()).isEqualTo(3);
    assertThat(tablesLike("data_half_loaded%")).containsExactly("data_half_loaded");
  }

  @Test
  void cancellingStopsWhileAGroupWaitsAndSaysWhatIsWritten() throws IOException {
    StringBuilder rows = new StringBuilder("user_id,event,time\n");
    for (int i = 1; i <= 20_000; i++) {
      rows.append('u').append(i).append(",buy,2026-10-01\n");
    }
    CountDownLatch blocked = new CountDownLatch(1);
    jobs.close();
    jobs =
        open(
            events -> {
              if (!taken.isEmpty()) {
                blocked.countDown();
                return new CompletableFuture<>();
              }
              return take(events);
            });
    Job job =
        jobs.submit(new ImportRequest(ImportKind.EVENTS, "stopped", csv(rows.toString()), CSV, ""));
    Job behind =
        jobs.submit(
            new ImportRequest(ImportKind.TABLE, "never_started", csv("a\n1\n2\n"), CSV, ""));
    awaitUninterruptibly(blocked);

    assertThat(jobs.cancel(behind.id()).state()).isEqualTo(State.CANCELLED);
    jobs.cancel(job.id());

    Job stopped = await(job);
    assertThat(stopped.state()).isEqualTo(State.CANCELLED);
    assertThat(stopped.progress().rowsWritten()).isEqualTo(taken.size());
    assertThat(await(behind).state()).isEqualTo(State.CANCELLED);
    assertThat(tables.find("never_started")).isEmpty();
  }

  @Test
  void whatIsBusyOrAwayIsAskedAgain() throws IOException {
    AtomicInteger tries = new AtomicInteger();
    jobs.close();
    jobs =
        open(
            events ->
                tries.incrementAndGet() == 1
                    ? CompletableFuture.failedFuture(
                        new WarehouseException(
                            WarehouseException.Fault.UNAVAILABLE, 0, "restarting", null))
                    : take(events));

    Job job =
        await(
            jobs.submit(
                new ImportRequest(
                    ImportKind.EVENTS,
                    "patient",
                    csv("user_id,event,time\nu1,buy,2026-10-01\n"),
                    CSV,
                    "")));

    assertThat(job.state()).isEqualTo(State.DONE);
    assertThat(job.progress().rowsWritten()).isEqualTo(1);
  }

  @Test
  void aDryRunWritesNothingAndCanBeRunForRealWithTheSameFile() throws IOException {
    Path file = spooled("user_id,event,time\nu1,buy,2026-10-01\n,buy,2026-10-01\n");
    ImportRequest request = new ImportRequest(ImportKind.EVENTS, "trial", file, CSV, "");

    Job dry = await(jobs.submit(request.dry()));

    assertThat(dry.state()).isEqualTo(State.DONE);
    assertThat(dry.progress().rowsRead()).isEqualTo(2);
    assertThat(dry.progress().rowsRejected()).isEqualTo(1);
    assertThat(dry.progress().rowsWritten()).isZero();
    assertThat(taken).isEmpty();
    assertThat(jobs.canRunAgain(dry)).isTrue();

    Job real = await(jobs.again(dry.id()));

    assertThat(real.dryRun()).isFalse();
    assertThat(taken).hasSize(1);
    assertThat(file).doesNotExist();
    assertThat(jobs.canRunAgain(dry)).isFalse();
    assertThatThrownBy(() -> jobs.again(dry.id())).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> jobs.again(real.id())).isInstanceOf(Conflict.class);
  }

  @Test
  void aDryRunOfATableSaysWhichRowsCannotBe() throws IOException {
    Path file = spooled("id,day\n1,2026-01-01\n2,2026-13-01\n");

    Job dry = await(jobs.submit(new ImportRequest(ImportKind.TABLE, "dry", file, CSV, "").dry()));

    assertThat(dry.progress().rowsRejected()).isEqualTo(1);
    assertThat(Files.readString(jobs.rejected(dry.id()).orElseThrow()))
        .contains("'2026-13-01' in column day is no possible time");
    assertThat(tables.find("dry")).isEmpty();
    assertThat(tablesLike("data_dry%")).isEmpty();
  }

  @Test
  void keysAndJoinsAreProposedKeptAndFoundWhenTheOtherTableComesLater() throws IOException {
    run("sales", csv("sale_id,product_code,qty\n1,P-0001,2\n2,P-0002,1\n3,P-0001,5\n"));
    assertThat(tables.find("sales").orElseThrow().key()).containsExactly("sale_id");

    run("products", csv("product_code,name\nP-0001,tea\nP-0002,coffee\nP-0003,milk\n"));

    assertThat(tables.find("products").orElseThrow().key()).containsExactly("product_code");
    assertThat(tables.find("sales").orElseThrow().joins())
        .containsExactly(
            new TableJoin(
                "product_code", TableJoin.To.TABLE, "products", "product_code", 1, false));
    assertThat(
            warehouse.query(
                "SELECT sorting_key AS k FROM system.tables WHERE database = currentDatabase() AND"
                    + " name = 'data_products'",
                Map.of(),
                r -> r.text("k")))
        .containsExactly("product_code");
  }

  @Test
  void whatTheUserSaysOfATableIsCheckedAndKept() throws IOException {
    TableJoin said = new TableJoin("who", TableJoin.To.IDENTIFIER, "user_id", "", 0, true);
    Path file = csv("order_no,line,who\n1,1,ann\n1,2,ann\n2,1,bob\n");
    ImportRequest request =
        new ImportRequest(
            ImportKind.TABLE,
            "lines",
            file,
            CSV,
            "",
            false,
            Optional.of(List.of("order_no", "line")),
            Optional.of(List.of(said)));

    assertThat(await(jobs.submit(request)).state()).isEqualTo(State.DONE);
    assertThat(tables.find("lines").orElseThrow().key()).containsExactly("order_no", "line");
    assertThat(tables.find("lines").orElseThrow().joins()).containsExactly(said);

    Job wrong =
        await(
            jobs.submit(
                new ImportRequest(
                    ImportKind.TABLE,
                    "lines",
                    file,
                    CSV,
                    "",
                    false,
                    Optional.of(List.of("order_no")),
                    Optional.empty())));
    assertThat(wrong.state()).isEqualTo(State.FAILED);
    assertThat(wrong.error().orElseThrow()).contains("1 rows have the same values");
    assertThat(tables.find("lines").orElseThrow().key()).containsExactly("order_no", "line");
    assertThat(tablesLike("data_lines%")).containsExactly("data_lines");

    run("lines", file);
    assertThat(tables.find("lines").orElseThrow().joins()).contains(said);
  }

  @Test
  void aColumnOfATableMayChangeItsType() throws IOException {
    run("turning", csv("id,v\n1,5\n2,6\n"));
    run("turning", csv("id,v\n1,five\n2,six\n"));

    assertThat(
            warehouse.query(
                "SELECT v FROM data_turning ORDER BY id", Map.of(), row -> row.text("v")))
        .containsExactly("five", "six");
  }

  @Test
  void aPreviewShowsWhatTheFileIsAndProposesWhatToDoWithIt() throws IOException {
    Path file = jobs.spool();
    Files.write(
        file,
        "客户号;城市;注册日期\nC-1;上海;01/02/2026\nC-2;北京;03/04/2026\n".getBytes(Charset.forName("GBK")));

    Preview preview = jobs.preview(new ImportRequest(ImportKind.PROFILES, "people", file, CSV, ""));

    assertThat(preview.shape().dialect().encoding()).isEqualTo("GBK");
    assertThat(preview.shape().dialect().separator()).isEqualTo(';');
    assertThat(preview.mapping())
        .isEqualTo(
            Map.of(
                "identifiers", Map.of("user_id", "{客户号}"),
                "traits", Map.of("城市", "{城市}", "注册日期", "{注册日期}")));
    assertThat(preview.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("date_order=dmy"));
    assertThat(jobs.upload(preview.upload())).isEqualTo(file);
    assertThatThrownBy(() -> jobs.upload("../../etc/passwd")).isInstanceOf(NotFound.class);
  }

  private void run(String table, Path file) {
    Job job = await(jobs.submit(new ImportRequest(ImportKind.TABLE, table, file, CSV, "")));
    assertThat(job.state()).as(job.toString()).isEqualTo(State.DONE);
  }

  private List<String> tablesLike(String pattern) {
    return warehouse.query(
        "SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE"
            + " {pattern:String}",
        Map.of("pattern", pattern),
        row -> row.text("name"));
  }

  private Path spooled(String content) throws IOException {
    return Files.writeString(jobs.spool(), content);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
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
