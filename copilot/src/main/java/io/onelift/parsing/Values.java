package io.onelift.parsing;

import io.onelift.event.ValueType;
import io.onelift.ir.MetricQuery.DimensionFilter;
import io.onelift.linking.Element.OfDimension;
import io.onelift.linking.Element.OfValue;
import io.onelift.linking.Role;
import io.onelift.parsing.Sentence.Taken;
import io.onelift.semantic.Dimension;
import io.onelift.semantic.Metric;
import io.onelift.semantic.SemanticModel;
import io.onelift.tag.Predicate.In;
import io.onelift.tag.Predicate.NotIn;
import io.onelift.tag.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Conditions named by a value: 上海的, for gold customers, not in Shanghai, 除了北京以外. */
final class Values {
  private Values() {}

  /**
   * @param compared dimensions with several values that are set side by side (上海和北京)
   */
  record Found(List<DimensionFilter> filters, List<Dimension> compared) {}

  /** Values of one dimension that stand together, and whether they are ruled out. */
  private record Run(
      Dimension dimension, List<String> values, boolean negated, boolean sideBySide) {}

  static Taken<Found> take(Sentence sentence, SemanticModel model, List<Metric> metrics) {
    Sentence rest = resolved(sentence, model, metrics);
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < rest.size(); i++) {
      if (rest.value(i).isPresent()) {
        Taken<Run> run = run(rest, i);
        runs.add(run.found());
        rest = run.rest();
      }
    }
    return new Taken<>(found(runs, sentence.has(Role.TOTAL)), rest);
  }

  /** Gives every value one dimension: the one named beside it, else one that suits the metrics. */
  private static Sentence resolved(Sentence sentence, SemanticModel model, List<Metric> metrics) {
    Sentence rest = sentence;
    for (int i : sentence.free().toArray()) {
      List<OfValue> meanings = rest.all(i, OfValue.class);
      if (meanings.isEmpty()) {
        continue;
      }
      List<OfDimension> dimensions = rest.all(i, OfDimension.class);
      if (!dimensions.isEmpty()) {
        rest = rest.with(i, rest.word(i).only(dimensions)); // 活动: which, before which value
        continue;
      }
      List<OfValue> chosen = named(rest, i, meanings);
      if (chosen.size() > 1) {
        List<OfValue> suiting = chosen.stream().filter(v -> suits(v, model, metrics)).toList();
        chosen = suiting.isEmpty() ? chosen : suiting;
      }
      if (chosen.size() > 1) {
        throw new DoubtException(new Doubt.SeveralMeanings(rest.word(i), List.copyOf(chosen)));
      }
      rest = rest.with(i, rest.word(i).only(chosen));
    }
    return rest;
  }

  private static List<OfValue> named(Sentence sentence, int at, List<OfValue> meanings) {
    for (int beside : List.of(at - 1, at + 1, at - 2)) {
      boolean near = beside != at - 2 || sentence.isAny(at - 1, Role.NOT, Role.EQ);
      List<OfValue> of =
          meanings.stream()
              .filter(
                  v ->
                      near
                          && sentence
                              .all(beside, OfDimension.class)
                              .contains(new OfDimension(v.dimension())))
              .toList();
      if (!of.isEmpty()) {
        return of;
      }
    }
    boolean listed = sentence.isAny(at - 1, Role.AND, Role.OR, Role.COMMA, Role.VERSUS);
    List<OfValue> before = listed ? sentence.all(at - 2, OfValue.class) : List.of();
    List<OfValue> alike =
        meanings.stream()
            .filter(v -> before.size() == 1 && before.getFirst().dimension().equals(v.dimension()))
            .toList();
    return alike.isEmpty() ? meanings : alike;
  }

  private static boolean suits(OfValue value, SemanticModel model, List<Metric> metrics) {
    return metrics.stream().allMatch(metric -> model.applies(value.dimension(), metric));
  }

  private static Taken<Run> run(Sentence sentence, int first) {
    Dimension dimension = sentence.value(first).orElseThrow().dimension();
    Set<String> values = new LinkedHashSet<>();
    Sentence rest = sentence;
    boolean sideBySide = false;
    int last = first;
    for (int i = first; isValueOf(sentence, i, dimension); ) {
      values.add(sentence.value(i).orElseThrow().value());
      rest = rest.use(i);
      last = i;
      boolean joined =
          sentence.isAny(i + 1, Role.AND, Role.OR, Role.COMMA, Role.VERSUS)
              && isValueOf(sentence, i + 2, dimension);
      if (joined) {
        sideBySide |= !sentence.is(i + 1, Role.OR);
        rest = rest.use(i + 1);
      }
      i += joined ? 2 : 1;
    }
    Taken<Boolean> negated = negated(rest, first, last, dimension);
    return new Taken<>(
        new Run(dimension, List.copyOf(values), negated.found(), sideBySide), negated.rest());
  }

  private static boolean isValueOf(Sentence sentence, int at, Dimension dimension) {
    return sentence.value(at).filter(v -> v.dimension().equals(dimension)).isPresent();
  }

  /** Looks at what stands around the values: a negation, the dimension's name, an equals sign. */
  private static Taken<Boolean> negated(
      Sentence sentence, int first, int last, Dimension dimension) {
    Sentence rest = sentence;
    boolean negated = false;
    int before = first - 1;
    for (int steps = 0; steps < 3; steps++) {
      if (rest.isAny(before, Role.NOT, Role.EXCEPT)) {
        negated = true;
      } else if (!rest.is(before, Role.EQ) && !names(rest, before, dimension)) {
        break;
      }
      rest = rest.use(before--);
    }
    int after = last + 1;
    if (names(rest, after, dimension)) {
      rest = rest.use(after++);
    }
    if (negated && rest.is(after, Role.EXCEPT_END)) {
      rest = rest.use(after);
    }
    return new Taken<>(negated, rest);
  }

  /** The dimension's own name beside its value belongs to it, unless it is marked to split by. */
  private static boolean names(Sentence sentence, int at, Dimension dimension) {
    boolean marked =
        sentence.is(at - 1, Role.MARKER)
            || sentence.isAny(at + 1, Role.DISTRIBUTION)
            || sentence.is(at - 1, Role.AND);
    return !marked && sentence.all(at, OfDimension.class).contains(new OfDimension(dimension));
  }

  private static Found found(List<Run> runs, boolean total) {
    Map<Dimension, Set<String>> wanted = new LinkedHashMap<>();
    Map<Dimension, Set<String>> unwanted = new LinkedHashMap<>();
    Set<Dimension> compared = new LinkedHashSet<>();
    for (Run run : runs) {
      (run.negated() ? unwanted : wanted)
          .computeIfAbsent(run.dimension(), d -> new LinkedHashSet<>())
          .addAll(run.values());
      if (run.sideBySide() && !run.negated() && !total) {
        compared.add(run.dimension());
      }
    }
    List<DimensionFilter> filters = new ArrayList<>();
    wanted.forEach((d, v) -> filters.add(new DimensionFilter(d.key(), new In(scalars(d, v)))));
    unwanted.forEach((d, v) -> filters.add(new DimensionFilter(d.key(), new NotIn(scalars(d, v)))));
    return new Found(filters, List.copyOf(compared));
  }

  private static List<Scalar> scalars(Dimension dimension, Set<String> values) {
    return values.stream()
        .map(
            v ->
                dimension.type() == ValueType.BOOLEAN
                    ? Scalar.of(Boolean.parseBoolean(v))
                    : Scalar.of(v))
        .toList();
  }
}
