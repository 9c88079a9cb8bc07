package io.onelift.bench;

import io.onelift.audience.AudienceEngine;
import io.onelift.audience.Rule;
import io.onelift.audience.Rule.And;
import io.onelift.audience.Rule.HasTag;
import io.onelift.audience.Rule.Not;
import io.onelift.audience.Rule.Or;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.bitmap.TagIndex;
import io.onelift.compute.Pace;
import io.onelift.compute.Population;
import io.onelift.compute.TagComputation;
import io.onelift.compute.TagRefresher;
import io.onelift.compute.TagState;
import io.onelift.event.TrackingPlan;
import io.onelift.execute.WarehouseQueries;
import io.onelift.tag.Predicate;
import io.onelift.tag.Tag;
import io.onelift.tag.TagCatalog;
import io.onelift.warehouse.Warehouse;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.roaringbitmap.RoaringBitmap;

/**
 * Sizes of audiences beside two rivals on the same data in the same engine: plain SQL on a wide
 * table, and ClickHouse's bitmap functions on stored states. All three must give the same number.
 */
public final class AudienceBench {
  private static final int RUNS = 21;
  private static final int RIVAL_RUNS = 5;
  private static final Duration REFRESH = Duration.ofMinutes(10);

  private final Warehouse warehouse;
  private final WarehouseQueries queries;
  private final PrintWriter out;

  /**
   * What one size of population gave.
   *
   * @param bytes of all bitmaps
   * @param twenty the median of a boolean of 20 tags
   */
  public record Growth(long profiles, long bytes, Duration twenty) {}

  /** Measures on a database that is empty, through the product's own compiler. */
  public AudienceBench(Warehouse warehouse, WarehouseQueries queries, PrintWriter out) {
    this.warehouse = warehouse;
    this.queries = queries;
    this.out = out;
  }

  /** Makes the columns that the people need; before the semantic model is first asked. */
  public static void learn(TrackingPlan plan) {
    People.learn(plan);
  }

  /**
   * Fills the database, measures and prints.
   *
   * @param tags an empty catalogue
   */
  public Growth run(TagCatalog tags, long profiles, long events) {
    say("%,d profiles with 200 tag values and 10 numbers, %,d events", profiles, events);
    Timed.Result<Void> filling =
        Timed.once(
            () -> {
              new People(warehouse, profiles, events).fill();
              return null;
            });
    say("made in %.0f s", filling.seconds());
    TagBitmaps bitmaps = TagBitmaps.load(warehouse);
    Timed.Result<Void> building =
        Timed.once(
            () -> {
              build(tags, bitmaps);
              return null;
            });
    say(
        "bitmaps made from the profiles in %.1f s, %,.0f MB, %.1f bytes a profile",
        building.seconds(), bitmaps.bytes() / 1e6, (double) bitmaps.bytes() / profiles);
    Population everybody = new Population();
    Timed.Result<TagBitmaps> loading =
        Timed.once(
            () -> {
              everybody.load(queries);
              return TagBitmaps.load(warehouse);
            });
    say("start: bitmaps and population loaded in %.1f s", loading.seconds());
    AudienceEngine engine =
        new AudienceEngine(
            loading.value(),
            everybody,
            queries,
            _ -> Optional.empty(),
            (_, _, _) -> new RoaringBitmap(),
            warehouse.zone(),
            Clock.systemUTC());
    out.printf(
        Locale.ROOT,
        "%n%-34s %10s %10s %10s %10s %8s %8s%n",
        "median, ms",
        "OneLift",
        "read once",
        "(a) SQL",
        "(b) states",
        "(a)/",
        "(b)/");
    Duration twenty = compare("boolean of 20 tags", Questions.twenty(), engine, loading.value());
    compare("boolean of 50 tags", Questions.fifty(), engine, loading.value());
    compare("a range and 5 enums", Questions.range(), engine, loading.value());
    compare("3 tags and 3 purchases in 30 days", Questions.mixed(), engine, loading.value());
    out.println();
    out.flush();
    return new Growth(profiles, bitmaps.bytes(), twenty);
  }

