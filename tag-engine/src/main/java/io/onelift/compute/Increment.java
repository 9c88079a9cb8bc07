package io.onelift.compute;

import io.onelift.bitmap.Held;
import io.onelift.bitmap.Patch;
import io.onelift.tag.Tag;
import java.time.Instant;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/**
 * Carries bitmaps on from one moment to another by looking only at the profiles whose value may
 * have changed: those that commits touched since, those that time moved out of a window or into it,
 * and those for whom a tag that this one is made of changed.
 */
final class Increment {
  /** When more than every so manieth profile changed, all are read at once. */
  private static final int MOST_SHARE = 4;

  private static final int FEW = 1_000;

  private final TagComputation computation;

  Increment(TagComputation computation) {
    this.computation = computation;
  }

  /**
   * The version of a later moment.
   *
   * @param inputs see {@link TagComputation#changed}
   * @param gone profiles that may have left no trace: erased ones
   * @param commit the last one that begun before {@code now}
   * @return empty when everything has to be read anew
   */
  Optional<Held> next(
      Tag tag,
      Held before,
      Optional<RoaringBitmap> inputs,
      RoaringBitmap gone,
      long commit,
      Instant now) {
    if (before.definition() != tag.version()
        || before.commit() == 0
        || now.isBefore(before.asOf())) {
      return Optional.empty();
    }
    long known = before.index().profiles().getLongCardinality();
    return computation
        .changed(tag, new Since(before.commit(), before.asOf(), now), inputs)
        .map(changed -> RoaringBitmap.or(changed, gone))
        .filter(changed -> changed.getLongCardinality() <= Math.max(known / MOST_SHARE, FEW))
        .flatMap(changed -> patched(tag, before, changed, commit, now));
  }

  private Optional<Held> patched(
      Tag tag, Held before, RoaringBitmap changed, long commit, Instant now) {
    if (changed.isEmpty()) {
      return Optional.of(new Held(before.index(), tag.version(), now, commit));
    }
    return computation
        .values(tag, now, changed)
        .flatMap(fresh -> Patch.of(before.index(), changed, IndexBuilding.build(tag, fresh)))
        .map(index -> new Held(index, tag.version(), now, commit));
  }
}
