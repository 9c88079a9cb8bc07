package io.onelift.execute;

import io.onelift.print.PlacedBitmap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A statement with everything that is bound to it but the bitmaps.
 *
 * @param params by the name of their place
 * @param bitmaps the one at index i for the place {@code b<i>}
 * @param columns names of the result's columns
 * @param flags places of the columns that say yes or no, which ClickHouse often gives as 1 and 0
 */
record Compiled(
    String sql,
    Map<String, Object> params,
    List<PlacedBitmap> bitmaps,
    List<String> columns,
    Set<Integer> flags) {
  Compiled {
    bitmaps = List.copyOf(bitmaps);
    columns = List.copyOf(columns);
    flags = Set.copyOf(flags);
  }

  /** Of columns whose types are as ClickHouse says. */
  Compiled(
      String sql, Map<String, Object> params, List<PlacedBitmap> bitmaps, List<String> columns) {
    this(sql, params, bitmaps, columns, Set.of());
  }
}