  private void build(TagCatalog catalog, TagBitmaps bitmaps) {
    People.tags().forEach(tag -> catalog.create(tag, "bench"));
    try (TagRefresher refresher =
        new TagRefresher(
            catalog,
            TagComputation.ofWarehouse(queries, warehouse.zone()),
            bitmaps,
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

  private Duration compare(String what, Rule rule, AudienceEngine engine, TagBitmaps bitmaps) {
    Timed.Result<Long> ours = Timed.median(RUNS, () -> engine.estimate(rule).size());
    Timed.Result<Long> wide = Timed.median(RIVAL_RUNS, () -> ask(RivalSql.onWideTable(rule)));
    expectSame(what, ours.value(), wide.value());
    Map<String, Duration> others = new LinkedHashMap<>();
    if (RivalSql.isOfStates(rule)) {
      Timed.Result<Long> states = Timed.median(RIVAL_RUNS, () -> ask(RivalSql.onStates(rule)));
      expectSame(what, ours.value(), states.value());
      others.put("states", states.took());
      others.put("read", readOnce(rule, bitmaps));
    }
    out.printf(
        Locale.ROOT,
        "%-34s %10.2f %10s %10.1f %10s %7.1f× %8s%n",
        what,
        millis(ours.took()),
        shown(others.get("read")),
        millis(wide.took()),
        shown(others.get("states")),
        millis(wide.took()) / millis(ours.took()),
        others.containsKey("states")
            ? String.format(
                Locale.ROOT, "%.1f×", millis(others.get("states")) / millis(ours.took()))
            : "");
    out.flush();
    return ours.took();
  }

  private static void expectSame(String what, long ours, long theirs) {
    if (ours != theirs) {
      throw new IllegalStateException(
          what + ": OneLift says " + ours + ", the rival says " + theirs);
    }
  }

  private long ask(String sql) {
    return warehouse.query(sql, Map.of(), row -> row.integer("n")).getFirst();
  }

  /** How long it takes to read the bytes of a rule's bitmaps from memory, which nobody can beat. */
  private static Duration readOnce(Rule rule, TagBitmaps bitmaps) {
    Set<RoaringBitmap> used = new HashSet<>();
    collect(rule, bitmaps, used);
    int bytes = used.stream().mapToInt(RoaringBitmap::serializedSizeInBytes).sum();
    ByteBuffer all = ByteBuffer.allocate(bytes + Long.BYTES);
    used.forEach(bitmap -> bitmap.serialize(all));
    all.rewind();
    LongBuffer words = all.asLongBuffer();
    long[] memory = new long[words.remaining()];
    words.get(memory);
    return Timed.median(RUNS, () -> Arrays.stream(memory).sum()).took();
  }

  private static void collect(Rule rule, TagBitmaps bitmaps, Set<RoaringBitmap> into) {
    switch (rule) {
      case And(List<Rule> rules) -> rules.forEach(r -> collect(r, bitmaps, into));
      case Or(List<Rule> rules) -> rules.forEach(r -> collect(r, bitmaps, into));
      case Not(Rule inner) -> collect(inner, bitmaps, into);
      case HasTag(String tag, Predicate.In(var values)) -> {
        TagIndex index = bitmaps.find(tag).orElseThrow().index();
        values.forEach(
            value ->
                into.add(
                    index
                        .matching(
                            new Predicate.In(List.of(value)), Optional.empty(), ZoneOffset.UTC)
                        .profiles()));
      }
      default -> throw new IllegalArgumentException("Not of bitmaps alone: " + rule);
    }
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private static String shown(Duration duration) {
    return duration == null ? "" : String.format(Locale.ROOT, "%.2f", millis(duration));
  }

  private void say(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }

  /** Time that a thing took, and what it gave. */
  private static final class Timed {
    record Result<T>(T value, Duration took) {
      double seconds() {
        return took.toNanos() / 1e9;
      }
    }

    static <T> Result<T> once(Supplier<T> thing) {
      long start = System.nanoTime();
      T value = thing.get();
      return new Result<>(value, Duration.ofNanos(System.nanoTime() - start));
    }

    /** After as many runs that do not count. */
    static <T> Result<T> median(int runs, Supplier<T> thing) {
      for (int i = 0; i < runs; i++) {
        var _ = thing.get();
      }
      long[] took = new long[runs];
      T value = null;
      for (int i = 0; i < runs; i++) {
        long start = System.nanoTime();
        value = thing.get();
        took[i] = System.nanoTime() - start;
      }
      Arrays.sort(took);
      return new Result<>(value, Duration.ofNanos(took[runs / 2]));
    }
  }
}
