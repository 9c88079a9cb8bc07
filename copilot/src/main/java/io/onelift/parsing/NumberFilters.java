package io.onelift.parsing;

import io.onelift.event.ValueType;
import io.onelift.ir.MetricQuery.DimensionFilter;
import io.onelift.linking.Element.OfDimension;
import io.onelift.linking.Mention;
import io.onelift.linking.Role;
import io.onelift.parsing.Sentence.Taken;
import io.onelift.semantic.Dimension;
import io.onelift.tag.Predicate;
import io.onelift.tag.Predicate.Bound;
import io.onelift.tag.Predicate.In;
import io.onelift.tag.Predicate.Range;
import io.onelift.tag.Scalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Conditions on number dimensions: AUM大于10万, 30岁以上, age between 25 and 40. */
final class NumberFilters {
  private NumberFilters() {}

  /** One side of a range and how many words it took, from where. */
  private record Side(Optional<Bound> lower, Optional<Bound> upper, int from, int to) {}

  static Taken<List<DimensionFilter>> take(Sentence sentence) {
    List<DimensionFilter> filters = new ArrayList<>();
    Sentence rest = sentence;
    for (int i = 0; i < rest.size(); i++) {
      Optional<Dimension> dimension = number(rest, i);
      if (dimension.isEmpty()) {
        refuseConditionOnMetric(rest, i);
        continue;
      }
      Sentence now = rest;
      int at = i;
      Optional<Side> side =
          after(now, at + 1).or(() -> before(now, at - 1)).map(s -> closed(now, at, s));
      if (side.isPresent()) {
        filters.add(new DimensionFilter(dimension.get().key(), predicate(side.get())));
        rest = rest.use(i);
        for (int used = side.get().from(); used < side.get().to(); used++) {
          rest = rest.use(used);
        }
      }
    }
    return new Taken<>(filters, rest);
  }

  private static Optional<Dimension> number(Sentence sentence, int at) {
    return sentence.all(at, OfDimension.class).stream()
        .map(OfDimension::dimension)
        .filter(d -> d.type() == ValueType.NUMBER)
        .findFirst();
  }

  private static void refuseConditionOnMetric(Sentence sentence, int at) {
    sentence
        .metric(at)
        .filter(m -> comparison(sentence, at + 1) && sentence.amount(at + 2).isPresent())
        .ifPresent(
            m -> {
              throw new DoubtException(new Doubt.MetricCondition(m.metric()));
            });
  }

  private static boolean comparison(Sentence sentence, int at) {
    return sentence.isAny(at, Role.GT, Role.GTE, Role.LT, Role.LTE, Role.EQ);
  }

  /**
   * The condition behind the dimension: DIM between a and b, DIM a to b, DIM > a, DIM a or more.
   */
  private static Optional<Side> after(Sentence sentence, int at) {
    int from = at;
    int first = sentence.is(at, Role.BETWEEN) ? at + 1 : at;
    if (sentence.amount(first).isPresent()
        && sentence.isAny(first + 1, Role.TO, Role.AND)
        && sentence.amount(first + 2).isPresent()) {
      int end = sentence.is(first + 3, Role.INSIDE) ? first + 4 : first + 3;
      return Optional.of(
          new Side(bound(sentence, first, true), bound(sentence, first + 2, true), from, end));
    }
    Optional<Side> one = compared(sentence, at);
    if (one.isEmpty()) {
      return one;
    }
    int next =
        sentence.isAny(one.get().to(), Role.AND, Role.COMMA) ? one.get().to() + 1 : one.get().to();
    Optional<Side> two = comparison(sentence, next) ? compared(sentence, next) : Optional.empty();
    return two.map(t -> both(one.get(), t)).or(() -> one);
  }

  private static Side both(Side one, Side two) {
    return new Side(one.lower().or(two::lower), one.upper().or(two::upper), one.from(), two.to());
  }

  /** A comparison sign and a number, or a number and what stands behind it. */
  private static Optional<Side> compared(Sentence s, int at) {
    int number = comparison(s, at) ? at + 1 : at;
    if (s.amount(number).isEmpty()) {
      return Optional.empty();
    }
    if (number > at) {
      return Optional.of(side(s, at, number, at, number + 1));
    }
    return s.isAny(number + 1, Role.OR_MORE, Role.OR_LESS)
        ? Optional.of(side(s, number + 1, number, number, number + 2))
        : Optional.of(new Side(bound(s, number, true), bound(s, number, true), number, number + 1));
  }

  /** The condition before the dimension: more than a DIM, a to b DIM, a DIM. */
  private static Optional<Side> before(Sentence s, int at) {
    if (s.amount(at).isEmpty()) {
      return s.isAny(at, Role.OR_MORE, Role.OR_LESS) && s.amount(at - 1).isPresent()
          ? Optional.of(side(s, at, at - 1, at - 1, at + 1))
          : Optional.empty();
    }
    if (s.isAny(at - 1, Role.TO, Role.AND) && s.amount(at - 2).isPresent()) {
      int from = s.is(at - 3, Role.BETWEEN) ? at - 3 : at - 2;
      return Optional.of(new Side(bound(s, at - 2, true), bound(s, at, true), from, at + 1));
    }
    if (comparison(s, at - 1)) {
      return Optional.of(side(s, at - 1, at, at - 1, at + 1));
    }
    boolean counts = s.isAny(at - 1, Role.TOP, Role.BOTTOM, Role.MOST, Role.LEAST);
    return counts
        ? Optional.empty()
        : Optional.of(new Side(bound(s, at, true), bound(s, at, true), at, at + 1));
  }

  /** 30岁以上: what stands behind the dimension opens the equality before it to one side. */
  private static Side closed(Sentence s, int dimension, Side side) {
    int next = dimension + 1;
    boolean equality = side.lower().equals(side.upper());
    if (side.to() > dimension || !equality || !s.isAny(next, Role.OR_MORE, Role.OR_LESS)) {
      return s.is(next, Role.INSIDE) && side.to() <= dimension ? widened(side, next) : side;
    }
    return s.is(next, Role.OR_MORE)
        ? new Side(side.lower(), Optional.empty(), side.from(), next + 1)
        : new Side(Optional.empty(), side.upper(), side.from(), next + 1);
  }

  private static Side widened(Side side, int last) {
    return new Side(side.lower(), side.upper(), side.from(), last + 1);
  }

  private static Side side(Sentence s, int sign, int number, int from, int to) {
    Mention word = s.word(sign);
    Optional<Bound> open = bound(s, number, false);
    Optional<Bound> closed = bound(s, number, true);
    if (word.is(Role.EQ)) {
      return new Side(closed, closed, from, to);
    }
    if (word.is(Role.GT)) {
      return new Side(open, Optional.empty(), from, to);
    }
    if (word.is(Role.GTE) || word.is(Role.OR_MORE)) {
      return new Side(closed, Optional.empty(), from, to);
    }
    return new Side(Optional.empty(), word.is(Role.LT) ? open : closed, from, to);
  }

  private static Optional<Bound> bound(Sentence sentence, int at, boolean inclusive) {
    BigDecimal number = sentence.amount(at).orElseThrow().number();
    return Optional.of(new Bound(new Scalar.Decimal(plain(number)), inclusive));
  }

  private static BigDecimal plain(BigDecimal number) {
    return number.scale() < 0 ? number.setScale(0) : number;
  }

  private static Predicate predicate(Side side) {
    boolean equality = side.lower().isPresent() && side.lower().equals(side.upper());
    return equality
        ? new In(List.of(side.lower().orElseThrow().value()))
        : new Range(side.lower(), side.upper());
  }
}
