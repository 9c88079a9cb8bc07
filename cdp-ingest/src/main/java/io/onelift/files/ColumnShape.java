package io.onelift.files;

import io.onelift.event.ValueType;
import java.util.List;
import java.util.Optional;

/**
 * What a column's values have in common.
 *
 * @param type the narrowest that fits every value
 * @param dateOrder how its days are read when they do not begin with the year
 * @param ambiguous true when its days can be read day first and month first
 * @param dateFormat of times, for example {@code dd/MM/yyyy HH:mm}
 * @param filled rows that have a value
 * @param unique no two of the rows looked at had the same value, and all had one
 * @param values the first different ones, as text; enough to compare with other data
 */
public record ColumnShape(
    String name,
    ValueType type,
    DateOrder dateOrder,
    boolean ambiguous,
    Optional<String> dateFormat,
    long filled,
    boolean unique,
    List<String> values) {
  private static final int SAMPLES = 5;

  public ColumnShape {
    values = List.copyOf(values);
  }

  /** A few values to show. */
  public List<String> samples() {
    return values.subList(0, Math.min(SAMPLES, values.size()));
  }
}
