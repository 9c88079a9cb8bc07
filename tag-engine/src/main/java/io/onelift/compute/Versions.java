package io.onelift.compute;

import io.onelift.bitmap.Difference;
import io.onelift.bitmap.Held;
import io.onelift.bitmap.Patch;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.bitmap.TagIndex;
import io.onelift.tag.Tag;
import io.onelift.tag.TagCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/**
 * Where the two that make new versions of tags meet: refreshes, which read what changed since their
 * watermark, and instant events, which put in the values of a few people and leave the watermark
 * alone. Neither takes back what the other has shown. It also tells tags made of others whose
 * inputs became different. Safe for use by many threads.
 */
final class Versions {
  private final TagBitmaps bitmaps;
  private final TagCatalog catalog;
  private final TagComputation computation;

  /** What instant events put in while a refresh of the tag reads. */
  private final Map<String, List<Amendment>> meanwhile = new HashMap<>();

  /** Goes up with each refresh that is shown, so that a reading from before it is noticed. */
  private final Map<String, Long> rounds = new HashMap<>();

  /**
   * By tag that is made of others: the profiles whose inputs changed since it was computed last.
   * None when that is not known, as after a start.
   */
  private final Map<String, RoaringBitmap> inputs = new HashMap<>();

  private record Amendment(RoaringBitmap profiles, TagIndex fresh) {}

  Versions(TagBitmaps bitmaps, TagCatalog catalog, TagComputation computation) {
    this.bitmaps = bitmaps;
    this.catalog = catalog;
    this.computation = computation;
  }

  /**
   * Begins a refresh, before it reads anything.
   *
   * @return the profiles whose inputs changed since the one before; empty when not known
   */
  synchronized Optional<RoaringBitmap> begin(Tag tag) {
    meanwhile.put(tag.key(), new ArrayList<>());
    return computation.madeOf(tag).isEmpty()
        ? Optional.of(new RoaringBitmap())
        : Optional.ofNullable(inputs.put(tag.key(), new RoaringBitmap()));
  }

  /** Shows what a refresh made, with what instant events put in meanwhile. */
  synchronized void show(String key, Held made) {
    TagIndex index = made.index();
    for (Amendment amendment : meanwhile.getOrDefault(key, List.of())) {
      // Another kind of values belongs to an older definition.
      index = Patch.of(index, amendment.profiles, amendment.fresh).orElse(index);
    }
    Optional<Held> before = bitmaps.find(key);
    bitmaps.show(key, new Held(index, made.definition(), made.asOf(), made.commit()));
    meanwhile.remove(key);
    rounds.merge(key, 1L, Long::sum);
    tell(key, before.map(Held::index), index);
  }

  /** Ends a refresh that made nothing; what its inputs were then is no longer known. */
  synchronized void failed(String key) {
    meanwhile.remove(key);
    inputs.remove(key);
  }

  /** To be given to {@link #amend}; taken before the values are read. */
  synchronized long round(String key) {
    return rounds.getOrDefault(key, 0L);
  }

  /**
   * Puts the values of some profiles into the version that is shown.
   *
   * @return false when a refresh was shown since the round, whose values may be newer: read again
   */
  synchronized boolean amend(Tag tag, long round, RoaringBitmap profiles, TagIndex fresh) {
    if (round(tag.key()) != round) {
      return false;
    }
    Optional<Held> shown =
        bitmaps.find(tag.key()).filter(held -> held.definition() == tag.version());
    shown
        .flatMap(held -> Patch.of(held.index(), profiles, fresh))
        .ifPresent(
            index -> {
              bitmaps.amend(tag.key(), index);
              tell(tag.key(), shown.map(Held::index), index);
            });
    if (meanwhile.containsKey(tag.key())) {
      meanwhile.get(tag.key()).add(new Amendment(profiles, fresh));
    }
    return true;
  }

  /** Notes the difference for the tags that are made of this one. */
  private void tell(String key, Optional<TagIndex> before, TagIndex now) {
    List<Tag> users =
        catalog.list().stream().filter(tag -> computation.madeOf(tag).contains(key)).toList();
    if (users.isEmpty()) {
      return;
    }
    Optional<RoaringBitmap> different = before.map(old -> Difference.of(old, now));
    for (Tag user : users) {
      different.ifPresentOrElse(
          some -> inputs.computeIfPresent(user.key(), (_, known) -> RoaringBitmap.or(known, some)),
          () -> inputs.remove(user.key()));
    }
  }

  synchronized void forget(String key) {
    meanwhile.remove(key);
    inputs.remove(key);
    rounds.remove(key);
  }
}
