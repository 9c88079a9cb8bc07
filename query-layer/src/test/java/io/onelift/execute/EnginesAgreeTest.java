package io.onelift.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.audience.AudienceEngine;
import io.onelift.audience.Rule;
import io.onelift.audience.Rule.And;
import io.onelift.audience.Rule.DidEvent;
import io.onelift.audience.Rule.HasTag;
import io.onelift.audience.Rule.HasTrait;
import io.onelift.audience.Rule.InAudience;
import io.onelift.audience.Rule.InSnapshot;
import io.onelift.audience.Rule.Not;
import io.onelift.audience.Rule.Or;
import io.onelift.audience.Rule.WarehouseLeaf;
import io.onelift.bitmap.BitSlicedIndex;
import io.onelift.bitmap.CategoryIndex;
import io.onelift.bitmap.Held;
import io.onelift.bitmap.NumberIndex;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.tag.EventMeasure;
import io.onelift.tag.EventMeasure.Aggregate;
import io.onelift.tag.Predicate;
import io.onelift.tag.Predicate.Bound;
import io.onelift.tag.Scalar;
import io.onelift.tag.Window;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

/**
 * Random rules of every kind of node are answered three times: with tags as bitmaps and the rest in
 * ClickHouse, with every leaf in ClickHouse, and person by person.
 */
@ExtendWith(WarehouseExtension.class)
class EnginesAgreeTest {
  private static final Instant NOW = Instant.parse("2026-11-10T04:00:00.123Z");
  private static final int RULES = 1_000;
  private static final RoaringBitmap SNAPSHOT = RoaringBitmap.bitmapOfRange(5, 35);

  /** What the tag {@code purchases} counts. */
  private static final EventMeasure PURCHASES =
      new EventMeasure("purchase", List.of(), new Aggregate.Count());

  private static final Map<String, Rule> AUDIENCES =
      Map.of(
          "buyers", new HasTag("purchases", atLeast(3)),
          "others", new Not(new Or(List.of(new InAudience("buyers"), new InSnapshot("x", 1)))));

  private static Predicate atLeast(double number) {
    return new Predicate.Range(Optional.of(new Bound(Scalar.of(number), true)), Optional.empty());
  }

  private final Map<WarehouseLeaf, RoaringBitmap> answers = new HashMap<>();

  @Test
  void bitmapsAndTheWarehouseAnswerAsALookAtEveryPersonDoes(
      Warehouse warehouse, @TempDir Path directory) {
    LeafOracle oracle = RandomLeaves.load(warehouse, NOW);
    WarehouseQueries queries = new WarehouseQueries(warehouse, SampleData.catalog(directory));
    AudienceEngine bitmaps = engine(bitmaps(oracle), queries, AUDIENCES);
    Map<String, Rule> unfolded = new HashMap<>();
    AUDIENCES.forEach((key, rule) -> unfolded.put(key, inWarehouse(rule)));
    AudienceEngine sql = engine(TagBitmaps.inMemory(), queries, unfolded);
    Random random = new Random(17);

    for (int i = 0; i < RULES; i++) {
      Rule rule = rule(random, 3);
      RoaringBitmap expected =
          RoaringBitmap.bitmapOf(
              IntStream.rangeClosed(1, 60).filter(person -> holds(rule, person, oracle)).toArray());
      assertThat(bitmaps.members(rule)).as("bitmaps: %s", rule).isEqualTo(expected);
      assertThat(sql.members(inWarehouse(rule))).as("SQL: %s", rule).isEqualTo(expected);
      assertThat(bitmaps.estimate(rule).size()).isEqualTo(expected.getLongCardinality());
    }
  }

  private static AudienceEngine engine(
      TagBitmaps tags, WarehouseQueries queries, Map<String, Rule> audiences) {
    return new AudienceEngine(
        tags,
        () -> RoaringBitmap.bitmapOfRange(1, 61),
        queries,
        key -> Optional.ofNullable(audiences.get(key)),
        (_, _, _) -> SNAPSHOT.clone(),
        WarehouseExtension.ZONE,
        Clock.fixed(NOW, WarehouseExtension.ZONE));
  }

