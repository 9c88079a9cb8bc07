package io.onelift.audience;

import io.onelift.audience.Rule.And;
import io.onelift.audience.Rule.DidEvent;
import io.onelift.audience.Rule.DidSequence;
import io.onelift.audience.Rule.HasTag;
import io.onelift.audience.Rule.HasTrait;
import io.onelift.audience.Rule.InAudience;
import io.onelift.audience.Rule.InSnapshot;
import io.onelift.audience.Rule.Not;
import io.onelift.audience.Rule.Or;
import io.onelift.audience.Rule.Step;
import io.onelift.tag.EventMeasure;
import io.onelift.tag.EventMeasure.Aggregate;
import io.onelift.tag.EventMeasure.PropertyTest;
import io.onelift.tag.Moments;
import io.onelift.tag.Predicate;
import io.onelift.tag.Predicate.Bound;
import io.onelift.tag.Scalar;
import io.onelift.tag.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;

/**
 * A few hundred people as plain objects, and rules answered person by person: slow, and too simple
 * to be wrong. Values are {@code String}, {@code Boolean}, {@code Double} or {@code Instant}.
 */
final class PlainPeople implements WarehouseLeaves {
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  static final Instant NOW = Instant.parse("2026-11-01T04:00:00Z");

  final Map<Integer, Person> people = new TreeMap<>();
  final Map<String, Rule> audiences = new HashMap<>();

  record Person(Map<String, Object> values, List<Action> actions) {}

  record Action(String event, Instant time, Map<String, Object> properties) {}

  /** People drawn from a seed, most of whose numbers nobody has. */
  PlainPeople(long seed, int count) {
    this(seed, count, 37);
  }

  /**
   * People drawn from a seed.
   *
   * @param apart how far their numbers are
   */
  PlainPeople(long seed, int count, int apart) {
    Random random = new Random(seed);
    for (int profile = 1; profile <= count; profile++) {
      Map<String, Object> values = new HashMap<>();
      put(values, "city", random, "上海", "北京", "杭州", "SHOW上海");
      put(values, "vip", random, true, false);
      put(values, "aum", random, 0.0, -1.0, 2.5, 99.99, 100.0, 100.005, 12_345.67);
      put(values, "favourite", random, "fund", "deposit", "card");
      put(
          values,
          "birthday",
          random,
          Instant.parse("1990-04-30T16:00:00Z"),
          Instant.parse("1990-05-01T15:59:59.999Z"),
          Instant.parse("1990-05-01T16:00:00Z"),
          Instant.parse("2000-01-01T04:00:00Z"));
      List<Action> actions =
          random
              .ints(random.nextInt(4), 0, 40 * 24 * 60)
              .mapToObj(minutes -> action(random, NOW.minus(Duration.ofMinutes(minutes))))
              .toList();
      people.put(profile * apart, new Person(values, actions));
    }
    audiences.put(
        "rich",
        new HasTag(
            "aum",
            new Predicate.Range(Optional.of(new Bound(Scalar.of(100), true)), Optional.empty())));
    audiences.put(
        "shanghai",
        new And(
            List.of(
                new HasTag("city", new Predicate.In(List.of(Scalar.of("上海")))),
                new Not(new InAudience("rich")))));
  }

  private static void put(
      Map<String, Object> values, String name, Random random, Object... choices) {
    int pick = random.nextInt(choices.length + 1);
    if (pick < choices.length) {
      values.put(name, choices[pick]);
    }
  }

  private static Action action(Random random, Instant time) {
    Map<String, Object> properties = new HashMap<>();
    put(properties, "amount", random, 1.0, 2.5, 100.0);
    put(properties, "product", random, "fund", "deposit");
    return new Action(random.nextBoolean() ? "purchase" : "login", time, properties);
  }

  RoaringBitmap everybody() {
    return RoaringBitmap.bitmapOf(people.keySet().stream().mapToInt(i -> i).toArray());
  }

  RoaringBitmap members(Rule rule) {
    return RoaringBitmap.bitmapOf(
        people.entrySet().stream()
            .filter(e -> holds(rule, e.getValue()))
            .mapToInt(Map.Entry::getKey)
            .toArray());
  }

  @Override
  public RoaringBitmap matching(
      Rule.WarehouseLeaf leaf, Instant now, Optional<RoaringBitmap> within) {
    RoaringBitmap all = members(leaf);
    return within.map(some -> RoaringBitmap.and(all, some)).orElse(all);
  }

  private boolean holds(Rule rule, Person person) {
    return switch (rule) {
      case And(List<Rule> rules) -> rules.stream().allMatch(r -> holds(r, person));
      case Or(List<Rule> rules) -> rules.stream().anyMatch(r -> holds(r, person));
      case Not(Rule inner) -> !holds(inner, person);
      case InAudience(String key) -> holds(audiences.get(key), person);
      case InSnapshot(String _, int number) -> holds(snapshot(number), person);
      case HasTag(String tag, var predicate) -> {
        if (tag.equals("purchases") && !(predicate instanceof Predicate.IsSet)) {
          yield passes(predicate, Optional.of(purchases(person)));
        }
        Optional<Object> value =
            tag.equals("purchases")
                ? Optional.<Object>of(purchases(person)).filter(n -> !n.equals(0.0))
                : Optional.ofNullable(person.values.get(tag));
        yield passes(predicate, value);
      }
      case HasTrait(String trait, var predicate) ->
          passes(predicate, Optional.ofNullable(person.values.get(trait)));
      case DidEvent(var measure, var predicate, var window) ->
          passes(predicate, measure(measure, window, person));
      case DidSequence sequence -> did(sequence, person);
    };
  }

