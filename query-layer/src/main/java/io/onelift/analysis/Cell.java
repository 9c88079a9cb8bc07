package io.onelift.analysis;

import io.onelift.event.InvalidInput;
import io.onelift.tag.NearestName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A figure of an answer: the key columns of its row and the column it stands in.
 *
 * @param keys values as JSON has them; may hold null
 */
public record Cell(Map<String, Object> keys, String measure) {
  public Cell {
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
  }

  /** The value of a key column, which has to be named. */
  public Optional<Object> key(String column) {
    if (!keys.containsKey(column)) {
      throw new InvalidInput(
          "/cell/" + column, "is missing: the cell needs every key column of its row");
    }
    return Optional.ofNullable(keys.get(column));
  }

  /** A key column that holds a whole number. */
  public int whole(String column) {
    Optional<Object> value = key(column);
    if (value.isPresent()
        && value.get() instanceof Number number
        && number.doubleValue() % 1 == 0) {
      return number.intValue();
    }
    throw new InvalidInput(
        "/cell/" + column, "must be a whole number, not " + value.orElse("nothing"));
  }

  /** What is wrong with a measure that is none of these. */
  public InvalidInput unknownMeasure(List<String> known) {
    return new InvalidInput(
        "/cell/measure",
        "no members stand behind '" + measure + "'. " + NearestName.hint(measure, known));
  }
}
