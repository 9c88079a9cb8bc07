package io.onelift.bitmap;

import io.onelift.event.Conflict;
import io.onelift.tag.Predicate;
import io.onelift.tag.Scalar;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.roaringbitmap.RoaringBitmap;

/** A bitmap per value: texts, or {@code true} and {@code false}. */
public final class CategoryIndex implements TagIndex {
  private static final int MOST_VALUES_SHOWN = 200;

  private final NavigableMap<String, RoaringBitmap> values;
  private final RoaringBitmap profiles;

  /** Values that nobody has are left out. */
  public CategoryIndex(Map<String, RoaringBitmap> values) {
    this(values, SetAlgebra.union(List.copyOf(values.values())));
    this.profiles.runOptimize();
  }

  /**
   * With what is known already.
   *
   * @param profiles everybody who has one of the values
   */
  CategoryIndex(Map<String, RoaringBitmap> values, RoaringBitmap profiles) {
    this.values = new TreeMap<>();
    values.forEach(
        (value, those) -> {
          if (!those.isEmpty()) {
            this.values.put(value, those);
          }
        });
    this.profiles = profiles;
  }

  Map<String, RoaringBitmap> values() {
    return values;
  }

  /** The values that somebody has. */
  public Set<String> names() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** Who has a value; shared, not to be changed. */
  public RoaringBitmap having(String value) {
    return values.getOrDefault(value, new RoaringBitmap());
  }

  /** The values that one profile has. */
  public Set<String> valuesOf(int profile) {
    Set<String> found = new TreeSet<>();
    values.forEach(
        (value, those) -> {
          if (those.contains(profile)) {
            found.add(value);
          }
        });
    return found;
  }

  @Override
  public RoaringBitmap profiles() {
    return profiles;
  }

  @Override
  public Selection matching(Predicate predicate, Optional<RoaringBitmap> within, ZoneId zone) {
    return switch (predicate) {
      case Predicate.In(List<Scalar> sought) -> Selection.of(union(sought, within));
      case Predicate.NotIn(List<Scalar> sought) -> Selection.allBut(union(sought, within));
      case Predicate.IsSet(boolean set) ->
          set ? Selection.of(profiles) : Selection.allBut(profiles);
      case Predicate.Contains(String text) -> Selection.of(containing(text));
      case Predicate.Range _ ->
          throw new Conflict(
              "A range asks for numbers, but the values of this tag are still texts; if its type"
                  + " was just changed, try again when it is refreshed.");
    };
  }

  private RoaringBitmap union(List<Scalar> sought, Optional<RoaringBitmap> within) {
    Optional<Span> span = within.flatMap(Span::around);
    return SetAlgebra.union(
        sought.stream()
            .map(Scalar::toString)
            .distinct()
            .map(values::get)
            .filter(Objects::nonNull)
            .map(those -> span.map(s -> s.of(those)).orElse(those))
            .toList());
  }

  private RoaringBitmap containing(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return SetAlgebra.union(
        values.entrySet().stream()
            .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).contains(lower))
            .map(Map.Entry::getValue)
            .toList());
  }

  @Override
  public long cost(Predicate predicate) {
    return switch (predicate) {
      case Predicate.In(List<Scalar> sought) -> size(sought);
      case Predicate.NotIn(List<Scalar> sought) -> size(sought);
      case Predicate.IsSet _, Predicate.Contains _, Predicate.Range _ ->
          profiles.getLongCardinality();
    };
  }

  private long size(List<Scalar> sought) {
    long size = 0;
    for (Scalar value : sought) {
      RoaringBitmap those = values.get(value.toString());
      size += those == null ? 0 : those.getLongCardinality();
    }
    return size;
  }

  @Override
  public Distribution distribution() {
    List<Distribution.ValueCount> counts =
        values.entrySet().stream()
            .map(e -> new Distribution.ValueCount(e.getKey(), e.getValue().getLongCardinality()))
            .sorted(Comparator.comparingLong(Distribution.ValueCount::count).reversed())
            .limit(MOST_VALUES_SHOWN)
            .toList();
    return new Distribution(
        profiles.getLongCardinality(),
        counts,
        values.size(),
        List.of(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  @Override
  public long bytes() {
    return values.values().stream().mapToLong(RoaringBitmap::getLongSizeInBytes).sum();
  }
}
