package io.onelift.identity;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How many identifiers of one type each profile number has. A byte a number, in pages that exist
 * only where there is something to count, so that a rare type costs little.
 */
final class Tally {
  private static final int PAGE_BITS = 10;
  private static final int PAGE = 1 << PAGE_BITS;

  /** In a page: 255 or more; the count itself is in {@link #many}. */
  private static final int FULL = 255;

  private byte[][] pages = new byte[16][];
  private final Map<Integer, Integer> many = new HashMap<>();

  int of(int number) {
    int page = number >>> PAGE_BITS;
    if (page >= pages.length || pages[page] == null) {
      return 0;
    }
    int count = pages[page][number & PAGE - 1] & 0xFF;
    return count == FULL ? many.get(number) : count;
  }

  void add(int number, int more) {
    set(number, of(number) + more);
  }

  void set(int number, int count) {
    int page = number >>> PAGE_BITS;
    if (page >= pages.length) {
      pages = Arrays.copyOf(pages, Math.max(page + 1, pages.length + pages.length / 2));
    }
    if (pages[page] == null) {
      pages[page] = new byte[PAGE];
    }
    pages[page][number & PAGE - 1] = (byte) Math.min(count, FULL);
    if (count >= FULL) {
      many.put(number, count);
    } else {
      many.remove(number);
    }
  }
}
