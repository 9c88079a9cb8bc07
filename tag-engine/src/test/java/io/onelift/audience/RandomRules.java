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
import io.onelift.tag.Predicate;
import io.onelift.tag.Predicate.Bound;
import io.onelift.tag.Scalar;
import io.onelift.tag.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Rules over the people of {@link PlainPeople}. */
final class RandomRules {
  private RandomRules() {}

  /** Rules whose leaves are tags, audiences and warehouse leaves. */
  static Arbitrary<Rule> any() {
    return nested(Arbitraries.oneOf(tag(), tag(), trait(), event(), sequence(), audience()), 3);
  }

  /** Rules whose leaves are tags alone. */
  static Arbitrary<Rule> tags() {
    return nested(tag(), 4);
  }

  /** Every kind of node there is. */
  static Arbitrary<Rule> language() {
    return nested(Arbitraries.oneOf(tag(), trait(), event(), sequence(), audience()), 3);
  }

  private static Arbitrary<Rule> nested(Arbitrary<Rule> leaf, int depth) {
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<Rule> inner = Arbitraries.lazy(() -> nested(leaf, depth - 1));
    Arbitrary<List<Rule>> branches = inner.list().ofMinSize(1).ofMaxSize(4);
    return Arbitraries.frequencyOf(
        Tuple.of(2, leaf),
        Tuple.of(2, branches.map(And::new)),
        Tuple.of(2, branches.map(Or::new)),
        Tuple.of(1, inner.map(Not::new)));
  }

  private static Arbitrary<Rule> tag() {
    return Arbitraries.oneOf(
        words("上海", "北京", "杭州", "nowhere").map(p -> new HasTag("city", p)),
        flags().map(p -> new HasTag("vip", p)),
        numbers().map(p -> new HasTag("aum", p)),
        numbers().map(p -> new HasTag("purchases", p)),
        days().map(p -> new HasTag("birthday", p)));
  }

  private static Arbitrary<Rule> trait() {
    return words("fund", "deposit", "card").map(p -> new HasTrait("favourite", p));
  }

  private static Arbitrary<Rule> event() {
    return Arbitraries.oneOf(
        Combinators.combine(
                Arbitraries.of("purchase", "login"), tests(), counts(), Arbitraries.of(windows()))
            .as(
                (event, where, predicate, window) ->
                    new DidEvent(
                        new EventMeasure(event, where, new Aggregate.Count()), predicate, window)),
        Combinators.combine(
                tests(),
                Arbitraries.of(
                    new Aggregate.Sum("amount"),
                    new Aggregate.Average("amount"),
                    new Aggregate.Minimum("amount"),
                    new Aggregate.Maximum("amount"),
                    new Aggregate.Distinct("product"),
                    new Aggregate.DaysSince()),
                counts(),
                Arbitraries.of(windows()))
            .as(
                (where, aggregate, predicate, window) ->
                    new DidEvent(
                        new EventMeasure("purchase", where, aggregate), predicate, window)),
        Combinators.combine(
                tests(),
                Arbitraries.<Aggregate>of(
                    new Aggregate.First("product"), new Aggregate.Last("product")),
                texts("fund", "deposit"),
                Arbitraries.of(windows()))
            .as(
                (where, end, predicate, window) ->
                    new DidEvent(new EventMeasure("purchase", where, end), predicate, window)));
  }

  private static Arbitrary<Rule> sequence() {
    Arbitrary<Step> step =
        Combinators.combine(Arbitraries.of("purchase", "login"), tests()).as(Step::new);
    return Combinators.combine(
            step.list().ofMinSize(2).ofMaxSize(3),
            Arbitraries.of(Duration.ofMinutes(30), Duration.ofDays(1)),
            Arbitraries.of(windows()))
        .as(DidSequence::new);
  }

  private static Arbitrary<Rule> audience() {
    return Arbitraries.oneOf(
        Arbitraries.of("rich", "shanghai").map(InAudience::new),
        Arbitraries.of(1, 2).map(number -> new InSnapshot("rich", number)));
  }

