package io.onelift.compute;

import io.onelift.bitmap.Held;
import io.onelift.bitmap.Patch;
import io.onelift.tag.EventMeasure.Aggregate;
import io.onelift.tag.Tag;
import java.time.Instant;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/**
 * Carries bitmaps on from one moment to another by looking only at the profiles whose value may
 * have changed: those that commits touched since, and those that time moved out of a window or into
 * it.
 */
final class Increment {
  /** When more than every so manieth profile changed, all are read at once. */
  private static final int MOST_SHARE = 4;

  private final WarehouseValues values;

  Increment(WarehouseValues values) {
    this.values = values;
  }

  /**
   * The version of a later moment.
   *
   * @param gone profiles that may have left no trace: erased ones
   * @param commit the last one that begun before {@code now}
   * @return empty when everything has to be read anew
   */
  Optional<Held> next(
      Tag tag, TagSource source, Held before, RoaringBitmap gone, long commit, Instant now) {
    if (before.definition() != tag.version()
        || before.commit() == 0
        || now.isBefore(before.asOf())) {
      return Optional.empty();
    }
    RoaringBitmap changed =
        values.changed(source, new Since(before.commit(), before.asOf(), now)).clone();
    changed.or(gone);
    long known = before.index().profiles().getLongCardinality();
    if (changed.getLongCardinality() > Math.max(known / MOST_SHARE, 1_000)) {
      return Optional.empty();
    }
    TagValues fresh = values.values(source, now, changed);
    return Patch.of(before.index(), changed, IndexBuilding.build(tag, fresh))
        .map(index -> new Held(index, tag.version(), now, commit));
  }

  /** Days since the last event pass for everybody, each at a moment of their own. */
  static boolean isMovedForAll(TagSource source) {
    return switch (source) {
      case TagSource.Trait _, TagSource.Preference _, TagSource.Sequence _ -> false;
      case TagSource.Events(var measure, var _) ->
          measure.aggregate() instanceof Aggregate.DaysSince;
    };
  }
}
