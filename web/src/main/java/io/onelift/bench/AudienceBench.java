package io.onelift.bench;

import io.onelift.audience.AudienceEngine;
import io.onelift.audience.Rule;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.compute.Pace;
import io.onelift.compute.Population;
import io.onelift.compute.TagComputation;
import io.onelift.compute.TagRefresher;
import io.onelift.compute.TagState;
import io.onelift.event.TrackingPlan;
import io.onelift.execute.WarehouseQueries;
import io.onelift.tag.Tag;
import io.onelift.tag.TagCatalog;
import io.onelift.warehouse.Warehouse;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.roaringbitmap.RoaringBitmap;

/**
 * Sizes of audiences beside two rivals on the same data in the same engine: plain SQL on a wide
 * table, and ClickHouse's bitmap functions on stored states. All three must give the same number.
 */
public final class AudienceBench {
  private static final Duration REFRESH = Duration.ofMinutes(10);

  private final long profiles;
  private final long events;
  private final PrintWriter out;

  /** Windows of time end here, for all three. */
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  /**
   * What one size of population gave.
   *
   * @param bytes of all bitmaps
   * @param twenty the median of a boolean of 20 tags
   * @param made how long it took to make profiles, events and bitmaps
   */
  public record Growth(long profiles, long bytes, Duration twenty, Duration made) {}

  private Duration made = Duration.ZERO;

  public AudienceBench(long profiles, long events, PrintWriter out) {
    this.profiles = profiles;
    this.events = events;
    this.out = out;
  }

  /** Makes the columns that the people need; before the semantic model is first asked. */
  public static void learn(TrackingPlan plan) {
    People.learn(plan);
  }

  /**
   * Fills an empty database and lets the product make its bitmaps.
   *
   * @param tags an empty catalogue
   */
  public void fill(Warehouse warehouse, WarehouseQueries queries, TagCatalog tags) {
    say("%,d profiles with 200 tag values and 10 numbers, %,d events", profiles, events);
    Timed<Boolean> filling =
        Timed.once(
            () -> {
              new People(warehouse, profiles, events).fill();
              return true;
            });
    say("made in %.0f s", filling.seconds());
    Timed<Boolean> building =
        Timed.once(
            () -> {
              build(warehouse, queries, tags);
              return true;
            });
    say("bitmaps made from the profiles in %.1f s", building.seconds());
    People.copyStates(warehouse);
    made = filling.first().plus(building.first());
  }

  private static void build(Warehouse warehouse, WarehouseQueries queries, TagCatalog catalog) {
    People.tags().forEach(tag -> catalog.create(tag, "bench"));
    try (TagRefresher refresher =
        new TagRefresher(
            catalog,
            TagComputation.ofWarehouse(queries, warehouse.zone()),
            TagBitmaps.load(warehouse),
            () -> 0,
            Pace.STANDARD,
            Clock.systemUTC())) {
      for (Tag tag : catalog.list()) {
        TagState state =
            refresher.refresh(tag.key()).orTimeout(REFRESH.toSeconds(), TimeUnit.SECONDS).join();
        state
            .error()
            .ifPresent(
                error -> {
                  throw new IllegalStateException("Tag " + tag.key() + ": " + error);
                });
      }
    }
  }

  /**
   * Measures a warehouse that was filled before, as after a start.
   *
   * @param start when the start began, by {@link System#nanoTime}
   */
  public Growth measure(Warehouse warehouse, WarehouseQueries queries, long start) {
    Population everybody = new Population();
    everybody.load(queries);
    Timed<TagBitmaps> loading = Timed.once(() -> TagBitmaps.load(warehouse));
    TagBitmaps bitmaps = loading.value();
    AudienceEngine engine =
        new AudienceEngine(
            bitmaps,
            everybody,
            queries,
            _ -> Optional.empty(),
            (_, _, _) -> new RoaringBitmap(),
            warehouse.zone(),
            Clock.fixed(now, warehouse.zone()));
    long size = engine.estimate(Questions.twenty()).size();
    say(
        "started again: the first estimate (%,d) after %.1f s, %.1f s of it loading bitmaps",
        size, (System.nanoTime() - start) / 1e9, loading.seconds());
    say(
        "bitmaps: %,.0f MB, %.1f bytes a profile",
        bitmaps.bytes() / 1e6, (double) bitmaps.bytes() / profiles);
    say(
        "%n%-28s %8s %8s %8s %6s %9s %9s %7s %7s",
        "median, ms", "OneLift", "(first)", "read", "/read", "(a) SQL", "(b) bits", "(a)/", "(b)/");
    Rivals rivals = new Rivals(warehouse, now, bitmaps);
    Duration twenty = compare("boolean of 20 tags", Questions.twenty(), engine, rivals);
    compare("boolean of 50 tags", Questions.fifty(), engine, rivals);
    compare("a range and 5 enums", Questions.range(), engine, rivals);
    compare("3 tags, 3 purchases in 30 d", Questions.mixed(), engine, rivals);
    say(
        """

        read: the bytes of those bitmaps read once from memory. (a): the condition as SQL on a wide
        table. (b): ClickHouse's bitmap functions on the same bitmaps; of purchases, SQL by hand
        that counts only the events of those who have the tags.
        """);
    return new Growth(profiles, bitmaps.bytes(), twenty, made);
  }

  private Duration compare(String what, Rule rule, AudienceEngine engine, Rivals rivals) {
    Timed<Long> ours = Timed.warm(() -> engine.estimate(rule).size());
    Timed<Long> wide = same(what, ours, Timed.repeated(() -> rivals.onWideTable(rule)));
    Optional<Timed<Long>> other =
        rivals
            .better(rule)
            .map(question -> same(what, ours, Timed.repeated(() -> rivals.ask(question))));
    Optional<Timed<Long>> read =
        rivals.memory(rule).map(memory -> Timed.warm(() -> Rivals.sum(memory)));
    say(
        "%-28s %8.2f %8.1f %8s %6s %9.1f %9s %6.1f× %7s",
        what,
        ours.millis(),
        ours.first().toNanos() / 1e6,
        read.map(r -> "%.2f".formatted(r.millis())).orElse(""),
        read.map(r -> "%.1f×".formatted(ours.millis() / r.millis())).orElse(""),
        wide.millis(),
        other.map(o -> "%.1f".formatted(o.millis())).orElse(""),
        wide.millis() / ours.millis(),
        other.map(o -> "%.1f×".formatted(o.millis() / ours.millis())).orElse(""));
    return ours.median();
  }

  private static Timed<Long> same(String what, Timed<Long> ours, Timed<Long> theirs) {
    if (!ours.value().equals(theirs.value())) {
      throw new IllegalStateException(
          what + ": OneLift says " + ours.value() + ", the rival says " + theirs.value());
    }
    return theirs;
  }

  private void say(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }
}
