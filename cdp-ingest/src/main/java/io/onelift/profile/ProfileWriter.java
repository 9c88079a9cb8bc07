package io.onelift.profile;

import io.onelift.event.Commit;
import io.onelift.event.ProfileId;
import io.onelift.event.TrackingPlan;
import io.onelift.identity.ProfileNumbers;
import io.onelift.warehouse.Warehouse;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps {@code profiles} in step with the events. A commit writes the rows whose traits or identity
 * it changes, and those of new profiles; that somebody was merely seen again is written for many
 * commits at once by {@link SeenRefresh}. Everything follows from events and overrides, which are
 * written before: where a row cannot be carried forward, after a crash, an unmerge or a change of
 * the rules, it is folded anew from the events of its profile, so nothing counts twice. For one
 * thread.
 */
public final class ProfileWriter {
  private final Warehouse warehouse;
  private final TrackingPlan plan;
  private final ProfileRows rows;
  private final EventFolds events;
  private final RecentRows recent = new RecentRows();
  private final SeenRefresh refresh;

  public ProfileWriter(Warehouse warehouse, TrackingPlan plan) {
    this.warehouse = warehouse;
    this.plan = plan;
    this.rows = new ProfileRows(warehouse, plan);
    this.events = new EventFolds(warehouse, plan);
    this.refresh = new SeenRefresh(warehouse, rows, recent);
  }

  /**
   * The rows that a commit changes, carried forward by it. May be asked for while its events are
   * being written, and must be {@linkplain #write written} or followed by a {@link #repair}.
   */
  public ProfileDraft draft(ProfileChanges changes) {
    Set<Integer> known = new HashSet<>();
    changes.said().forEach(said -> known.add(said.profile().number()));
    for (Commit.Merged merge : changes.merges()) {
      known.add(merge.loser().number());
      known.add(merge.winner().number());
    }
    known.removeAll(changes.created());
    Map<Integer, ProfileRow> changed = recent.take(known);
    known.removeAll(changed.keySet());
    changed.putAll(rows.read(known));
    changes.created().forEach(number -> row(changed, number));
    Set<String> traits = new HashSet<>();
    for (Commit.Merged merge : changes.merges()) {
      ProfileRow loser = row(changed, merge.loser().number());
      refresh.seen(merge.loser()).ifPresent(seen -> loser.seen(seen.first(), seen.last()));
      traits.addAll(row(changed, merge.winner().number()).absorb(loser, plan::rule));
    }
    for (ProfileChanges.Said said : changes.said()) {
      traits.addAll(row(changed, said.profile().number()).said(said, plan::rule));
    }
    refresh.saw(changes.seen());
    for (ProfileRow row : changed.values()) {
      if (!row.deleted) {
        refresh
            .seen(new ProfileId(row.number))
            .ifPresent(seen -> row.seen(seen.first(), seen.last()));
      }
    }
    return new ProfileDraft(changed, traits);
  }

  /**
   * Writes the rows that a commit changes; its events are in the warehouse already, and where the
   * draft {@linkplain ProfileDraft#isOpen is open}, its merges too.
   *
   * @return names of the traits that changed on any profile
   */
  public Set<String> write(long commit, ProfileDraft draft) {
    Map<Integer, ProfileRow> changed = draft.rows();
    changed.putAll(
        events.fold(
            changed.values().stream().filter(row -> row.lost).map(row -> row.number).toList()));
    // A number that was created and merged away at once was never seen by anybody.
    changed.values().removeIf(row -> row.firstSeen.equals(Instant.MAX));
    rows.write(changed.values(), commit);
    recent.keep(changed.values());
    return draft.traits();
  }

  private static ProfileRow row(Map<Integer, ProfileRow> rows, int number) {
    return rows.computeIfAbsent(number, n -> new ProfileRow(n, Instant.MAX, Instant.MIN));
  }

  /**
   * Reads rows anew from here on, because others may change them, or how they are folded, or
   * because a draft was not written.
   */
  public void forget() {
    recent.clear();
  }

  /** When profiles were seen by commits whose rows may not say so yet. */
  public SeenRefresh refresh() {
    return refresh;
  }

  /**
   * Folds profiles anew from their events, whatever their rows hold; the row of a profile that has
   * no event, or that became another one, is deleted.
   *
   * @param commit not less than that of every earlier write
   * @return names of the traits that changed on any profile
   */
  public Set<String> rebuild(long commit, Set<ProfileId> profiles) {
    return rebuild(commit, profiles.stream().map(ProfileId::number).toList());
  }

  private Set<String> rebuild(long commit, Collection<Integer> numbers) {
    recent.clear();
    Map<Integer, ProfileRow> before = rows.read(numbers);
    Map<Integer, ProfileRow> after = events.fold(numbers);
    Set<String> traits = new HashSet<>();
    for (ProfileRow row : before.values()) {
      Map<String, Object> old = row.values();
      Map<String, Object> now =
          after.containsKey(row.number) ? after.get(row.number).values() : Map.of();
      old.keySet().stream().filter(t -> !old.get(t).equals(now.get(t))).forEach(traits::add);
      now.keySet().stream().filter(t -> !old.containsKey(t)).forEach(traits::add);
      if (!after.containsKey(row.number)) {
        row.deleted = true;
        row.folds.clear();
        after.put(row.number, row);
      }
    }
    after.values().stream()
        .filter(row -> !before.containsKey(row.number))
        .forEach(row -> traits.addAll(row.values().keySet()));
    rows.write(after.values(), commit);
    return traits;
  }

  /** Some profiles that have a trait which another rule folded than the one in force. */
  public Set<ProfileId> outdated(int limit) {
    return rows.outdated(limit);
  }

  /**
   * Makes good what commits since the last refresh may not have written: the profiles of their
   * events, and those that others were merged into.
   *
   * @return names of the traits that changed on any profile
   */
  public Set<String> repair(long commit) {
    Set<Integer> touched = new HashSet<>();
    // A number that is a loser and still has a row: the merge did not reach the rows.
    warehouse.forEach(
        "SELECT loser, winner FROM profile_overrides FINAL WHERE loser != winner AND loser IN"
            + " (SELECT profile_no FROM profiles FINAL)",
        Map.of(),
        row -> {
          touched.add((int) row.integer("loser"));
          touched.add((int) row.integer("winner"));
        });
    if (commit > refresh.done()) {
      warehouse.forEach(
          "SELECT DISTINCT %s AS profile FROM events WHERE commit_no > {after:UInt64} AND (traits != '' OR trait_operation = 'delete')"
              .formatted(ProfileNumbers.sql("profile_no")),
          Map.of("after", refresh.done()),
          row -> touched.add((int) row.integer("profile")));
    }
    Set<String> traits = rebuild(commit, touched.stream().collect(Collectors.toList()));
    refresh.now(commit);
    return traits;
  }
}
