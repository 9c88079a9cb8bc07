package io.onelift.audience;

import io.onelift.bitmap.Selection;
import io.onelift.bitmap.SetAlgebra;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/**
 * Those who passed every branch of an {@code and} so far. Complements wait until there is something
 * to take them from, so that everybody is never copied without need.
 */
final class Intersection {
  private Optional<RoaringBitmap> left;

  /** Whether {@link #left} is ours to change. */
  private boolean owned;

  private final List<RoaringBitmap> excluded = new ArrayList<>();

  Intersection(Optional<RoaringBitmap> within) {
    this.left = within;
  }

  /** The profiles to look at; empty while that is everybody. */
  Optional<RoaringBitmap> left() {
    return left;
  }

  RoaringBitmap leftOutOf(RoaringBitmap everybody) {
    return left.orElseGet(
        () -> RoaringBitmap.andNot(everybody, SetAlgebra.union(List.copyOf(excluded))));
  }

  void keep(Selection selection) {
    if (selection.complement()) {
      if (left.isEmpty()) {
        excluded.add(selection.profiles());
      } else {
        takeAway(selection.profiles());
      }
      return;
    }
    if (left.isEmpty()) {
      left = Optional.of(selection.profiles());
      excluded.forEach(this::takeAway);
      excluded.clear();
    } else if (owned) {
      left.get().and(selection.profiles());
    } else {
      own(RoaringBitmap.and(left.get(), selection.profiles()));
    }
  }

  private void takeAway(RoaringBitmap profiles) {
    if (owned) {
      left.orElseThrow().andNot(profiles);
    } else {
      own(RoaringBitmap.andNot(left.orElseThrow(), profiles));
    }
  }

  private void own(RoaringBitmap fresh) {
    left = Optional.of(fresh);
    owned = true;
  }

  boolean isEmpty() {
    return left.isPresent() && left.get().isEmpty();
  }

  Selection selection() {
    return left.map(Selection::of)
        .orElseGet(() -> Selection.allBut(SetAlgebra.union(List.copyOf(excluded))));
  }
}