  private static Window[] windows() {
    return new Window[] {
      new Window.Always(),
      new Window.Sliding(Duration.ofDays(7)),
      new Window.Sliding(Duration.ofMinutes(90)),
      new Window.Days(Optional.of(LocalDate.of(2026, 10, 1)), Optional.empty()),
      new Window.Days(
          Optional.of(LocalDate.of(2026, 10, 1)), Optional.of(LocalDate.of(2026, 11, 1)))
    };
  }

  private static Arbitrary<List<PropertyTest>> tests() {
    Arbitrary<PropertyTest> test =
        Arbitraries.oneOf(
            numbers().map(p -> new PropertyTest("amount", p)),
            words("fund", "deposit").map(p -> new PropertyTest("product", p)));
    return test.list().ofMaxSize(2);
  }

  private static Arbitrary<Predicate> counts() {
    Arbitrary<Scalar> count = Arbitraries.integers().between(0, 3).map(Scalar::of);
    return Arbitraries.oneOf(
        count.map(c -> new Predicate.In(List.of(c))),
        count.map(c -> new Predicate.NotIn(List.of(c))),
        ranges(count));
  }

  private static Arbitrary<Predicate> words(String... values) {
    return Arbitraries.oneOf(texts(values), texts(values), set());
  }

  /** Tests that a value which is always there can be given. */
  private static Arbitrary<Predicate> texts(String... values) {
    Arbitrary<List<Scalar>> some =
        Arbitraries.of(values)
            .map(Scalar::of)
            .list()
            .ofMinSize(1)
            .ofMaxSize(Math.min(3, values.length))
            .uniqueElements();
    return Arbitraries.oneOf(
        some.map(Predicate.In::new),
        some.map(Predicate.NotIn::new),
        Arbitraries.of("海", "上海", "O", "fun").map(Predicate.Contains::new));
  }

  private static Arbitrary<Predicate> flags() {
    Arbitrary<Scalar> flag = Arbitraries.of(true, false).map(Scalar::of);
    return Arbitraries.oneOf(
        flag.map(f -> new Predicate.In(List.of(f))),
        flag.map(f -> new Predicate.NotIn(List.of(f))),
        set());
  }

  private static Arbitrary<Predicate> numbers() {
    Arbitrary<Scalar> number =
        Arbitraries.of("0", "-1", "1", "2.5", "99.99", "100", "100.005", "1000000")
            .map(text -> new Scalar.Decimal(new BigDecimal(text)));
    Arbitrary<List<Scalar>> some = number.list().ofMinSize(1).ofMaxSize(2).uniqueElements();
    return Arbitraries.oneOf(
        some.map(Predicate.In::new), some.map(Predicate.NotIn::new), ranges(number), set());
  }

  private static Arbitrary<Predicate> days() {
    Arbitrary<Scalar> day =
        Arbitraries.of("1990-05-01", "1990-05-02", "2000-01-01T12:00", "1990-04-30T16:00:00Z")
            .map(Scalar::of);
    return Arbitraries.oneOf(
        day.map(d -> new Predicate.In(List.of(d))),
        day.map(d -> new Predicate.NotIn(List.of(d))),
        ranges(day),
        set());
  }

  private static Arbitrary<Predicate> set() {
    return Arbitraries.of(true, false).map(Predicate.IsSet::new);
  }

  private static Arbitrary<Predicate> ranges(Arbitrary<Scalar> ends) {
    Arbitrary<Bound> bound = Combinators.combine(ends, Arbitraries.of(true, false)).as(Bound::new);
    return Combinators.combine(bound, bound, Arbitraries.integers().between(0, 2))
        .as(
            (lower, upper, which) ->
                new Predicate.Range(
                    which == 0 ? Optional.empty() : Optional.of(lower),
                    which == 1 ? Optional.empty() : Optional.of(upper)));
  }
}
