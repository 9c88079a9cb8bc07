package io.onelift.parsing;

import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.linking.Role;
import io.onelift.parsing.Sentence.Taken;
import io.onelift.semantic.Metric;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which come first and how many: 前5, the lowest 3, 从高到低. */
final class Ordering {
  /** Rows when nobody says how many. */
  static final int ALL = 1000;

  /** Rows of a ranking when nobody says how many. */
  static final int RANKED = 10;

  private Ordering() {}

  record Found(List<MetricQuery.Ordering> order, int limit) {}

  static Taken<Optional<Found>> take(
      Sentence sentence, List<Metric> metrics, List<Grouping> groupings) {
    int[] firsts = with(sentence, Role.TOP, Role.MOST, Role.DESCENDING);
    int[] lasts = with(sentence, Role.BOTTOM, Role.LEAST, Role.ASCENDING);
    if (firsts.length + lasts.length == 0) {
      return new Taken<>(Optional.empty(), sentence);
    }
    int word = firsts.length > 0 ? firsts[0] : lasts[0];
    boolean contradicts =
        IntStream.of(firsts).anyMatch(i -> sentence.is(i, Role.MOST)) && lasts.length > 0;
    if (contradicts) {
      throw new DoubtException(new Doubt.LooseWord(sentence.word(lasts[0])));
    }
    if (groupings.isEmpty() || metrics.isEmpty()) {
      throw new DoubtException(new Doubt.NeedsGrouping(sentence.word(word).typed()));
    }
    boolean descending = lasts.length == 0;
    Sentence rest = sentence.use(firsts).use(lasts);
    boolean ranked = ranked(sentence, firsts) || ranked(sentence, lasts);
    int limit = ranked ? RANKED : ALL;
    Optional<Integer> number = number(sentence, groupings.size());
    if (number.isPresent()) {
      limit = count(sentence, number.get());
      rest = rest.use(number.get());
    }
    List<MetricQuery.Ordering> order =
        List.of(new MetricQuery.Ordering(metrics.getFirst().key(), descending));
    return new Taken<>(Optional.of(new Found(order, limit)), rest);
  }

  private static int[] with(Sentence sentence, Role... roles) {
    return sentence.free().filter(i -> sentence.isAny(i, roles)).toArray();
  }

  private static boolean ranked(Sentence sentence, int[] places) {
    return IntStream.of(places)
        .anyMatch(i -> sentence.isAny(i, Role.TOP, Role.MOST, Role.BOTTOM, Role.LEAST));
  }

  /** The only number left, when it stands beside the word or before what is ranked. */
  private static Optional<Integer> number(Sentence sentence, int groupings) {
    int[] numbers = sentence.free().filter(i -> sentence.amount(i).isPresent()).toArray();
    return numbers.length == 1 && groupings > 0 ? Optional.of(numbers[0]) : Optional.empty();
  }

  private static int count(Sentence sentence, int at) {
    try {
      int count = sentence.amount(at).orElseThrow().number().intValueExact();
      if (count >= 1 && count <= ALL) {
        return count;
      }
    } catch (ArithmeticException e) {
      // Not a whole number: it says nothing about how many rows, as below.
      throw new DoubtException(new Doubt.LooseWord(sentence.word(at)));
    }
    throw new DoubtException(new Doubt.LooseWord(sentence.word(at)));
  }
}
