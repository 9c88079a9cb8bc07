package io.onelift.profile;

import io.onelift.event.MergeRule;
import io.onelift.event.TraitOperation;
import io.onelift.event.TraitRule;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The row of one profile while a commit changes it. */
final class ProfileRow {
  /** Nothing was ever deleted. */
  static final long NEVER = Long.MIN_VALUE;

  final int number;
  final Map<String, TraitFold> folds = new HashMap<>();

  /** Traits whose fold is another rule's, from before the plan was changed. */
  final Set<String> outdated = new HashSet<>();

  Instant firstSeen;
  Instant lastSeen;

  /** The commit that the row was last written by. */
  long version;

  /** Time of the last delete of all traits, in epoch milliseconds. */
  long emptied = NEVER;

  boolean deleted;

  /** True when only the events can tell what the traits are. */
  boolean lost;

  ProfileRow(int number, Instant firstSeen, Instant lastSeen) {
    this.number = number;
    this.firstSeen = firstSeen;
    this.lastSeen = lastSeen;
  }

  /** The traits that have a value, typed as their columns. */
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    folds.forEach((name, fold) -> fold.value().ifPresent(value -> values.put(name, value)));
    return values;
  }

  void seen(Instant first, Instant last) {
    firstSeen = first.isBefore(firstSeen) ? first : firstSeen;
    lastSeen = last.isAfter(lastSeen) ? last : lastSeen;
  }

  /**
   * Takes what an event says, which comes after everything else in the log.
   *
   * @return names of the traits that changed
   */
  Set<String> said(ProfileChanges.Said said, Function<String, TraitRule> rules) {
    if (said.operation() == TraitOperation.DELETE) {
      lost = true;
      return Set.copyOf(folds.keySet());
    }
    Set<String> changed = new HashSet<>();
    said.traits()
        .forEach(
            (name, value) -> {
              long at = said.at().toEpochMilli();
              if (said(
                  name,
                  new Statement(said.operation(), value, at, said.source()),
                  rules.apply(name))) {
                changed.add(name);
              }
            });
    return changed;
  }

  private boolean said(String name, Statement said, TraitRule rule) {
    if (said.at() < emptied && rule.merge() != MergeRule.SET_ONCE) {
      return false;
    }
    TraitFold known = folds.get(name);
    Optional<TraitFold> next =
        known == null ? Optional.of(TraitFold.of(said, rule)) : known.and(said, rule);
    if (next.isEmpty() || outdated.contains(name)) {
      lost = true;
      return true;
    }
    folds.put(name, next.get());
    return known == null || !known.value().equals(next.get().value());
  }

  /**
   * Takes over everything of a profile that became this one, which is left deleted.
   *
   * @return names of the traits that changed on either
   */
  Set<String> absorb(ProfileRow loser, Function<String, TraitRule> rules) {
    seen(loser.firstSeen, loser.lastSeen);
    Set<String> changed = new HashSet<>(loser.folds.keySet());
    lost |= loser.lost || emptied != NEVER || loser.emptied != NEVER;
    outdated.addAll(loser.outdated);
    loser.folds.forEach(
        (name, fold) -> {
          TraitFold known = folds.get(name);
          Optional<TraitFold> both =
              known == null ? Optional.of(fold) : known.join(fold, rules.apply(name));
          lost |= both.isEmpty() || (known != null && outdated.contains(name));
          both.ifPresent(joined -> folds.put(name, joined));
        });
    loser.deleted = true;
    loser.lost = false;
    loser.emptied = NEVER;
    loser.folds.clear();
    return changed;
  }
}
