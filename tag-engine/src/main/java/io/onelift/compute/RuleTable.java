package io.onelift.compute;

import io.onelift.tag.Condition;
import io.onelift.tag.Moments;
import io.onelift.tag.Scalar;
import io.onelift.tag.TagDefinition.FromRules;
import io.onelift.tag.TagDefinition.RuleRow;
import io.onelift.tag.TagType;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/** Gives everybody the value of the first row whose rule holds for them. */
final class RuleTable {
  /** Bits that the index of a value takes beside a profile's number. */
  private static final int INDEX_BITS = Integer.SIZE - 1;

  private final RuleMembers rules;
  private final Supplier<RoaringBitmap> everybody;
  private final ZoneId zone;

  /**
   * @param zone in which the days begin that are values of a date tag
   */
  RuleTable(RuleMembers rules, Supplier<RoaringBitmap> everybody, ZoneId zone) {
    this.rules = rules;
    this.everybody = everybody;
    this.zone = zone;
  }

  /** The values of everybody. */
  TagValues values(FromRules table, TagType type, Steps steps) {
    return values(table, type, rules::members, everybody.get(), steps);
  }

  /** The values of some profiles. */
  TagValues values(FromRules table, TagType type, RoaringBitmap within) {
    RoaringBitmap those = RoaringBitmap.and(everybody.get(), within);
    return values(table, type, when -> rules.members(when, those), those, (_, _) -> {});
  }

  private TagValues values(
      FromRules table,
      TagType type,
      Function<Condition, RoaringBitmap> holding,
      RoaringBitmap all,
      Steps steps) {
    Map<Scalar, RoaringBitmap> found = new LinkedHashMap<>();
    RoaringBitmap settled = new RoaringBitmap();
    int parts = table.rows().size() + 1;
    int done = 0;
    for (RuleRow row : table.rows()) {
      RoaringBitmap members = holding.apply(row.when());
      members.andNot(settled);
      settled.or(members);
      found.computeIfAbsent(row.value(), _ -> new RoaringBitmap()).or(members);
      steps.done(++done, parts);
    }
    table
        .otherwise()
        .ifPresent(
            value ->
                found
                    .computeIfAbsent(value, _ -> new RoaringBitmap())
                    .or(RoaringBitmap.andNot(all, settled)));
    return switch (type) {
      case ENUM, LIST, BOOLEAN -> categories(found);
      case NUMBER, DATE -> numbers(found);
    };
  }

  private static TagValues categories(Map<Scalar, RoaringBitmap> found) {
    return new TagValues.Categories(
        found.entrySet().stream()
            .filter(entry -> !entry.getValue().isEmpty())
            .collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue)));
  }

  private TagValues numbers(Map<Scalar, RoaringBitmap> found) {
    List<Scalar> values = List.copyOf(found.keySet());
    int size = found.values().stream().mapToInt(RoaringBitmap::getCardinality).sum();
    // Each profile has one value; profile and value in one long sort as profiles do.
    long[] pairs = new long[size];
    int at = 0;
    for (int value = 0; value < values.size(); value++) {
      PeekableIntIterator profiles = found.get(values.get(value)).getIntIterator();
      while (profiles.hasNext()) {
        pairs[at++] = (Integer.toUnsignedLong(profiles.next()) << INDEX_BITS) | value;
      }
    }
    Arrays.sort(pairs);
    int[] profiles = new int[size];
    double[] numbers = new double[size];
    for (int i = 0; i < size; i++) {
      profiles[i] = (int) (pairs[i] >>> INDEX_BITS);
      numbers[i] = number(values.get((int) (pairs[i] & Integer.MAX_VALUE)));
    }
    return new TagValues.Numbers(profiles, numbers);
  }

  private double number(Scalar value) {
    return switch (value) {
      case Scalar.Decimal(var number) -> number.doubleValue();
      case Scalar.Text(String text) ->
          Moments.parse(text, zone)
              .orElseThrow(() -> new IllegalStateException("'" + text + "' is no day or time"))
              .start()
              .toEpochMilli();
      case Scalar.Flag(boolean flag) -> flag ? 1 : 0;
    };
  }
}