  /** Who is in the snapshots: not those who are in the audience now. */
  private static Rule snapshot(int number) {
    return new HasTag(
        "city",
        number == 1 ? new Predicate.In(List.of(Scalar.of("北京"))) : new Predicate.Contains("上海"));
  }

  RoaringBitmap snapshotMembers(int number) {
    return members(snapshot(number));
  }

  private static boolean did(DidSequence sequence, Person person) {
    Step first = sequence.steps().getFirst();
    return person.actions.stream()
        .filter(a -> isStep(first, a) && inside(sequence.window(), a.time))
        .anyMatch(a -> goesOn(sequence, 1, a.time, a.time.plus(sequence.within()), person));
  }

  private static boolean goesOn(
      DidSequence sequence, int step, Instant after, Instant until, Person person) {
    return step == sequence.steps().size()
        || person.actions.stream()
            .filter(a -> isStep(sequence.steps().get(step), a))
            .filter(a -> a.time.isAfter(after) && !a.time.isAfter(until))
            .anyMatch(a -> goesOn(sequence, step + 1, a.time, until, person));
  }

  private static boolean isStep(Step step, Action action) {
    return action.event.equals(step.event())
        && step.where().stream().allMatch(test -> passes(test, action));
  }

  static double purchases(Person person) {
    return person.actions.stream().filter(a -> a.event.equals("purchase")).count();
  }

  private static Optional<Object> measure(EventMeasure measure, Window window, Person person) {
    List<Action> actions =
        person.actions.stream()
            .filter(a -> a.event.equals(measure.event()))
            .filter(a -> inside(window, a.time))
            .filter(a -> measure.where().stream().allMatch(test -> passes(test, a)))
            .toList();
    return switch (measure.aggregate()) {
      case Aggregate.Count() -> Optional.of((double) actions.size());
      case Aggregate.Sum(String p) ->
          Optional.of(numbers(actions, p).stream().mapToDouble(d -> d).sum());
      case Aggregate.Distinct(String p) ->
          Optional.of(
              (double)
                  actions.stream()
                      .map(a -> a.properties.get(p))
                      .filter(v -> v != null)
                      .distinct()
                      .count());
      case Aggregate.Average(String p) ->
          boxed(numbers(actions, p).stream().mapToDouble(d -> d).average());
      case Aggregate.Minimum(String p) ->
          boxed(numbers(actions, p).stream().mapToDouble(d -> d).min());
      case Aggregate.Maximum(String p) ->
          boxed(numbers(actions, p).stream().mapToDouble(d -> d).max());
      case Aggregate.DaysSince() ->
          actions.stream()
              .map(Action::time)
              .max(Instant::compareTo)
              .map(time -> (double) Duration.between(time, NOW).toDays());
      case Aggregate.First(String p) ->
          actions.stream()
              .filter(a -> a.properties.containsKey(p))
              .min(Comparator.comparing(Action::time))
              .map(a -> a.properties.get(p));
      case Aggregate.Last(String p) ->
          actions.stream()
              .filter(a -> a.properties.containsKey(p))
              .max(Comparator.comparing(Action::time))
              .map(a -> a.properties.get(p));
    };
  }

  private static Optional<Object> boxed(java.util.OptionalDouble number) {
    return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
  }

  private static List<Double> numbers(List<Action> actions, String property) {
    return actions.stream()
        .map(a -> a.properties.get(property))
        .filter(Double.class::isInstance)
        .map(Double.class::cast)
        .toList();
  }

  private static boolean passes(PropertyTest test, Action action) {
    return passes(test.predicate(), Optional.ofNullable(action.properties.get(test.property())));
  }

  private static boolean inside(Window window, Instant time) {
    return switch (window) {
      case Window.Always() -> true;
      case Window.Sliding(Duration length) -> !time.isBefore(NOW.minus(length));
      case Window.Days(var from, var to) ->
          from.map(day -> !time.isBefore(day.atStartOfDay(ZONE).toInstant())).orElse(true)
              && to.map(day -> time.isBefore(day.atStartOfDay(ZONE).toInstant())).orElse(true);
    };
  }

  private static boolean passes(Predicate predicate, Optional<Object> value) {
    return switch (predicate) {
      case Predicate.In(List<Scalar> values) ->
          value.isPresent() && values.stream().anyMatch(v -> compare(value.get(), v) == 0);
      case Predicate.NotIn(List<Scalar> values) ->
          value.isEmpty() || values.stream().noneMatch(v -> compare(value.get(), v) == 0);
      case Predicate.IsSet(boolean set) -> value.isPresent() == set;
      case Predicate.Contains(String text) ->
          value.isPresent()
              && value
                  .get()
                  .toString()
                  .toLowerCase(Locale.ROOT)
                  .contains(text.toLowerCase(Locale.ROOT));
      case Predicate.Range(var lower, var upper) ->
          value.isPresent()
              && lower.map(b -> above(compare(value.get(), b.value()), b)).orElse(true)
              && upper.map(b -> above(-compare(value.get(), b.value()), b)).orElse(true);
    };
  }

  private static boolean above(int comparison, Bound bound) {
    return bound.inclusive() ? comparison >= 0 : comparison > 0;
  }

  private static int compare(Object value, Scalar scalar) {
    return switch (scalar) {
      case Scalar.Decimal(BigDecimal number) ->
          Double.compare((Double) value + 0.0, number.doubleValue());
      case Scalar.Flag(boolean flag) -> value.equals(flag) ? 0 : 1;
      case Scalar.Text(String text) when value instanceof Instant time -> {
        Moments moments = Moments.parse(text, ZONE).orElseThrow();
        yield time.isBefore(moments.start()) ? -1 : time.isBefore(moments.end()) ? 0 : 1;
      }
      case Scalar.Text(String text) -> value.toString().compareTo(text);
    };
  }
}
