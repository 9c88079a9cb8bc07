package io.onelift.profile;

import io.onelift.event.MergeRule;
import io.onelift.event.TraitOperation;
import io.onelift.event.TraitRule;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All that was said of one trait of one profile, folded: its value and what is needed to take
 * further statements and to join two profiles without reading the events again.
 *
 * <p>The meaning is that of the statements applied one after another, by event time and then in the
 * order they came in ({@link MergeRule#SET_ONCE}: in the order they came in). Where a late
 * statement could have met a state that is no longer known, {@link #and} and {@link #join} give
 * nothing, and the events have to be folded again.
 *
 * @param value empty after an unset
 * @param from time of the statement that the value rests on, in epoch milliseconds
 * @param last time of the latest statement
 * @param kinds which operations were said, as bits
 * @param source of the statement that the value rests on
 */
record TraitFold(Optional<Object> value, long from, long last, int kinds, String source) {
  static final int SET = 1;
  static final int ONCE = 2;
  static final int ADD = 4;
  static final int UNSET = 8;

  /** The fold of a single statement. */
  static TraitFold of(Statement said, TraitRule rule) {
    int kind = kind(said.operation(), rule);
    Optional<Object> value = kind == UNSET ? Optional.empty() : Optional.of(alone(said, rule));
    return new TraitFold(value, said.at(), said.at(), kind, said.source());
  }

  /** The value of a trait that nothing else is known of; what may hold a value once, does. */
  private static Object alone(Statement said, TraitRule rule) {
    return switch (rule.merge()) {
      case LIST -> union(List.of(), said.value());
      case LATEST ->
          said.operation() == TraitOperation.APPEND
              ? appended(List.of(), said.value())
              : said.value();
      case FIRST, SET_ONCE, MAX, SUM -> said.value();
    };
  }

  /** Other rules than latest decide themselves: to them every operation says a value. */
  private static int kind(TraitOperation operation, TraitRule rule) {
    boolean latest = rule.merge() == MergeRule.LATEST;
    return switch (operation) {
      case SET -> SET;
      case SET_ONCE -> latest ? ONCE : SET;
      case INCREMENT, APPEND -> latest ? ADD : SET;
      case UNSET -> UNSET;
      case DELETE -> throw new IllegalArgumentException("A delete speaks of all traits");
    };
  }

  /** With one statement more, said after all others; empty when only the events can tell. */
  Optional<TraitFold> and(Statement said, TraitRule rule) {
    int kind = kind(said.operation(), rule);
    return switch (rule.merge()) {
      case LATEST -> latest(said, kind, rule);
      case FIRST -> first(said, kind, rule);
      case SET_ONCE ->
          Optional.of(
              kind == UNSET || value.isEmpty() ? of(said, rule).since(this) : heard(said, kind));
      case MAX, SUM, LIST -> gathered(said, kind, rule);
    };
  }

  private Optional<TraitFold> latest(Statement said, int kind, TraitRule rule) {
    int all = kinds | kind;
    if (within(all, SET | UNSET)) {
      boolean taken = beats(said, rule, said.at() >= from);
      return Optional.of(taken ? of(said, rule).since(this) : heard(said, kind));
    }
    if (within(all, SET | ONCE)) {
      boolean taken =
          kind == ONCE
              ? !has(SET) && said.at() < from
              : !has(SET) || beats(said, rule, said.at() >= from);
      return Optional.of(taken ? of(said, rule).since(this) : heard(said, kind));
    }
    if (said.at() >= last) {
      return Optional.of(next(said, kind, rule));
    }
    if (has(UNSET) || kind == UNSET || said.value() instanceof List) {
      return Optional.empty();
    }
    return switch (kind) {
      case ADD -> lateAdd(said, kind);
      case SET -> lateSet(said, kind, rule);
      default -> lateOnce(said, kind);
    };
  }

  /** A statement that comes after all others in time too. */
  private TraitFold next(Statement said, int kind, TraitRule rule) {
    return switch (kind) {
      case ADD ->
          new TraitFold(Optional.of(added(said.value())), from, said.at(), kinds | kind, source);
      case ONCE ->
          value.isPresent()
              ? heard(said, kind)
              : new TraitFold(
                  Optional.of(said.value()), said.at(), said.at(), kinds | kind, said.source());
      default ->
          // What came before is void, unless somebody believed more could still speak of then.
          has(SET | UNSET) && !beats(said, rule, true)
              ? heard(said, kind)
              : rule.sources().isEmpty() ? of(said, rule) : of(said, rule).since(this);
    };
  }

  private Optional<TraitFold> lateAdd(Statement said, int kind) {
    if (kinds == ADD || said.at() >= from) {
      return Optional.of(
          new TraitFold(
              Optional.of(added(said.value())),
              kinds == ADD ? Math.min(from, said.at()) : from,
              last,
              kinds | kind,
              source));
    }
    return has(SET) ? Optional.of(heard(said, kind)) : Optional.empty();
  }

  private Optional<TraitFold> lateSet(Statement said, int kind, TraitRule rule) {
    if (kinds == ADD && said.at() < from) {
      return Optional.of(under(said, kind));
    }
    boolean outweighed = has(SET) && !beats(said, rule, said.at() >= from);
    return outweighed ? Optional.of(heard(said, kind)) : Optional.empty();
  }

  private Optional<TraitFold> lateOnce(Statement said, int kind) {
    if (has(SET) || said.at() >= from) {
      return Optional.of(heard(said, kind));
    }
    return kinds == ADD ? Optional.of(under(said, kind)) : Optional.empty();
  }

  /** What was added comes on top of a value that was said before all of it. */
  private TraitFold under(Statement said, int kind) {
    Object sum = (Double) said.value() + (Double) value.orElseThrow();
    return new TraitFold(Optional.of(sum), said.at(), last, kinds | kind, said.source());
  }

  private Optional<TraitFold> first(Statement said, int kind, TraitRule rule) {
    if (has(UNSET) || kind == UNSET) {
      if (said.at() < last) {
        return Optional.empty();
      }
      boolean taken = beats(said, rule, kind == UNSET || value.isEmpty());
      return Optional.of(taken ? of(said, rule).since(this) : heard(said, kind));
    }
    return Optional.of(
        beats(said, rule, said.at() < from) ? of(said, rule).since(this) : heard(said, kind));
  }

  private Optional<TraitFold> gathered(Statement said, int kind, TraitRule rule) {
    if (said.at() < last && (has(UNSET) || kind == UNSET)) {
      return Optional.empty();
    }
    if (kind == UNSET) {
      return Optional.of(of(said, rule));
    }
    TraitFold alone = of(said, rule);
    Object both =
        value.map(v -> gather(v, alone.value.orElseThrow(), rule)).orElse(alone.value.get());
    return Optional.of(alone.since(this).with(both));
  }

  /**
   * The fold of all that was said of two profiles that are one; empty when only events can tell.
   */
  Optional<TraitFold> join(TraitFold other, TraitRule rule) {
    int all = kinds | other.kinds;
    return switch (rule.merge()) {
      case LATEST -> {
        if (within(all, SET | UNSET) || (has(SET) && other.has(SET) && within(all, SET | ONCE))) {
          yield choose(other, rule, from > other.from);
        }
        if (within(all, SET | ONCE)) {
          yield has(SET) == other.has(SET)
              ? choose(other, rule, from < other.from)
              : Optional.of(has(SET) ? since(other) : other.since(this));
        }
        yield all == ADD && value.get() instanceof Double
            ? Optional.of(
                new TraitFold(
                    Optional.of(added(other.value.orElseThrow())),
                    Math.min(from, other.from),
                    Math.max(last, other.last),
                    all,
                    source))
            : Optional.empty();
      }
      case FIRST -> within(all, SET) ? choose(other, rule, from < other.from) : Optional.empty();
      case SET_ONCE -> Optional.empty();
      case MAX, SUM, LIST ->
          within(all, SET)
              ? Optional.of(
                  since(other).with(gather(value.orElseThrow(), other.value.orElseThrow(), rule)))
              : Optional.empty();
    };
  }

  /** One of two that rest on one statement each; of the same moment, only the log knows. */
  private Optional<TraitFold> choose(TraitFold other, TraitRule rule, boolean mine) {
    int ranks = has(ONCE) && !has(SET) ? 0 : rule.rank(source) - rule.rank(other.source);
    if (ranks == 0 && from == other.from && !value.equals(other.value)) {
      return Optional.empty();
    }
    return Optional.of(ranks < 0 || (ranks == 0 && mine) ? since(other) : other.since(this));
  }

  private boolean beats(Statement said, TraitRule rule, boolean otherwise) {
    int ranks = rule.rank(said.source()) - rule.rank(source);
    return ranks < 0 || (ranks == 0 && otherwise);
  }

  private static Object gather(Object a, Object b, TraitRule rule) {
    return switch (rule.merge()) {
      case MAX -> greater(a, b);
      case SUM -> (Double) a + (Double) b;
      case LIST -> union((List<?>) a, b);
      case LATEST, FIRST, SET_ONCE -> throw new IllegalStateException(rule + " gathers nothing");
    };
  }

  @SuppressWarnings("unchecked") // Both are typed as one column.
  private static Object greater(Object a, Object b) {
    return ((Comparable<Object>) a).compareTo(b) >= 0 ? a : b;
  }

  private static Object union(List<?> known, Object more) {
    TreeSet<Object> all = new TreeSet<>(known);
    all.addAll((List<?>) more);
    return List.copyOf(all);
  }

  private Object added(Object more) {
    return more instanceof Double number
        ? (Object) ((Double) value.orElse(0.0) + number)
        : appended((List<?>) value.orElse(List.of()), more);
  }

  private static Object appended(List<?> known, Object more) {
    return Stream.concat(known.stream(), ((List<?>) more).stream()).distinct().toList();
  }

  private boolean has(int kind) {
    return (kinds & kind) != 0;
  }

  private static boolean within(int kinds, int some) {
    return (kinds & ~some) == 0;
  }

  /** The same value, with one statement heard that does not change it. */
  private TraitFold heard(Statement said, int kind) {
    return new TraitFold(value, from, Math.max(last, said.at()), kinds | kind, source);
  }

  /** This value, after all that another knows was heard as well. */
  private TraitFold since(TraitFold other) {
    return new TraitFold(value, from, Math.max(last, other.last), kinds | other.kinds, source);
  }

  private TraitFold with(Object other) {
    return new TraitFold(Optional.of(other), from, last, kinds, source);
  }
}
