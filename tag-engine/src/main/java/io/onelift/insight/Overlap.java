package io.onelift.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * How some groups overlap.
 *
 * @param union how many are in any of them
 * @param pairs how many are in both the first and the second group, by their indexes; a group's
 *     size on the diagonal
 * @param parts the union cut into those who are in exactly the same groups, largest first, as A.
 *     Lex and others draw it in "UpSet: Visualization of Intersecting Sets" (2014)
 */
public record Overlap(long union, List<List<Long>> pairs, List<Part> parts) {
  /** Every set of groups has a counter. */
  public static final int MOST_GROUPS = 20;

  private static final int CHUNK_BITS = 16;

  public Overlap {
    pairs = List.copyOf(pairs);
    parts = List.copyOf(parts);
  }

  /** Who is in exactly these groups and in none of the others, at least one. */
  public record Part(List<Integer> groups, long size) {
    public Part {
      groups = List.copyOf(groups);
    }
  }

  /**
   * Compares one to {@link #MOST_GROUPS} groups. Every membership is visited once, so the time
   * grows with the sum of the sizes, whatever the groups have in common.
   */
  public static Overlap of(List<RoaringBitmap> groups) {
    if (groups.isEmpty() || groups.size() > MOST_GROUPS) {
      throw new IllegalArgumentException("1 to 20 groups, not " + groups.size());
    }
    long[] counts = counts(groups);
    long union = 0;
    List<Part> parts = new ArrayList<>();
    long[][] pairs = new long[groups.size()][groups.size()];
    for (int mask = 1; mask < counts.length; mask++) {
      if (counts[mask] > 0) {
        union += counts[mask];
        List<Integer> inside = bits(mask);
        parts.add(new Part(inside, counts[mask]));
        for (int a : inside) {
          for (int b : inside) {
            pairs[a][b] += counts[mask];
          }
        }
      }
    }
    parts.sort(Comparator.comparingLong(Part::size).reversed());
    return new Overlap(
        union,
        Arrays.stream(pairs).map(row -> Arrays.stream(row).boxed().toList()).toList(),
        parts);
  }

  /** How many profiles are in exactly the groups whose bits a number has. */
  private static long[] counts(List<RoaringBitmap> groups) {
    long[] counts = new long[1 << groups.size()];
    List<PeekableIntIterator> iterators =
        groups.stream().map(RoaringBitmap::getIntIterator).toList();
    int[] masks = new int[1 << CHUNK_BITS];
    while (true) {
      long chunk =
          iterators.stream()
              .filter(PeekableIntIterator::hasNext)
              .mapToLong(it -> Integer.toUnsignedLong(it.peekNext()) >>> CHUNK_BITS)
              .min()
              .orElse(-1);
      if (chunk < 0) {
        return counts;
      }
      for (int group = 0; group < iterators.size(); group++) {
        PeekableIntIterator it = iterators.get(group);
        while (it.hasNext() && it.peekNext() >>> CHUNK_BITS == chunk) {
          masks[it.next() & 0xFFFF] |= 1 << group;
        }
      }
      for (int i = 0; i < masks.length; i++) {
        counts[masks[i]]++;
        masks[i] = 0;
      }
    }
  }

  private static List<Integer> bits(int mask) {
    List<Integer> bits = new ArrayList<>();
    for (int rest = mask; rest != 0; rest &= rest - 1) {
      bits.add(Integer.numberOfTrailingZeros(rest));
    }
    return bits;
  }
}
