package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.collect.Collector;
import io.onelift.identity.IdentityGraph;
import io.onelift.json.StatusJson;
import io.onelift.json.StatusJson.DayJson;
import io.onelift.json.StatusJson.IngestJson;
import io.onelift.json.StatusJson.WarehouseJson;
import io.onelift.security.Permission;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.roaringbitmap.RoaringBitmap;

/** How the project is doing. */
final class StatusCalls implements Resource {
  private static final int DAYS = 30;

  private final Warehouse warehouse;
  private final Collector collector;
  private final Supplier<RoaringBitmap> everybody;
  private final IdentityGraph identities;
  private final ProjectInfo project;
  private final Supplier<Progress> demo;

  StatusCalls(
      Warehouse warehouse,
      Collector collector,
      IdentityGraph identities,
      Supplier<RoaringBitmap> everybody,
      ProjectInfo project,
      Supplier<Progress> demo) {
    this.warehouse = warehouse;
    this.collector = collector;
    this.identities = identities;
    this.everybody = everybody;
    this.project = project;
    this.demo = demo;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/api/status", Permission.READ, this::show));
  }

  private void show(Context context) {
    Collector.Totals totals = collector.totals();
    IngestJson ingest =
        new IngestJson(totals.accepted(), totals.duplicates(), totals.rejected(), totals.waiting());
    long profiles = everybody.get().getLongCardinality();
    try {
      context.json(
          new StatusJson(
              count("SELECT count() AS n FROM events"),
              profiles,
              identities.size(),
              describe(text("SELECT version() AS v"), true),
              days(),
              ingest,
              demo.get().json()));
    } catch (WarehouseException e) {
      if (!e.isRetriable()) {
        throw e;
      }
      // The page that says whether the warehouse is away must not fail because it is.
      context.json(
          new StatusJson(
              0,
              profiles,
              identities.size(),
              describe("", false),
              List.of(),
              ingest,
              demo.get().json()));
    }
  }

  private WarehouseJson describe(String version, boolean reachable) {
    return new WarehouseJson(
        version, warehouse.config().address().toString(), project.embedded(), reachable);
  }

  private long count(String sql) {
    return warehouse.query(sql, Map.of(), row -> row.integer("n")).getFirst();
  }

  private String text(String sql) {
    return warehouse.query(sql, Map.of(), row -> row.text("v")).getFirst();
  }

  private List<DayJson> days() {
    LocalDate today = LocalDate.now(project.zone());
    Map<String, Long> counts = new java.util.HashMap<>();
    warehouse.forEach(
        "SELECT toString(toDate(time)) AS day, count() AS n FROM events"
            + " WHERE time >= toStartOfDay(now()) - toIntervalDay({days:UInt32}) GROUP BY day",
        Map.of("days", DAYS - 1),
        row -> counts.put(row.text("day"), row.integer("n")));
    return today
        .minusDays(DAYS - 1L)
        .datesUntil(today.plusDays(1))
        .map(day -> new DayJson(day, counts.getOrDefault(day.toString(), 0L)))
        .toList();
  }
}
