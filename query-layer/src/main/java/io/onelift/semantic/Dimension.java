package io.onelift.semantic;

import io.onelift.event.ValueType;
import java.util.List;

/**
 * Something figures are split or filtered by.
 *
 * @param key lower case with underscores, unique in the model
 * @param labels names of single values, when people say it differently from how it is stored; the
 *     stored value comes first in each
 */
public record Dimension(
    String key, Names names, ValueType type, Source source, List<ValueNames> labels) {
  public Dimension {
    labels = List.copyOf(labels);
  }

  /** What people call one value of a dimension. */
  public record ValueNames(String value, Names names) {}

  /** Where the value stands. */
  public sealed interface Source {}

  /** A trait of the profile. */
  public record TraitSource(String trait) implements Source {}

  /** A tag of the profile. */
  public record TagSource(String tag) implements Source {}

  /** A property of the event; applies to metrics over events that carry it. */
  public record PropertySource(String property) implements Source {}

  /**
   * A column of an imported table; applies to metrics whose rows find one row of that table at
   * most.
   *
   * @param via the column of the metric's table that the way starts with, where several lead there;
   *     empty text when the way is clear
   */
  public record ColumnSource(String table, String column, String via) implements Source {}

  /** The day, week, month, quarter or year of the metric's time. */
  public record TimeSource() implements Source {}

  /**
   * A number trait cut into bands, for example ages.
   *
   * @param cuts ascending lower bounds of every band but the first
   * @param names of the bands, one more than there are cuts
   */
  public record BandSource(String trait, List<Double> cuts, List<String> names) implements Source {
    public BandSource {
      cuts = List.copyOf(cuts);
      names = List.copyOf(names);
    }
  }
}
