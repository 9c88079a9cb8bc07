package io.onelift.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.audience.Rule;
import io.onelift.collect.Ingest;
import io.onelift.event.Identifier;
import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.AudienceFilter;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.resolve.Access;
import io.onelift.resolve.AudienceMembers;
import io.onelift.semantic.Learned;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

/** An answer is given again exactly as long as nothing that it came from has changed. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResultCacheTest {
  private static final Identifier ANN = new Identifier("user_id", "ann");
  private static final Identifier BOB = new Identifier("user_id", "bob");
  private static final Access ANALYST = new Access("analyst", false);
  private static final String BUYS = "SELECT COUNT(*) AS n FROM events WHERE event = 'buy'";

  private final Warehouse warehouse;
  private final EventChanges changes = new EventChanges();
  private RoaringBitmap members = new RoaringBitmap();
  private Ingest ingest;
  private ResultCache cache;
  private QueryEngine engine;

  ResultCacheTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void open(@TempDir Path directory) {
    ingest = Ingest.open(warehouse);
    ingest.collector.listen(changes);
    Metastore metastore = Metastore.open(MetastoreConfig.sqlite(directory.resolve("meta.db")));
    SemanticCatalog catalog =
        new SemanticCatalog(
            metastore,
            () ->
                new Learned(
                    List.of(),
                    ingest.plan.properties(),
                    ingest.plan.traits(),
                    List.of(new Learned.TableShape("branches", "data_branches", List.of())),
                    List.of()));
    AudienceMembers audiences =
        new AudienceMembers() {
          @Override
          public Set<String> keys() {
            return Set.of("chosen");
          }

          @Override
          public RoaringBitmap members(String key) {
            return members;
          }

          @Override
          public RoaringBitmap members(Rule rule) {
            return members;
          }
        };
    cache = new ResultCache(warehouse, changes, Clock.systemUTC());
    engine =
        new QueryEngine(
            warehouse, catalog, audiences, _ -> {}, QueryLimits.DEFAULT, Optional.of(cache));
    warehouse.execute("CREATE TABLE data_branches (x UInt8) ENGINE = MergeTree ORDER BY x");
    buy("ann");
  }

  @AfterAll
  void close() {
    ingest.close();
  }

  private void buy(String who) {
    ingest.collect(Ingest.track("buy", Map.of("amount", 10), new Identifier("user_id", who)));
  }

  private QueryResult sql(String sql) {
    return engine.sql(SqlRequest.of(sql), ANALYST);
  }

  @Test
  void anEventMakesTheAnswersNewThatItIsIn() {
    QueryResult first = sql(BUYS);
    QueryResult again = sql(BUYS);
    assertThat(again.fromCache()).isTrue();
    assertThat(again.rows()).isEqualTo(first.rows());
    assertThat(again.asOf()).isEqualTo(first.asOf());

    ingest.collect(Ingest.track("look", Map.of(), ANN));
    assertThat(sql(BUYS).fromCache()).as("after an event of another name").isTrue();

    buy("ann");
    QueryResult next = sql(BUYS);
    assertThat(next.fromCache()).isFalse();
    assertThat((Long) next.rows().getFirst().getFirst())
        .isEqualTo((Long) first.rows().getFirst().getFirst() + 1);
  }

  @Test
  void anyEventMakesAnswersNewThatLookAtAll() {
    String all = "SELECT COUNT(*) AS n FROM events";
    sql(all);
    assertThat(sql(all).fromCache()).isTrue();
    ingest.collect(Ingest.track("look", Map.of(), ANN));
    assertThat(sql(all).fromCache()).isFalse();
  }

  @Test
  void aMergeMakesCountsOfPeopleNew() {
    String people = "SELECT COUNT(DISTINCT profile_id) AS n FROM events WHERE event = 'buy'";
    buy("carl");
    ingest.collect(Ingest.track("look", Map.of(), new Identifier("anonymous_id", "c1")));
    ingest.collect(Ingest.track("buy", Map.of(), new Identifier("anonymous_id", "c1")));
    long before = (Long) sql(people).rows().getFirst().getFirst();
    assertThat(sql(people).fromCache()).isTrue();
    ingest.collect(
        Ingest.track(
            "sign_in",
            Map.of(),
            new Identifier("anonymous_id", "c1"),
            new Identifier("user_id", "carl")));
    assertThat(sql(people).rows().getFirst().getFirst()).isEqualTo(before - 1);
  }

  @Test
  void aTraitMakesAnswersAboutProfilesNew() {
    String people = "SELECT COUNT(*) AS n FROM customers WHERE profile_id > 0";
    sql(people);
    assertThat(sql(people).fromCache()).isTrue();
    ingest.collect(Ingest.identify(java.time.Instant.now(), Map.of("city", "上海"), BOB));
    assertThat(sql(people).fromCache()).isFalse();
  }

  @Test
  void whateverWritesATableMakesItsAnswersNew() {
    String rows = "SELECT COUNT(*) AS n FROM branches";
    long before = (Long) sql(rows).rows().getFirst().getFirst();
    assertThat(sql(rows).fromCache()).isTrue();
    warehouse.insert("data_branches", List.of("x"), List.of(List.of(1L)));
    assertThat(sql(rows).rows().getFirst().getFirst()).isEqualTo(before + 1);
    assertThat(sql(rows).fromCache()).isTrue();
  }

  @Test
  void otherMembersOfAnAudienceAreAnotherQuestion() {
    MetricQuery query =
        new MetricQuery(
            List.of("active_profiles"),
            List.of(),
            List.of(new AudienceFilter("chosen")),
            Optional.empty(),
            List.of(),
            10);
    members = new RoaringBitmap();
    engine.run(query, ANALYST);
    assertThat(engine.run(query, ANALYST).fromCache()).isTrue();
    members =
        ingest.identities.find(ANN).map(p -> RoaringBitmap.bitmapOf(p.number())).orElseThrow();
    assertThat(engine.run(query, ANALYST).rows()).isEqualTo(List.of(List.of(1L)));
  }

  @Test
  void whatTheClockDecidesIsAskedEveryTime() {
    String now = "SELECT COUNT(*) AS n FROM events WHERE time < CURRENT_TIMESTAMP";
    sql(now);
    assertThat(sql(now).fromCache()).isFalse();
  }

  @Test
  void aQuestionThatIsJustBeingAskedIsNotAskedTwice() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch everybodyWaits = new CountDownLatch(20);
    QueryResult answer = sql(BUYS);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<QueryResult>> answers = new ArrayList<>();
      Callable<QueryResult> call =
          () -> {
            everybodyWaits.countDown();
            return cache.answer(
                new Question("same"),
                "state",
                () -> {
                  asked.incrementAndGet();
                  await(everybodyWaits);
                  return answer;
                });
          };
      for (int i = 0; i < 20; i++) {
        answers.add(callers.submit(call));
      }
      for (Future<QueryResult> each : answers) {
        assertThat(each.get().rows()).isEqualTo(answer.rows());
      }
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void whoeverWaitsAsksAgainWhenTheFirstGotNoTurn() throws Exception {
    CountDownLatch asking = new CountDownLatch(1);
    CountDownLatch refuse = new CountDownLatch(1);
    QueryResult answer = sql(BUYS);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<QueryResult> first =
          callers.submit(
              () ->
                  cache.answer(
                      new Question("busy"),
                      "state",
                      () -> {
                        asking.countDown();
                        await(refuse);
                        throw new TooBusy("Too many", Duration.ofSeconds(2));
                      }));
      await(asking);
      Future<QueryResult> second =
          callers.submit(() -> cache.answer(new Question("busy"), "state", () -> answer));
      refuse.countDown();
      assertThat(second.get().rows()).isEqualTo(answer.rows());
      assertThatThrownBy(first::get).hasCauseInstanceOf(TooBusy.class);
    }
  }

  @Test
  void whoeverWaitsAsksAgainWhenTheFirstHasLeft() throws Exception {
    CountDownLatch asking = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    QueryResult answer = sql(BUYS);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<QueryResult> first =
          callers.submit(
              () ->
                  cache.answer(
                      new Question("left"),
                      "state",
                      () -> {
                        asking.countDown();
                        await(leave);
                        throw new CancellationException("The client left");
                      }));
      await(asking);
      Future<QueryResult> second =
          callers.submit(() -> cache.answer(new Question("left"), "state", () -> answer));
      leave.countDown();
      assertThat(second.get().rows()).isEqualTo(answer.rows());
      assertThatThrownBy(first::get).hasCauseInstanceOf(CancellationException.class);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
