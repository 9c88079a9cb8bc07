package io.onelift.parsing;

import io.onelift.linking.Element.OfMetric;
import io.onelift.linking.Element.OfValue;
import io.onelift.linking.Mention;
import io.onelift.linking.Role;
import io.onelift.parsing.Sentence.Taken;
import io.onelift.semantic.Metric;
import io.onelift.semantic.Metric.EventCount;
import io.onelift.semantic.Metric.EventProfiles;
import io.onelift.semantic.Metric.ProfileCount;
import io.onelift.semantic.SemanticModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which figures are asked for. Figures that are not joined by a word are one figure said in two
 * parts (登录的客户数: those who logged in) or unclear; they are never quietly two.
 */
final class Metrics {
  private Metrics() {}

  /**
   * @param follows true when the question edits the one before, so that 客户 in it is no figure
   */
  static Taken<List<Metric>> take(Sentence sentence, SemanticModel model, boolean follows) {
    List<Integer> places = places(sentence, follows);
    for (int at : places) {
      List<OfMetric> meanings = sentence.all(at, OfMetric.class);
      if (meanings.size() > 1) {
        throw new DoubtException(
            new Doubt.SeveralMeanings(sentence.word(at), List.copyOf(meanings)));
      }
    }
    Sentence rest = sentence.use(places.stream().mapToInt(i -> i).toArray());
    List<Metric> metrics = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      int at = places.get(i);
      boolean alone = i + 1 >= places.size() || joined(sentence, at, places.get(i + 1));
      if (alone) {
        metrics.add(metric(sentence, at));
      } else {
        metrics.add(people(sentence, model, at, places.get(i + 1)));
        i++;
        if (i + 1 < places.size() && !joined(sentence, places.get(i), places.get(i + 1))) {
          throw new DoubtException(new Doubt.SeveralMetrics(words(sentence, places)));
        }
      }
    }
    return counted(sentence, new Taken<>(metrics.stream().distinct().toList(), rest), model);
  }

  private static Metric metric(Sentence sentence, int at) {
    return sentence.metric(at).orElseThrow().metric();
  }

  private static List<Mention> words(Sentence sentence, List<Integer> places) {
    return places.stream().map(sentence::word).toList();
  }

  /** Where figures are named; 客户 names one only when nothing else does or when it is joined. */
  private static List<Integer> places(Sentence sentence, boolean follows) {
    List<Integer> all = sentence.free().filter(i -> figure(sentence, i)).boxed().toList();
    List<Integer> plain = all.stream().filter(i -> !sentence.word(i).is(Role.SUBJECT)).toList();
    if (plain.isEmpty()) {
      boolean other = follows && sentence.free().anyMatch(i -> content(sentence, i));
      return other || all.isEmpty() ? List.of() : List.of(all.getFirst());
    }
    return all.stream()
        .filter(i -> plain.contains(i) || joins(sentence, i - 1) || joins(sentence, i + 1))
        .toList();
  }

  /** A figure behind 按 or by is what groups are ranked by, else it is no figure but split by. */
  private static boolean figure(Sentence sentence, int at) {
    if (sentence.metric(at).isEmpty()) {
      return false;
    }
    boolean marked = sentence.is(at - 1, Role.MARKER) && !sentence.is(at - 1, Role.FILLER);
    boolean ranked =
        sentence
            .free()
            .anyMatch(
                i ->
                    sentence.isAny(
                        i,
                        Role.TOP,
                        Role.MOST,
                        Role.DESCENDING,
                        Role.BOTTOM,
                        Role.LEAST,
                        Role.ASCENDING));
    return !marked || ranked;
  }

  private static boolean content(Sentence sentence, int at) {
    return sentence.value(at).isPresent()
        || sentence.days(at).isPresent()
        || sentence.dimension(at).isPresent()
        || sentence.step(at).isPresent();
  }

  private static boolean joins(Sentence sentence, int at) {
    return sentence.isAny(at, Role.AND, Role.VERSUS, Role.COMMA)
        && sentence.metric(at - 1).isPresent()
        && sentence.metric(at + 1).isPresent();
  }

  private static boolean joined(Sentence sentence, int one, int other) {
    return IntStream.range(one + 1, other)
        .anyMatch(i -> sentence.isAny(i, Role.AND, Role.VERSUS, Role.COMMA, Role.ALSO));
  }

  /** Those who did something: an event's figure next to the number of customers. */
  private static Metric people(Sentence sentence, SemanticModel model, int one, int other) {
    Metric first = metric(sentence, one);
    Metric second = metric(sentence, other);
    Optional<Metric> people =
        headcount(second)
            ? distinct(first, model)
            : headcount(first) ? distinct(second, model) : Optional.empty();
    return people.orElseThrow(
        () -> new DoubtException(new Doubt.SeveralMetrics(words(sentence, List.of(one, other)))));
  }

  private static boolean headcount(Metric metric) {
    return metric.definition() instanceof ProfileCount count && count.timeTrait().isEmpty();
  }

  private static Optional<Metric> distinct(Metric metric, SemanticModel model) {
    return switch (metric.definition()) {
      case EventCount count ->
          model.metrics().stream()
              .filter(m -> m.definition().equals(new EventProfiles(count.event(), count.where())))
              .findFirst();
      case EventProfiles _ -> Optional.of(metric);
      case ProfileCount count ->
          count.timeTrait().isEmpty() ? Optional.empty() : Optional.of(metric);
      case Metric.EventNumber _,
          Metric.ProfileNumber _,
          Metric.TableCount _,
          Metric.TableNumber _,
          Metric.SubjectCount _,
          Metric.Filtered _,
          Metric.Ratio _,
          Metric.PerSubject _,
          Metric.Formula _ ->
          Optional.empty();
    };
  }

  /** How many customers … did: the subject is counted, though an event is what is named. */
  private static Taken<List<Metric>> counted(
      Sentence before, Taken<List<Metric>> taken, SemanticModel model) {
    Optional<Integer> subject =
        taken
            .rest()
            .free()
            .filter(i -> before.word(i).is(Role.SUBJECT) && asked(before, i))
            .boxed()
            .findFirst();
    if (subject.isEmpty() || taken.found().size() != 1) {
      return taken;
    }
    Metric named = taken.found().getFirst();
    if (headcount(named)) {
      return taken;
    }
    Metric people =
        distinct(named, model)
            .orElseThrow(
                () ->
                    new DoubtException(
                        new Doubt.SeveralMetrics(
                            before
                                .free()
                                .filter(i -> i == subject.get() || !taken.rest().isFree(i))
                                .mapToObj(before::word)
                                .toList())));
    return new Taken<>(List.of(people), taken.rest());
  }

  /** 多少…客户, how many … customers; values may stand between. */
  private static boolean asked(Sentence sentence, int subject) {
    int before = subject - 1;
    while (sentence.isFree(before)
        && (!sentence.all(before, OfValue.class).isEmpty()
            || sentence.isAny(before, Role.AND, Role.OR, Role.NOT))) {
      before--;
    }
    return sentence.is(before, Role.HOW_MANY) || sentence.is(subject + 1, Role.HOW_MANY);
  }
}
