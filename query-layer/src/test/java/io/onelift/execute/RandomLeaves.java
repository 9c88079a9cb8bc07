package io.onelift.execute;

import io.onelift.audience.Rule;
import io.onelift.audience.Rule.DidEvent;
import io.onelift.audience.Rule.DidSequence;
import io.onelift.audience.Rule.HasTrait;
import io.onelift.audience.Rule.Step;
import io.onelift.execute.LeafOracle.Happening;
import io.onelift.tag.EventMeasure;
import io.onelift.tag.EventMeasure.Aggregate;
import io.onelift.tag.EventMeasure.PropertyTest;
import io.onelift.tag.Predicate;
import io.onelift.tag.Predicate.Bound;
import io.onelift.tag.Scalar;
import io.onelift.tag.Window;
import io.onelift.warehouse.Warehouse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Sixty people with random events, some at the same millisecond, and random leaves over them. */
final class RandomLeaves {
  static final List<String> CITIES = Arrays.asList("上海", "it's \\ `", null);

  private static final List<String> EVENTS = List.of("login", "purchase");
  private static final List<String> CHANNELS = Arrays.asList("app", "Web", null);

  private RandomLeaves() {}

  /** Puts the people into the warehouse, and gives who answers for them the slow way. */
  static LeafOracle load(Warehouse warehouse, Instant now) {
    SampleData.columns(warehouse, "events", SampleData.LEARNED.properties());
    SampleData.columns(warehouse, "profiles", SampleData.LEARNED.traits());
    Random random = new Random(7);
    Map<Integer, String> cities = new HashMap<>();
    List<List<Object>> profiles = new ArrayList<>();
    for (int no = 1; no <= 60; no++) {
      cities.put(no, CITIES.get(random.nextInt(3)));
      profiles.add(Arrays.asList(no, now, now, 1L, 0L, cities.get(no)));
    }
    warehouse.insert(
        "profiles",
        List.of("profile_no", "first_seen", "last_seen", "version", "deleted", "t_city"),
        profiles);
    List<Happening> events = new ArrayList<>();
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      // Few moments, so that many events share one, and some at the edges of the windows.
      Instant time = now.minus(Duration.ofHours(6L * random.nextInt(40)));
      String event = EVENTS.get(random.nextInt(2));
      Double amount = random.nextInt(4) == 0 ? null : (double) random.nextInt(20);
      String channel = CHANNELS.get(random.nextInt(3));
      int profile = 1 + random.nextInt(50);
      String id = "m%05d".formatted(i);
      events.add(new Happening(profile, event, time, amount, channel));
      rows.add(Arrays.asList(id, "track", event, profile, time, time, "test", amount, channel));
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
            "p_channel"),
        rows);
    return new LeafOracle(cities, events, now, warehouse.zone());
  }

  static Rule.WarehouseLeaf leaf(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> new HasTrait("city", textTest(random, CITIES));
      case 1 -> {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(2); i++) {
          steps.add(new Step(EVENTS.get(random.nextInt(2)), where(random)));
        }
        Duration within = Duration.ofHours(6L * (1 + random.nextInt(8)));
        yield new DidSequence(steps, within, window(random));
      }
      default -> {
        Aggregate aggregate = aggregate(random);
        EventMeasure measure =
            new EventMeasure(EVENTS.get(random.nextInt(2)), where(random), aggregate);
        Predicate predicate =
            aggregate instanceof Aggregate.Last || aggregate instanceof Aggregate.First
                ? textTest(random, CHANNELS)
                : numberTest(random);
        yield new DidEvent(measure, predicate, window(random));
      }
    };
  }

  private static Aggregate aggregate(Random random) {
    return switch (random.nextInt(9)) {
      case 0 -> new Aggregate.Sum("amount");
      case 1 -> new Aggregate.Average("amount");
      case 2 -> new Aggregate.Minimum("amount");
      case 3 -> new Aggregate.Maximum("amount");
      case 4 -> new Aggregate.Distinct("channel");
      case 5 -> new Aggregate.Last("channel");
      case 6 -> new Aggregate.DaysSince();
      case 7 -> new Aggregate.First("channel");
      default -> new Aggregate.Count();
    };
  }

  private static List<PropertyTest> where(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> List.of(new PropertyTest("channel", textTest(random, CHANNELS)));
      case 1 -> List.of(new PropertyTest("amount", numberTest(random)));
      default -> List.of();
    };
  }

  private static Window window(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> new Window.Sliding(Duration.ofHours(6L * (1 + random.nextInt(30))));
      case 1 ->
          new Window.Days(
              Optional.of(LocalDate.of(2026, 11, 1).plusDays(random.nextInt(5))),
              random.nextBoolean()
                  ? Optional.empty()
                  : Optional.of(LocalDate.of(2026, 11, 7).plusDays(random.nextInt(5))));
      default -> new Window.Always();
    };
  }

  static Predicate textTest(Random random, List<String> values) {
    String value = values.get(random.nextInt(2));
    return switch (random.nextInt(4)) {
      case 0 -> new Predicate.In(List.of(Scalar.of(value), Scalar.of("nothing")));
      case 1 -> new Predicate.NotIn(List.of(Scalar.of(value)));
      case 2 -> new Predicate.IsSet(random.nextBoolean());
      default -> new Predicate.Contains(value.substring(1));
    };
  }

  static Predicate numberTest(Random random) {
    Scalar value = Scalar.of((double) random.nextInt(6));
    Optional<Bound> bound = Optional.of(new Bound(value, random.nextBoolean()));
    return switch (random.nextInt(5)) {
      case 0 -> new Predicate.In(List.of(value, Scalar.of(3.0)));
      case 1 -> new Predicate.NotIn(List.of(value));
      case 2 -> new Predicate.Range(bound, Optional.empty());
      case 3 -> new Predicate.Range(Optional.empty(), bound);
      default -> new Predicate.IsSet(random.nextBoolean());
    };
  }
}
