package io.onelift.compute;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.Hashing;
import io.onelift.tag.EventMeasure;
import io.onelift.tag.EventMeasure.Aggregate;
import io.onelift.tag.RfmSegment;
import io.onelift.tag.TagDefinition.FromRfm;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/**
 * Scores everybody who did an event by recency (whole days since the last one), frequency (how
 * often) and monetary value (the sum of a property, 0 where no event carries it).
 *
 * <p>Scores are quintiles of the population that is scored (A. M. Hughes, Strategic Database
 * Marketing, 1994): {@code 1 + floor(5 · w / n)}, where {@code w} of the {@code n} profiles are
 * worse. Equal values get equal scores, so groups are unequal where many share a value. A part is
 * high when its score is above the mean score of the population; the eight combinations are the
 * segments, as they are common in China.
 */
final class Rfm {
  private static final int PARTS = 4;

  private final WarehouseValues warehouse;

  Rfm(WarehouseValues warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * Scores, with what recency was made of.
   *
   * @param days see {@link #days}
   */
  record Values(TagValues given, Optional<String> days) {}

  /** What it reads of events. */
  static TagSource events(FromRfm rfm) {
    return source(rfm, new Aggregate.Count());
  }

  /** Everybody's whole days since the last event, as one text; they pass without any event. */
  Optional<String> days(FromRfm rfm, Instant now) {
    return Optional.of(hash(read(rfm, new Aggregate.DaysSince(), now)));
  }

  private static String hash(TagValues.Numbers days) {
    HashStream128 hash = Hashing.xxh3_128().hashStream();
    hash.putIntArray(days.profiles()).putDoubleArray(days.numbers());
    return hash.get().toString();
  }

  Values values(FromRfm rfm, Instant now, Steps steps) {
    TagValues.Numbers days = read(rfm, new Aggregate.DaysSince(), now);
    steps.done(1, PARTS);
    TagValues.Numbers counts = read(rfm, new Aggregate.Count(), now);
    steps.done(2, PARTS);
    TagValues.Numbers sums = read(rfm, new Aggregate.Sum(rfm.amount()), now);
    steps.done(3, PARTS);
    // An event may have come between the reads, or lie in the future.
    int[] profiles = days.profiles();
    double[] recent = days.numbers().clone();
    for (int i = 0; i < recent.length; i++) {
      recent[i] = -recent[i];
    }
    int[] recency = quintiles(recent);
    int[] frequency = quintiles(of(profiles, counts));
    int[] monetary = quintiles(of(profiles, sums));
    return new Values(given(rfm, profiles, recency, frequency, monetary), Optional.of(hash(days)));
  }

  private static TagValues given(
      FromRfm rfm, int[] profiles, int[] recency, int[] frequency, int[] monetary) {
    return switch (rfm.gives()) {
      case RECENCY -> numbers(profiles, recency);
      case FREQUENCY -> numbers(profiles, frequency);
      case MONETARY -> numbers(profiles, monetary);
      case SCORE -> {
        int[] scores = new int[profiles.length];
        for (int i = 0; i < scores.length; i++) {
          scores[i] = 100 * recency[i] + 10 * frequency[i] + monetary[i];
        }
        yield numbers(profiles, scores);
      }
      case SEGMENT -> segments(profiles, recency, frequency, monetary);
    };
  }

  private TagValues.Numbers read(FromRfm rfm, Aggregate aggregate, Instant now) {
    return warehouse.values(source(rfm, aggregate), now) instanceof TagValues.Numbers numbers
        ? numbers
        : new TagValues.Numbers(new int[0], new double[0]);
  }

  private static TagSource source(FromRfm rfm, Aggregate aggregate) {
    return new TagSource.Events(
        new EventMeasure(rfm.event(), rfm.where(), aggregate), rfm.window());
  }

  /** The numbers of these profiles, 0 for those without one; both are in ascending order. */
  private static double[] of(int[] profiles, TagValues.Numbers values) {
    double[] numbers = new double[profiles.length];
    int at = 0;
    for (int i = 0; i < profiles.length; i++) {
      while (at < values.profiles().length
          && Integer.compareUnsigned(values.profiles()[at], profiles[i]) < 0) {
        at++;
      }
      if (at < values.profiles().length && values.profiles()[at] == profiles[i]) {
        numbers[i] = values.numbers()[at];
      }
    }
    return numbers;
  }

  /** The score of each value; greater is better. */
  static int[] quintiles(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int[] scores = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      scores[i] = 1 + (int) (5L * below(sorted, values[i]) / values.length);
    }
    return scores;
  }

  /** How many are less. */
  private static int below(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static TagValues numbers(int[] profiles, int[] scores) {
    return new TagValues.Numbers(profiles, Arrays.stream(scores).asDoubleStream().toArray());
  }

  private static TagValues segments(
      int[] profiles, int[] recency, int[] frequency, int[] monetary) {
    double recencyMean = mean(recency);
    double frequencyMean = mean(frequency);
    double monetaryMean = mean(monetary);
    Map<String, RoaringBitmap> segments = new HashMap<>();
    for (int i = 0; i < profiles.length; i++) {
      int index =
          (recency[i] > recencyMean ? RfmSegment.weight(0) : 0)
              + (frequency[i] > frequencyMean ? RfmSegment.weight(1) : 0)
              + (monetary[i] > monetaryMean ? RfmSegment.weight(2) : 0);
      segments
          .computeIfAbsent(RfmSegment.of(index).json(), _ -> new RoaringBitmap())
          .add(profiles[i]);
    }
    return new TagValues.Categories(segments);
  }

  private static double mean(int[] scores) {
    return Arrays.stream(scores).average().orElse(0);
  }
}
