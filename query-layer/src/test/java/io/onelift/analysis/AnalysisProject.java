package io.onelift.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.onelift.audience.AudienceEngine;
import io.onelift.audience.Rule;
import io.onelift.audience.Vocabulary;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.event.Field;
import io.onelift.event.ValueType;
import io.onelift.execute.QueryEngine;
import io.onelift.execute.QueryLimits;
import io.onelift.execute.WarehouseQueries;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.resolve.Access;
import io.onelift.resolve.AudienceMembers;
import io.onelift.semantic.Learned;
import io.onelift.semantic.Learned.EventShape;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.tag.TagType;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.roaringbitmap.RoaringBitmap;

/**
 * Random events of a few people in the warehouse, some of whom were merged, and everything that
 * analyses are asked with. Times are close together and often equal, so that what follows what
 * matters.
 */
final class AnalysisProject {
  static final Instant START = Instant.parse("2026-10-01T00:00:00+08:00");
  static final Instant NOW = Instant.parse("2026-10-21T10:30:00+08:00");
  static final List<String> EVENTS = List.of("view", "cart", "pay", "cancel");
  static final List<String> CITIES = Arrays.asList("上海", "it's \\ `", null);
  static final int PEOPLE = 60;

  private static final Field AMOUNT = new Field("amount", "p_amount", ValueType.NUMBER, false);
  private static final Field ITEM = new Field("item", "p_item", ValueType.TEXT, false);
  private static final Field CITY = new Field("city", "t_city", ValueType.TEXT, false);
  private static final Field AGE = new Field("age", "t_age", ValueType.NUMBER, false);
  private static final Learned LEARNED =
      new Learned(
          EVENTS.stream().map(name -> new EventShape(name, Set.of("amount", "item"))).toList(),
          List.of(AMOUNT, ITEM),
          List.of(CITY, AGE),
          List.of(),
          List.of());
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RoaringBitmap FEW = RoaringBitmap.bitmapOfRange(10, 30);

  final List<Happening> events = new ArrayList<>();
  final Map<Integer, String> cities = new TreeMap<>();
  final Analyses analyses;
  private final Function<List<AnalysisModel<?>>, Analyses> others;
  final AudienceEngine audiences;
  final QueryEngine queries;

  /**
   * An event as it is read, merges applied.
   *
   * @param amount null for none
   * @param item null for none
   */
  record Happening(int profile, String event, Instant time, Double amount, String item) {}

  AnalysisProject(Warehouse warehouse, Path directory) {
    warehouse.execute("ALTER TABLE events ADD COLUMN p_amount Nullable(Float64)");
    warehouse.execute("ALTER TABLE events ADD COLUMN p_item LowCardinality(Nullable(String))");
    warehouse.execute("ALTER TABLE profiles ADD COLUMN t_city LowCardinality(Nullable(String))");
    warehouse.execute("ALTER TABLE profiles ADD COLUMN t_age Nullable(Float64)");
    Random random = new Random(7);
    people(warehouse, random);
    events(warehouse, random);
    Metastore metastore = Metastore.open(MetastoreConfig.sqlite(directory.resolve("meta.db")));
    SemanticCatalog catalog = new SemanticCatalog(metastore, () -> LEARNED);
    catalog.save("subjects:\n  product: {zh: 产品, en: Product, property: item}\n", "test");
    WarehouseQueries leaves = new WarehouseQueries(warehouse, catalog);
    Clock clock = Clock.fixed(NOW, WarehouseExtension.ZONE);
    audiences =
        new AudienceEngine(
            TagBitmaps.inMemory(),
            leaves::everybody,
            leaves,
            _ -> Optional.empty(),
            (_, _, _) -> new RoaringBitmap(),
            WarehouseExtension.ZONE,
            clock);
    queries = new QueryEngine(warehouse, catalog, new Members(), QueryLimits.DEFAULT);
    others = more -> new Analyses(queries, catalog, new Names(), clock, more);
    analyses = others.apply(List.of());
  }

  /** The same with more models. */
  Analyses analyses(List<AnalysisModel<?>> more) {
    return others.apply(more);
  }

