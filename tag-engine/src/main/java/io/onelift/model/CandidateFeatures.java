package io.onelift.model;

import io.onelift.bitmap.BitSlicedIndex;
import io.onelift.bitmap.CategoryIndex;
import io.onelift.bitmap.Distribution;
import io.onelift.bitmap.NumberIndex;
import io.onelift.bitmap.TagIndex;
import io.onelift.model.Feature.DaysAgo;
import io.onelift.model.Feature.Passes;
import io.onelift.model.Feature.Test;
import io.onelift.tag.Predicate;
import io.onelift.tag.Predicate.Bound;
import io.onelift.tag.Scalar;
import io.onelift.tag.Tag;
import io.onelift.tag.TagType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.roaringbitmap.RoaringBitmap;

/**
 * The questions worth asking about a tag: its most frequent values; about ten ranges of a number or
 * of the days since a date, cut where they hold equally many people, so that a model needs no
 * straight lines; and whether there is no value. The label plays no part, so nothing of it leaks.
 */
final class CandidateFeatures {
  private static final int MOST_VALUES = 30;
  private static final int RANGES = 10;

  /** What holds for fewer people, or for all but fewer, says nothing reliable. */
  private static final int FEWEST = 20;

  private final RoaringBitmap population;
  private final long size;
  private final Instant now;
  private final ZoneId zone;

  CandidateFeatures(RoaringBitmap population, Instant now, ZoneId zone) {
    this.population = population;
    this.size = population.getLongCardinality();
    this.now = now;
    this.zone = zone;
  }

  List<Candidate> of(Tag tag, TagIndex index) {
    List<Test> tests = new ArrayList<>();
    switch (index) {
      case CategoryIndex categories -> values(tag, categories, tests);
      case NumberIndex numbers when tag.type() == TagType.DATE -> days(numbers, tests);
      case NumberIndex numbers -> ranges(numbers, tests);
    }
    boolean missingIsZero = index instanceof NumberIndex numbers && numbers.zeroWhenMissing();
    if (!missingIsZero) {
      tests.add(new Passes(new Predicate.IsSet(false)));
    }
    List<Candidate> candidates = new ArrayList<>();
    for (Test test : tests) {
      Feature feature = new Feature(tag.key(), test);
      RoaringBitmap holds = feature.holds(index, population, now, zone);
      long count = holds.getLongCardinality();
      if (count >= FEWEST && count <= size - FEWEST) {
        candidates.add(new Candidate(feature, holds));
      }
    }
    return candidates;
  }

  private static void values(Tag tag, CategoryIndex index, List<Test> tests) {
    for (Distribution.ValueCount value :
        index.distribution().values().stream().limit(MOST_VALUES).toList()) {
      Scalar scalar =
          tag.type() == TagType.BOOLEAN
              ? Scalar.of(value.value().equals("true"))
              : Scalar.of(value.value());
      tests.add(new Passes(new Predicate.In(List.of(scalar))));
    }
  }

  private void ranges(NumberIndex index, List<Test> tests) {
    if (index.zeroWhenMissing()) {
      tests.add(new Passes(new Predicate.In(List.of(Scalar.of(0)))));
    }
    List<Double> cuts = cuts(index.numbers());
    Optional<Bound> lower = Optional.empty();
    for (double cut : cuts) {
      tests.add(range(lower, Optional.of(new Bound(Scalar.of(cut), false))));
      lower = Optional.of(new Bound(Scalar.of(cut), true));
    }
    lower.ifPresent(last -> tests.add(range(Optional.of(last), Optional.empty())));
  }

  private static Test range(Optional<Bound> lower, Optional<Bound> upper) {
    return new Passes(new Predicate.Range(lower, upper));
  }

  private void days(NumberIndex index, List<Test> tests) {
    TreeSet<Integer> cuts = new TreeSet<>();
    double day = Duration.ofDays(1).toMillis();
    for (double cut : cuts(index.numbers())) {
      cuts.add((int) Math.floor((now.toEpochMilli() - cut) / day));
    }
    OptionalInt from = OptionalInt.empty();
    for (int cut : cuts) {
      tests.add(new DaysAgo(from, OptionalInt.of(cut)));
      from = OptionalInt.of(cut);
    }
    if (from.isPresent()) {
      tests.add(new DaysAgo(from, OptionalInt.empty()));
    }
  }

  /** Different numbers, ascending, between which about equally many people lie. */
  private List<Double> cuts(BitSlicedIndex numbers) {
    TreeSet<Double> cuts = new TreeSet<>();
    for (int i = 1; i < RANGES; i++) {
      numbers
          .quantile((double) i / RANGES, Optional.of(population))
          .ifPresent(cut -> cuts.add(cut == 0 ? 0.0 : cut));
    }
    return List.copyOf(cuts);
  }
}
