package io.onelift.json;

import io.onelift.insight.Portrait;
import io.onelift.insight.Portrait.Numbers;
import io.onelift.insight.Portrait.Range;
import io.onelift.insight.Portrait.TagPortrait;
import io.onelift.insight.Portrait.ValueShare;
import io.onelift.tag.TagNames;
import io.onelift.tag.TagType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An audience beside a reference group.
 *
 * @param reference {@code everybody} or the key of an audience
 */
public record InsightJson(
    String audience, long size, String reference, long referenceSize, List<TagJson> tags) {
  /**
   * @param names of the tags by key
   */
  public static InsightJson of(
      String audience,
      String reference,
      Portrait portrait,
      Map<String, TagNames> names,
      int limit) {
    return new InsightJson(
        audience,
        portrait.size(),
        reference,
        portrait.referenceSize(),
        portrait.tags().stream()
            .limit(limit)
            .map(tag -> TagJson.of(tag, names.get(tag.tag())))
            .toList());
  }

  /** One tag. */
  public record TagJson(
      String tag,
      NamesJson names,
      String type,
      double information,
      boolean inRule,
      List<ValueJson> values,
      Optional<NumbersJson> numbers) {
    private static TagJson of(TagPortrait tag, TagNames names) {
      return new TagJson(
          tag.tag(),
          NamesJson.of(names.zh(), names.en()),
          tag.type().json(),
          tag.information(),
          tag.inRule(),
          tag.values().stream().map(value -> ValueJson.of(value, tag.type())).toList(),
          tag.numbers().map(numbers -> NumbersJson.of(numbers, tag.type())));
    }
  }

  /**
   * One value; neither {@code value} nor {@code from} for those who have none.
   *
   * @param from a number, or a time for dates
   * @param to exclusive but for the last
   */
  public record ValueJson(
      Optional<String> value,
      Optional<Object> from,
      Optional<Object> to,
      long count,
      double share,
      double referenceShare,
      OptionalDouble tgi,
      OptionalDouble pValue,
      boolean significant) {
    private static ValueJson of(ValueShare value, TagType type) {
      return new ValueJson(
          value.value(),
          value.interval().map(Range::from).map(number -> number(number, type)),
          value.interval().map(Range::to).map(number -> number(number, type)),
          value.count(),
          value.share(),
          value.referenceShare(),
          value.tgi(),
          value.pValue(),
          value.isSignificant());
    }
  }

  /** Numbers, or times for dates. */
  public record NumbersJson(
      Optional<Object> mean,
      Optional<Object> referenceMean,
      Optional<Object> median,
      Optional<Object> referenceMedian) {
    private static NumbersJson of(Numbers numbers, TagType type) {
      return new NumbersJson(
          boxed(numbers.mean(), type),
          boxed(numbers.referenceMean(), type),
          boxed(numbers.median(), type),
          boxed(numbers.referenceMedian(), type));
    }
  }

  private static Optional<Object> boxed(OptionalDouble number, TagType type) {
    return number.isPresent() ? Optional.of(number(number.getAsDouble(), type)) : Optional.empty();
  }

  private static Object number(double number, TagType type) {
    return type == TagType.DATE ? (Object) Instant.ofEpochMilli((long) number) : (Object) number;
  }
}
