package io.onelift.print;

import java.util.List;

/**
 * ClickHouse's SQL and what its places stand for.
 *
 * @param values indexes of the bound values that occur, each as {@code {p<index>:…}}
 * @param bitmaps that occur; the one at index i is {@code {b<i>:String}}
 */
public record Printed(String sql, List<Integer> values, List<PlacedBitmap> bitmaps) {
  public Printed {
    values = List.copyOf(values);
    bitmaps = List.copyOf(bitmaps);
  }
}
