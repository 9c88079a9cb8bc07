package io.onelift.bitmap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.roaringbitmap.ContainerPointer;
import org.roaringbitmap.RoaringBitmap;

/**
 * Neighbouring profile numbers, by the containers of 65,536 that a Roaring bitmap is made of. What
 * is asked about few of them need not look at the others, and parts of everybody can be asked at
 * the same time.
 *
 * @param first key of the first container
 * @param last key of the last one, inclusive
 */
public record Span(int first, int last) {
  /** Around these profiles; empty when there are none. */
  public static Optional<Span> around(RoaringBitmap profiles) {
    return profiles.isEmpty()
        ? Optional.empty()
        : Optional.of(new Span(key(profiles.first()), key(profiles.last())));
  }

  /**
   * The profiles of a set that lie in the span, sharing its containers: not to be changed, like the
   * set itself.
   */
  public RoaringBitmap of(RoaringBitmap set) {
    if (covers(set)) {
      return set;
    }
    RoaringBitmap part = new RoaringBitmap();
    for (ContainerPointer at = set.getContainerPointer();
        at.getContainer() != null && at.key() <= last;
        at.advance()) {
      if (at.key() >= first) {
        part.append(at.key(), at.getContainer());
      }
    }
    return part;
  }

  /** Whether all profiles of a set lie in the span. */
  boolean covers(RoaringBitmap set) {
    return set.isEmpty() || (key(set.first()) >= first && key(set.last()) <= last);
  }

  /**
   * A set cut into parts with about as many containers each, in order. They share its containers
   * and must not be changed.
   *
   * @param most parts at most
   * @param containers that a part has at least, unless it is the only one
   */
  public static List<RoaringBitmap> split(RoaringBitmap set, int most, int containers) {
    List<Integer> keys = new ArrayList<>();
    for (ContainerPointer at = set.getContainerPointer(); at.getContainer() != null; at.advance()) {
      keys.add((int) at.key());
    }
    int parts = Math.clamp(keys.size() / containers, 1, most);
    List<RoaringBitmap> split = new ArrayList<>(parts);
    for (int part = 0; part < parts; part++) {
      int from = keys.size() * part / parts;
      int to = keys.size() * (part + 1) / parts;
      split.add(parts == 1 ? set : new Span(keys.get(from), keys.get(to - 1)).of(set));
    }
    return split;
  }

  private static int key(int profile) {
    return profile >>> 16;
  }
}
