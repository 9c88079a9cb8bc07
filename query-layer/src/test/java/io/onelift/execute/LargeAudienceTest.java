package io.onelift.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.audience.Rule;
import io.onelift.audience.Rule.DidEvent;
import io.onelift.audience.Rule.HasTrait;
import io.onelift.event.Field;
import io.onelift.event.ValueType;
import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.AudienceFilter;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.resolve.Access;
import io.onelift.resolve.AudienceMembers;
import io.onelift.semantic.Learned;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.tag.EventMeasure;
import io.onelift.tag.EventMeasure.Aggregate;
import io.onelift.tag.Predicate;
import io.onelift.tag.Scalar;
import io.onelift.tag.Window;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

/** Sets of a million profiles, spread over all numbers there can be, reach the warehouse. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeAudienceTest {
  private static final Instant NOW = Instant.parse("2026-11-10T04:00:00Z");

  private final Warehouse warehouse;
  private final RoaringBitmap million = new RoaringBitmap();
  private final RoaringBitmap known = new RoaringBitmap();
  private QueryEngine engine;
  private WarehouseQueries queries;

  LargeAudienceTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    Random random = new Random(5);
    int size = 0;
    while (size < 1_000_000) {
      size += million.checkedAdd(random.nextInt()) ? 1 : 0;
    }
    SampleData.columns(
        warehouse, "profiles", List.of(new Field("city", "t_city", ValueType.TEXT, false)));
    // Every thousandth member and as many others.
    int i = 0;
    for (int profile : million) {
      if (i++ % 1000 == 0) {
        known.add(profile);
      }
    }
    RoaringBitmap all = known.clone();
    while (all.getCardinality() < 2_000) {
      int other = random.nextInt();
      if (!million.contains(other)) {
        all.add(other);
      }
    }
    List<List<Object>> profiles = new ArrayList<>();
    List<List<Object>> events = new ArrayList<>();
    for (int profile : all) {
      long no = Integer.toUnsignedLong(profile);
      profiles.add(List.of(no, NOW, NOW, 1L, 0L, "上海"));
      events.add(List.of("m" + no, "track", "login", no, NOW, NOW, "test"));
    }
    warehouse.insert(
        "profiles",
        List.of("profile_no", "first_seen", "last_seen", "version", "deleted", "t_city"),
        profiles);
    warehouse.insert(
        "events",
        List.of("message_id", "kind", "event", "profile_no", "time", "received_at", "source"),
        events);
    Learned learned =
        new Learned(
            List.of(),
            List.of(),
            List.of(new Field("city", "t_city", ValueType.TEXT, false)),
            List.of(),
            List.of());
    SemanticCatalog catalog =
        new SemanticCatalog(
            Metastore.open(MetastoreConfig.sqlite(directory.resolve("meta.db"))), () -> learned);
    AudienceMembers audiences =
        new AudienceMembers() {
          @Override
          public Set<String> keys() {
            return Set.of("million");
          }

          @Override
          public RoaringBitmap members(Rule rule) {
            throw new UnsupportedOperationException("No rules here: " + rule);
          }

          @Override
          public RoaringBitmap members(String key) {
            return million;
          }
        };
    engine = new QueryEngine(warehouse, catalog, audiences, QueryLimits.DEFAULT);
    queries = new WarehouseQueries(warehouse, catalog);
  }

  @Test
  void inSql() {
    QueryResult result =
        engine.sql(
            SqlRequest.of(
                "SELECT COUNT(DISTINCT profile_id) AS n, '{b0:String}' AS t FROM events WHERE"
                    + " IN_AUDIENCE(profile_id, 'million') AND event <> '{b0:String}\\'"),
            Access.INTERNAL);
    assertThat(result.rows()).containsExactly(List.of(1000L, "{b0:String}"));
    assertThat(result.executedSql()).hasSizeLessThan(2_000);
  }

  @Test
  void inMetrics() {
    QueryResult result =
        engine.run(
            new MetricQuery(
                List.of("profiles"),
                List.of(),
                List.of(new AudienceFilter("million")),
                Optional.empty(),
                List.of(),
                10),
            Access.INTERNAL);
    assertThat(result.rows()).containsExactly(List.of(1000L));
  }

  @Test
  void withinRules() {
    Predicate shanghai = new Predicate.In(List.of(Scalar.of("上海")));
    assertThat(queries.matching(new HasTrait("city", shanghai), NOW, Optional.of(million)))
        .isEqualTo(known);
    EventMeasure logins = new EventMeasure("login", List.of(), new Aggregate.Count());
    Predicate once = new Predicate.In(List.of(Scalar.of(1.0)));
    assertThat(
            queries.matching(
                new DidEvent(logins, once, new Window.Always()), NOW, Optional.of(million)))
        .isEqualTo(known);
  }
}
