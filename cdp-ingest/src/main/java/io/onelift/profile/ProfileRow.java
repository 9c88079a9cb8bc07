package io.onelift.profile;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The row of one profile while a commit changes it. Traits by name, typed as their columns. */
final class ProfileRow {
  final int number;
  final Map<String, Object> traits = new HashMap<>();

  /** When each trait was said, in epoch milliseconds. */
  final Map<String, Long> times = new HashMap<>();

  Instant firstSeen;
  Instant lastSeen;
  boolean deleted;

  ProfileRow(int number, Instant firstSeen, Instant lastSeen) {
    this.number = number;
    this.firstSeen = firstSeen;
    this.lastSeen = lastSeen;
  }

  void seen(Instant first, Instant last) {
    firstSeen = first.isBefore(firstSeen) ? first : firstSeen;
    lastSeen = last.isAfter(lastSeen) ? last : lastSeen;
  }

  /** Takes a trait unless something later is known; true when its value changed. */
  boolean said(String trait, Object value, long at) {
    Long known = times.get(trait);
    if (known != null && known > at) {
      return false;
    }
    times.put(trait, at);
    return !value.equals(traits.put(trait, value));
  }

  /** Takes over everything of a profile that became this one, which is left deleted. */
  boolean absorb(ProfileRow loser) {
    seen(loser.firstSeen, loser.lastSeen);
    boolean changed = false;
    for (Map.Entry<String, Object> trait : loser.traits.entrySet()) {
      // What both say at the same time stays the winner's.
      Long known = times.get(trait.getKey());
      long at = loser.times.getOrDefault(trait.getKey(), 0L);
      if (known == null || known < at) {
        changed |= said(trait.getKey(), trait.getValue(), at);
      }
    }
    loser.deleted = true;
    loser.traits.clear();
    loser.times.clear();
    return changed;
  }
}
