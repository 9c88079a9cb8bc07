package io.onelift.parsing;

import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.linking.Element.OfDimension;
import io.onelift.linking.Element.Step;
import io.onelift.linking.Role;
import io.onelift.parsing.Sentence.Taken;
import io.onelift.semantic.Dimension;
import io.onelift.semantic.Dimension.BandSource;
import io.onelift.semantic.Dimension.TimeSource;
import io.onelift.semantic.Dimension.TraitSource;
import io.onelift.semantic.Metric;
import io.onelift.semantic.SemanticModel;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the figures are split by: 各城市, by age group, 每天, the trend. */
final class Groupings {
  private Groupings() {}

  static Taken<List<Grouping>> take(
      Sentence sentence, SemanticModel model, List<Metric> metrics, Optional<DayRange> range) {
    refuseCount(sentence);
    Taken<Optional<Grouping>> axis = axis(sentence, model, range);
    Sentence rest = axis.rest();
    List<Grouping> groupings = new ArrayList<>();
    for (int i : rest.free().toArray()) {
      if (rest.dimension(i).isPresent()) {
        Dimension dimension = chosen(rest, i, model, metrics);
        groupings.add(grouping(dimension, model, range));
        rest = rest.use(i);
      }
    }
    axis.found().ifPresent(groupings::addFirst);
    return new Taken<>(groupings.stream().distinct().toList(), markers(sentence, rest));
  }

  /** How many cities there are is another question than a figure of each. */
  static void refuseCount(Sentence sentence) {
    sentence
        .free()
        .filter(i -> sentence.is(i - 1, Role.HOW_MANY) && sentence.dimension(i).isPresent())
        .findFirst()
        .ifPresent(
            i -> {
              throw new DoubtException(
                  new Doubt.CountOfGroups(sentence.dimension(i).orElseThrow().dimension()));
            });
  }

  private static Dimension chosen(
      Sentence sentence, int at, SemanticModel model, List<Metric> metrics) {
    List<OfDimension> meanings = sentence.all(at, OfDimension.class);
    List<OfDimension> suiting =
        meanings.stream()
            .filter(d -> metrics.stream().allMatch(m -> model.applies(d.dimension(), m)))
            .toList();
    List<OfDimension> possible = suiting.isEmpty() ? meanings : suiting;
    // A name that somebody gave is meant before the same one that came with the data.
    List<OfDimension> given =
        possible.stream().filter(d -> d.dimension().names().isGiven()).toList();
    List<OfDimension> left = given.isEmpty() ? possible : given;
    if (left.size() > 1) {
      throw new DoubtException(new Doubt.SeveralMeanings(sentence.word(at), List.copyOf(left)));
    }
    return left.getFirst().dimension();
  }

  private static Grouping grouping(
      Dimension dimension, SemanticModel model, Optional<DayRange> range) {
    return switch (dimension.type()) {
      case TEXT, BOOLEAN, LIST -> new Grouping(dimension.key(), Optional.empty());
      case TIME -> new Grouping(dimension.key(), Optional.of(grain(range)));
      case NUMBER ->
          bands(dimension, model)
              .map(d -> new Grouping(d.key(), Optional.empty()))
              .orElseThrow(() -> new DoubtException(new Doubt.NeedsBands(dimension)));
    };
  }

  /** A number is split by its bands, where the model has some. */
  private static Optional<Dimension> bands(Dimension number, SemanticModel model) {
    return model.dimensions().stream()
        .filter(
            d ->
                d.source() instanceof BandSource band
                    && number.source().equals(new TraitSource(band.trait())))
        .findFirst();
  }

  private static Taken<Optional<Grouping>> axis(
      Sentence sentence, SemanticModel model, Optional<DayRange> range) {
    Optional<Dimension> time =
        model.dimensions().stream().filter(d -> d.source() instanceof TimeSource).findFirst();
    Sentence rest = sentence;
    boolean asked = false;
    Optional<Grain> grain = Optional.empty();
    for (int i : sentence.free().toArray()) {
      Optional<Step> step = step(sentence, i);
      if (step.isEmpty()) {
        continue;
      }
      asked = true;
      Optional<Grain> here = step.get().grain();
      if (here.isPresent() && grain.isPresent() && !here.equals(grain)) {
        throw new DoubtException(new Doubt.LooseWord(sentence.word(i)));
      }
      grain = grain.or(() -> here);
      rest = rest.use(i);
    }
    if (!asked || time.isEmpty()) {
      return new Taken<>(Optional.empty(), rest);
    }
    Grain step = grain.orElseGet(() -> grain(range));
    return new Taken<>(Optional.of(new Grouping(time.get().key(), Optional.of(step))), rest);
  }

  /** The model's own time dimension said by name is a time axis too. */
  private static Optional<Step> step(Sentence sentence, int at) {
    return sentence
        .step(at)
        .or(
            () ->
                sentence.all(at, OfDimension.class).stream()
                    .filter(d -> d.dimension().source() instanceof TimeSource)
                    .map(d -> new Step(Optional.empty()))
                    .findFirst());
  }

  /** A step that gives a readable number of points. */
  private static Grain grain(Optional<DayRange> range) {
    if (range.isEmpty()) {
      return Grain.MONTH;
    }
    long days = ChronoUnit.DAYS.between(range.get().from(), range.get().to());
    if (days <= 1) {
      return Grain.HOUR;
    }
    if (days <= 62) {
      return Grain.DAY;
    }
    return days <= 200 ? Grain.WEEK : Grain.MONTH;
  }

  /** A marker found its place when what follows it is split by, or a figure it is ordered by. */
  private static Sentence markers(Sentence before, Sentence rest) {
    Sentence left = rest;
    for (int i : rest.free().toArray()) {
      boolean marker =
          rest.is(i, Role.MARKER)
              && (before.is(i + 1, Role.MARKER)
                  || before.amount(i + 1).isPresent()
                  || placed(before, rest, i + 1));
      boolean distribution =
          rest.is(i, Role.DISTRIBUTION)
              && (before.is(i + 1, Role.MARKER)
                  || placed(before, rest, i - 1)
                  || placed(before, rest, i + 1));
      if (marker || distribution) {
        left = left.use(i);
      }
    }
    return left;
  }

  /** True when the word has found its place, here or in a stage before. */
  private static boolean placed(Sentence before, Sentence rest, int at) {
    return at >= 0 && at < rest.size() && (!rest.isFree(at) || !before.isFree(at));
  }
}
