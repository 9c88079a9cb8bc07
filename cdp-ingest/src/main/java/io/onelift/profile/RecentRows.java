package io.onelift.profile;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Rows that commits have changed lately, as they stand in {@code profiles}: whoever is active is
 * changed again soon, and need not be read again. Bounded by the number of traits. For one thread,
 * the only one that writes rows.
 */
final class RecentRows {
  /** About 150 bytes each. */
  private static final int MAX_TRAITS = 200_000;

  private record Kept(ProfileRow row, int traits) {}

  private final Map<Integer, Kept> rows = new LinkedHashMap<>(16, 0.75f, true);
  private int traits;

  /** Moves rows out of here: they are about to be changed. */
  Map<Integer, ProfileRow> take(Collection<Integer> numbers) {
    Map<Integer, ProfileRow> taken = new HashMap<>();
    numbers.forEach(number -> remove(number).ifPresent(row -> taken.put(number, row)));
    return taken;
  }

  private Optional<ProfileRow> remove(int number) {
    Kept kept = rows.remove(number);
    if (kept == null) {
      return Optional.empty();
    }
    traits -= kept.traits();
    return Optional.of(kept.row());
  }

  /** Keeps rows that were written; a deleted one is no row any more. */
  void keep(Collection<ProfileRow> written) {
    for (ProfileRow row : written) {
      remove(row.number);
      if (!row.deleted) {
        Kept kept = new Kept(row, row.folds.size() + 1);
        rows.put(row.number, kept);
        traits += kept.traits();
      }
    }
    Iterator<Kept> oldest = rows.values().iterator();
    while (traits > MAX_TRAITS) {
      traits -= oldest.next().traits();
      oldest.remove();
    }
  }

  /** A refresh has written when profiles were seen. */
  void seen(int number, ProfileChanges.Seen seen) {
    Kept kept = rows.get(number);
    if (kept != null) {
      kept.row().seen(seen.first(), seen.last());
    }
  }

  /** Forgets everything: rows may be other ones by now. */
  void clear() {
    rows.clear();
    traits = 0;
  }
}
