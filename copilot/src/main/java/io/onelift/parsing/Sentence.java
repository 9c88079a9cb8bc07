package io.onelift.parsing;

import io.onelift.linking.Element;
import io.onelift.linking.Element.Amount;
import io.onelift.linking.Element.Days;
import io.onelift.linking.Element.OfDimension;
import io.onelift.linking.Element.OfMetric;
import io.onelift.linking.Element.OfValue;
import io.onelift.linking.Element.Step;
import io.onelift.linking.Mention;
import io.onelift.linking.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The words of a question that carry meaning, in order, and which of them have found their place in
 * the query. Every stage takes a sentence and gives the sentence with its own words used, so that
 * what is left at the end is what would have been ignored.
 */
record Sentence(List<Mention> words, Set<Integer> used) {
  Sentence {
    words = List.copyOf(words);
    used = Set.copyOf(used);
  }

  /** What a stage found and the sentence with the words of it used. */
  record Taken<T>(T found, Sentence rest) {}

  int size() {
    return words.size();
  }

  /** The positions whose words have not found their place. */
  IntStream free() {
    return IntStream.range(0, size()).filter(i -> !used.contains(i));
  }

  boolean isFree(int at) {
    return at >= 0 && at < size() && !used.contains(at);
  }

  Sentence use(int... positions) {
    Set<Integer> more = new HashSet<>(used);
    IntStream.of(positions).forEach(more::add);
    return new Sentence(words, more);
  }

  Sentence with(int at, Mention mention) {
    List<Mention> changed = new java.util.ArrayList<>(words);
    changed.set(at, mention);
    return new Sentence(changed, used);
  }

  Mention word(int at) {
    return words.get(at);
  }

  /** True when a free word at this place has this role. */
  boolean is(int at, Role role) {
    return isFree(at) && words.get(at).is(role);
  }

  boolean isAny(int at, Role... roles) {
    return Stream.of(roles).anyMatch(role -> is(at, role));
  }

  boolean has(Role role) {
    return free().anyMatch(i -> words.get(i).is(role));
  }

  Optional<Amount> amount(int at) {
    return first(at, Amount.class);
  }

  Optional<OfDimension> dimension(int at) {
    return first(at, OfDimension.class);
  }

  Optional<OfMetric> metric(int at) {
    return first(at, OfMetric.class);
  }

  Optional<OfValue> value(int at) {
    return first(at, OfValue.class);
  }

  Optional<Days> days(int at) {
    return first(at, Days.class);
  }

  Optional<Step> step(int at) {
    return first(at, Step.class);
  }

  <E extends Element> List<E> all(int at, Class<E> kind) {
    return isFree(at)
        ? words.get(at).elements().stream().filter(kind::isInstance).map(kind::cast).toList()
        : List.of();
  }

  private <E extends Element> Optional<E> first(int at, Class<E> kind) {
    return all(at, kind).stream().findFirst();
  }
}
