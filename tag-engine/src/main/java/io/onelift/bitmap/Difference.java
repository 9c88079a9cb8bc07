package io.onelift.bitmap;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/** Tells whose value two indexes of one tag do not agree on. */
public final class Difference {
  private Difference() {}

  /**
   * The profiles whose values differ. What both share costs nothing. Where numbers are coded
   * differently, everybody who has one in either is named.
   */
  public static RoaringBitmap of(TagIndex old, TagIndex now) {
    RoaringBitmap different = new RoaringBitmap();
    if (old instanceof CategoryIndex before && now instanceof CategoryIndex after) {
      Set<String> names = new LinkedHashSet<>(before.names());
      names.addAll(after.names());
      names.forEach(name -> add(before.having(name), after.having(name), different));
    } else if (old instanceof NumberIndex before
        && now instanceof NumberIndex after
        && before.zeroWhenMissing() == after.zeroWhenMissing()
        && before.numbers().isCodedAs(after.numbers())) {
      add(before.profiles(), after.profiles(), different);
      List<RoaringBitmap> left = new ArrayList<>(before.numbers().slices());
      List<RoaringBitmap> right = new ArrayList<>(after.numbers().slices());
      while (left.size() < right.size()) {
        left.add(new RoaringBitmap());
      }
      while (right.size() < left.size()) {
        right.add(new RoaringBitmap());
      }
      for (int digit = 0; digit < left.size(); digit++) {
        add(left.get(digit), right.get(digit), different);
      }
    } else {
      different.or(old.profiles());
      different.or(now.profiles());
    }
    return different;
  }

  // The same object is what a patch left as it was; comparing it would read all of it.
  @SuppressWarnings("ReferenceEquality")
  private static void add(RoaringBitmap old, RoaringBitmap now, RoaringBitmap to) {
    if (old != now) {
      to.or(RoaringBitmap.xor(old, now));
    }
  }
}
