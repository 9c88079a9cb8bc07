package io.onelift.execute;

import io.onelift.print.PlacedBitmap;
import java.util.List;
import java.util.Map;

/**
 * A statement with everything that is bound to it but the bitmaps.
 *
 * @param params by the name of their place
 * @param bitmaps the one at index i for the place {@code b<i>}
 * @param columns names of the result's columns
 */
record Compiled(
    String sql, Map<String, Object> params, List<PlacedBitmap> bitmaps, List<String> columns) {
  Compiled {
    bitmaps = List.copyOf(bitmaps);
    columns = List.copyOf(columns);
  }
}