  /** Nothing for some. */
  static Double age(int person) {
    return person % 7 == 0 ? null : 20 + person % 13 + .5;
  }

  private void people(Warehouse warehouse, Random random) {
    List<List<Object>> rows = new ArrayList<>();
    for (int no = 1; no <= PEOPLE; no++) {
      String city = CITIES.get(random.nextInt(CITIES.size()));
      cities.put(no, city);
      rows.add(Arrays.asList((long) no, START, NOW, 1L, 0L, city, age(no)));
    }
    warehouse.insert(
        "profiles",
        List.of("profile_no", "first_seen", "last_seen", "version", "deleted", "t_city", "t_age"),
        rows);
    warehouse.insert(
        "profile_overrides",
        List.of("loser", "winner", "version"),
        List.of(List.of(101L, 1L, 1L), List.of(102L, 2L, 1L), List.of(103L, 2L, 1L)));
    warehouse.execute("SYSTEM RELOAD DICTIONARY profile_override");
  }

  private void events(Warehouse warehouse, Random random) {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      int written = 1 + random.nextInt(PEOPLE);
      int profile = written;
      if (written <= 2 && random.nextBoolean()) {
        written = written == 1 ? 101 : 102 + random.nextInt(2);
      }
      // Six hours apart in twenty days, so that many fall on the same moment or on a midnight.
      Instant time =
          START
              .plusSeconds(6L * 3600 * random.nextInt(4 * 20))
              .plusMillis(random.nextInt(5) == 0 ? random.nextInt(2) : 0);
      Happening event =
          new Happening(
              profile,
              EVENTS.get(Math.min(3, random.nextInt(6))),
              time,
              random.nextInt(6) == 0 ? null : random.nextInt(400) / 4.0,
              random.nextInt(5) == 0 ? null : "item" + random.nextInt(3));
      events.add(event);
      rows.add(
          Arrays.asList(
              "m" + i,
              "track",
              event.event,
              (long) written,
              time,
              time.plusMillis(5),
              "test",
              event.amount,
              event.item));
    }
    warehouse.insert(
        "events",
        List.of(
            "message_id",
            "kind",
            "event",
            "profile_no",
            "time",
            "received_at",
            "source",
            "p_amount",
            "p_item"),
        rows);
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  AnalysisResult ask(String model, String request) {
    return analyses.read(model, json(request), "").answer(Access.INTERNAL);
  }

  List<List<Object>> rows(String model, String request) {
    return ask(model, request).answer().rows();
  }

  RoaringBitmap members(String model, String request, String measure, Map<String, Object> keys) {
    return analyses
        .read(model, json(request), "")
        .members(new Cell(keys, measure), Access.INTERNAL);
  }

  static boolean isFew(int profile) {
    return FEW.contains(profile);
  }

  private final class Members implements AudienceMembers {
    @Override
    public Set<String> keys() {
      return Set.of("few");
    }

    @Override
    public RoaringBitmap members(String key) {
      return FEW.clone();
    }

    @Override
    public RoaringBitmap members(Rule rule) {
      return audiences.members(rule);
    }
  }

  private static final class Names implements Vocabulary {
    @Override
    public Set<String> tags() {
      return Set.of();
    }

    @Override
    public Optional<TagType> tag(String key) {
      return Optional.empty();
    }

    @Override
    public Set<String> tagValues(String key) {
      return Set.of();
    }

    @Override
    public Set<String> audiences() {
      return Set.of("few");
    }

    @Override
    public Set<Integer> snapshots(String audience) {
      return Set.of();
    }

    @Override
    public Set<String> events() {
      return Set.copyOf(EVENTS);
    }

    @Override
    public Map<String, ValueType> properties(String event) {
      return LEARNED.properties().stream().collect(Collectors.toMap(Field::name, Field::type));
    }

    @Override
    public Set<String> traits() {
      return Set.of("city", "age");
    }

    @Override
    public Optional<ValueType> trait(String name) {
      return LEARNED.traits().stream()
          .filter(trait -> trait.name().equals(name))
          .map(Field::type)
          .findFirst();
    }
  }
}