  private static TagBitmaps bitmaps(LeafOracle oracle) {
    Map<String, RoaringBitmap> cities = new HashMap<>();
    oracle
        .cities()
        .forEach(
            (person, city) -> {
              if (city != null) {
                cities.computeIfAbsent(city, _ -> new RoaringBitmap()).add(person);
              }
            });
    TreeMap<Integer, Double> counts = new TreeMap<>();
    oracle.events().stream()
        .filter(event -> event.event().equals(PURCHASES.event()))
        .forEach(event -> counts.merge(event.profile(), 1.0, Double::sum));
    TagBitmaps tags = TagBitmaps.inMemory();
    tags.put("city", new Held(new CategoryIndex(cities), 1, NOW));
    tags.put(
        "purchases",
        new Held(
            new NumberIndex(
                BitSlicedIndex.of(
                    counts.keySet().stream().mapToInt(i -> i).toArray(),
                    counts.values().stream().mapToDouble(d -> d).toArray()),
                true),
            1,
            NOW));
    return tags;
  }

  /** The same rule without a tag. */
  private static Rule inWarehouse(Rule rule) {
    return switch (rule) {
      case And(List<Rule> rules) ->
          new And(rules.stream().map(EnginesAgreeTest::inWarehouse).toList());
      case Or(List<Rule> rules) ->
          new Or(rules.stream().map(EnginesAgreeTest::inWarehouse).toList());
      case Not(Rule inner) -> new Not(inWarehouse(inner));
      case HasTag(String tag, Predicate test) -> leaf(tag, test);
      case InAudience _, InSnapshot _, WarehouseLeaf _ -> rule;
    };
  }

  private static WarehouseLeaf leaf(String tag, Predicate test) {
    if (tag.equals("city")) {
      return new HasTrait("city", test);
    }
    // A count is always there; the tag has a value of its own from one event on.
    Predicate count =
        switch (test) {
          case Predicate.IsSet(boolean set) ->
              set ? atLeast(1) : new Predicate.In(List.of(Scalar.of(0)));
          case Predicate.In _, Predicate.NotIn _, Predicate.Range _, Predicate.Contains _ -> test;
        };
    return new DidEvent(PURCHASES, count, new Window.Always());
  }

  private boolean holds(Rule rule, int person, LeafOracle oracle) {
    return switch (rule) {
      case And(List<Rule> rules) -> rules.stream().allMatch(r -> holds(r, person, oracle));
      case Or(List<Rule> rules) -> rules.stream().anyMatch(r -> holds(r, person, oracle));
      case Not(Rule inner) -> !holds(inner, person, oracle);
      case InAudience(String key) -> holds(AUDIENCES.get(key), person, oracle);
      case InSnapshot _ -> SNAPSHOT.contains(person);
      case HasTag(String tag, Predicate test) ->
          answers.computeIfAbsent(leaf(tag, test), oracle::matching).contains(person);
      case WarehouseLeaf leaf -> answers.computeIfAbsent(leaf, oracle::matching).contains(person);
    };
  }

  private static Rule rule(Random random, int depth) {
    int kind = random.nextInt(depth == 0 ? 5 : 9);
    return switch (kind) {
      case 0 -> new HasTag("city", RandomLeaves.textTest(random, RandomLeaves.CITIES));
      case 1 -> new HasTag("purchases", RandomLeaves.numberTest(random));
      case 2 ->
          random.nextInt(3) == 0
              ? new InSnapshot("x", 1)
              : new InAudience(random.nextBoolean() ? "buyers" : "others");
      case 3, 4 -> RandomLeaves.leaf(random);
      case 5 -> new Not(rule(random, depth - 1));
      default -> {
        List<Rule> some =
            IntStream.range(0, 1 + random.nextInt(4))
                .mapToObj(_ -> rule(random, depth - 1))
                .toList();
        yield kind == 8 ? new Or(some) : new And(some);
      }
    };
  }
}
