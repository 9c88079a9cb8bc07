package io.onelift.parsing;

import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.parsing.Sentence.Taken;
import java.util.Optional;
import java.util.stream.IntStream;

/** The one time range of a question. */
final class Ranges {
  private Ranges() {}

  static Taken<Optional<DayRange>> take(Sentence sentence) {
    int[] places = sentence.free().filter(i -> sentence.days(i).isPresent()).toArray();
    long different = IntStream.of(places).mapToObj(i -> days(sentence, i)).distinct().count();
    if (different > 1) {
      throw new DoubtException(
          new Doubt.SeveralRanges(IntStream.of(places).mapToObj(sentence::word).toList()));
    }
    return new Taken<>(
        places.length == 0 ? Optional.empty() : Optional.of(days(sentence, places[0])),
        sentence.use(places));
  }

  private static DayRange days(Sentence sentence, int at) {
    return sentence.days(at).orElseThrow().range().days();
  }
}
