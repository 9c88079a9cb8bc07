package io.onelift.execute;

import io.onelift.audience.Rule;
import io.onelift.audience.Rule.DidEvent;
import io.onelift.audience.Rule.DidSequence;
import io.onelift.audience.Rule.HasTrait;
import io.onelift.audience.Rule.Step;
import io.onelift.tag.EventMeasure.Aggregate;
import io.onelift.tag.EventMeasure.PropertyTest;
import io.onelift.tag.Predicate;
import io.onelift.tag.Window;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/** Answers leaves the slow and obvious way. */
record LeafOracle(Map<Integer, String> cities, List<Happening> events, Instant now, ZoneId zone) {

  record Happening(int profile, String event, Instant time, Double amount, String channel) {}

  RoaringBitmap matching(Rule.WarehouseLeaf leaf) {
    RoaringBitmap found = new RoaringBitmap();
    for (int profile : cities.keySet()) {
      boolean holds =
          switch (leaf) {
            case HasTrait trait -> test(cities.get(profile), trait.predicate());
            case DidEvent event -> test(value(profile, event), event.predicate());
            case DidSequence sequence -> did(profile, sequence);
          };
      if (holds) {
        found.add(profile);
      }
    }
    return found;
  }

  private List<Happening> of(int profile, String event, List<PropertyTest> where) {
    return events.stream()
        .filter(e -> e.profile() == profile && e.event().equals(event))
        .filter(e -> where.stream().allMatch(t -> test(property(e, t.property()), t.predicate())))
        .sorted(Comparator.comparing(Happening::time))
        .toList();
  }

  private static Object property(Happening event, String name) {
    return name.equals("amount") ? event.amount() : event.channel();
  }

  private Object value(int profile, DidEvent leaf) {
    List<Happening> some =
        of(profile, leaf.measure().event(), leaf.measure().where()).stream()
            .filter(e -> inside(leaf.window(), e.time()))
            .toList();
    List<Double> amounts = some.stream().map(Happening::amount).filter(Objects::nonNull).toList();
    return switch (leaf.measure().aggregate()) {
      case Aggregate.Count _ -> (double) some.size();
      case Aggregate.Sum _ -> amounts.stream().mapToDouble(a -> a).sum();
      case Aggregate.Average _ ->
          amounts.isEmpty() ? null : amounts.stream().mapToDouble(a -> a).average().orElseThrow();
      case Aggregate.Minimum _ -> amounts.stream().min(Comparator.naturalOrder()).orElse(null);
      case Aggregate.Maximum _ -> amounts.stream().max(Comparator.naturalOrder()).orElse(null);
      case Aggregate.Distinct _ ->
          (double)
              some.stream().map(Happening::channel).filter(Objects::nonNull).distinct().count();
      case Aggregate.First _ ->
          some.stream()
              .filter(e -> e.channel() != null)
              .findFirst()
              .map(Happening::channel)
              .orElse(null);
      case Aggregate.Last _ ->
          some.stream()
              .filter(e -> e.channel() != null)
              .reduce((a, b) -> b)
              .map(Happening::channel)
              .orElse(null);
      case Aggregate.DaysSince _ ->
          some.stream()
              .filter(e -> !e.time().isAfter(now))
              .reduce((a, b) -> b)
              .map(e -> (double) (now.toEpochMilli() - e.time().toEpochMilli()) / 86_400_000)
              .map(Math::floor)
              .orElse(null);
    };
  }

  private boolean inside(Window window, Instant time) {
    return switch (window) {
      case Window.Sliding s -> time.isAfter(now.minus(s.length())) && !time.isAfter(now);
      case Window.Days days ->
          days.from().map(d -> !time.isBefore(d.atStartOfDay(zone).toInstant())).orElse(true)
              && days.to().map(d -> time.isBefore(d.atStartOfDay(zone).toInstant())).orElse(true);
      case Window.Always _ -> true;
    };
  }

  private boolean did(int profile, DidSequence sequence) {
    Step first = sequence.steps().getFirst();
    return of(profile, first.event(), first.where()).stream()
        .filter(e -> inside(sequence.window(), e.time()))
        .anyMatch(e -> follows(profile, sequence, 1, e.time(), e.time().plus(sequence.within())));
  }

  private boolean follows(int profile, DidSequence s, int step, Instant after, Instant until) {
    if (step == s.steps().size()) {
      return true;
    }
    Step next = s.steps().get(step);
    Optional<Instant> earliest =
        of(profile, next.event(), next.where()).stream()
            .map(Happening::time)
            .filter(t -> t.isAfter(after) && !t.isAfter(until))
            .filter(t -> !(s.window() instanceof Window.Sliding) || !t.isAfter(now))
            .findFirst();
    return earliest.isPresent() && follows(profile, s, step + 1, earliest.get(), until);
  }

  private static boolean test(Object value, Predicate predicate) {
    return switch (predicate) {
      case Predicate.In in -> value != null && in.values().stream().anyMatch(v -> same(value, v));
      case Predicate.NotIn not ->
          value == null || not.values().stream().noneMatch(v -> same(value, v));
      case Predicate.Range range ->
          value instanceof Double number
              && range.lower().map(b -> compare(number, b) >= (b.inclusive() ? 0 : 1)).orElse(true)
              && range
                  .upper()
                  .map(b -> compare(number, b) <= (b.inclusive() ? 0 : -1))
                  .orElse(true);
      case Predicate.IsSet set -> (value != null) == set.set();
      case Predicate.Contains contains ->
          value instanceof String text
              && text.toLowerCase(java.util.Locale.ROOT)
                  .contains(contains.text().toLowerCase(java.util.Locale.ROOT));
    };
  }

  private static int compare(double number, Predicate.Bound bound) {
    return Double.compare(number, Double.parseDouble(bound.value().toString()));
  }

  private static boolean same(Object value, io.onelift.tag.Scalar scalar) {
    return value instanceof Double number
        ? number == Double.parseDouble(scalar.toString())
        : value.equals(scalar.toString());
  }
}
