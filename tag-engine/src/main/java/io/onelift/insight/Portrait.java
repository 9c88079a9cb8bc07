package io.onelift.insight;

import io.onelift.tag.TagType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An audience beside a reference group, tag by tag, the most telling tag first and the tags of the
 * audience's own rule last, because that they tell it apart is no news.
 *
 * @param size of the audience
 * @param referenceSize of the reference; members of both count in both
 */
public record Portrait(long size, long referenceSize, List<TagPortrait> tags) {
  public Portrait {
    tags = List.copyOf(tags);
  }

  /**
   * One tag.
   *
   * @param information the information value: 0 says nothing, above .1 tells something, above .3
   *     much
   * @param inRule whether the audience's rule names the tag
   * @param values shares by value, largest first; for numbers and dates by fifths of the reference,
   *     lowest first
   * @param numbers for numbers and dates
   */
  public record TagPortrait(
      String tag,
      TagType type,
      double information,
      boolean inRule,
      List<ValueShare> values,
      Optional<Numbers> numbers) {
    public TagPortrait {
      values = List.copyOf(values);
    }
  }

  /**
   * How common one value is; shares are of all, with and without a value.
   *
   * @param value the value; empty for those who have none, and for an interval
   * @param interval of numbers, of milliseconds since 1970 for dates
   * @param tgi share over reference share times 100; empty when nobody of the reference has it
   * @param pValue of the difference, adjusted for the number of tests (Benjamini-Hochberg); empty
   *     where there are too few to say
   */
  public record ValueShare(
      Optional<String> value,
      Optional<Range> interval,
      long count,
      double share,
      double referenceShare,
      OptionalDouble tgi,
      OptionalDouble pValue) {
    private static final double LEVEL = .05;

    public boolean isSignificant() {
      return pValue.isPresent() && pValue.getAsDouble() <= LEVEL;
    }
  }

  /**
   * From inclusive to exclusive.
   *
   * @param last whether {@code to} is inclusive
   */
  public record Range(double from, double to, boolean last) {}

  /** Means and medians of those who have a number; empty when nobody has. */
  public record Numbers(
      OptionalDouble mean,
      OptionalDouble referenceMean,
      OptionalDouble median,
      OptionalDouble referenceMedian) {}
}
