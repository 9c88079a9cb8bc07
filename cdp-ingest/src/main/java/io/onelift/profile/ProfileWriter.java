package io.onelift.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.onelift.event.Commit;
import io.onelift.event.Fit;
import io.onelift.event.Flat;
import io.onelift.event.PlanDraft;
import io.onelift.event.ProfileId;
import io.onelift.event.TrackingPlan;
import io.onelift.identity.ProfileNumbers;
import io.onelift.warehouse.Warehouse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps {@code profiles} in step with the events. A commit writes the rows whose traits or identity
 * it changes, and those of new profiles; that somebody was merely seen again is written for many
 * commits at once by {@link #refresh}. Everything follows from events, identifiers and overrides,
 * which are written before, so {@link #repair} makes good what a crash cut off. For one thread.
 */
public final class ProfileWriter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private final Warehouse warehouse;
  private final TrackingPlan plan;
  private final ProfileRows rows;
  private long refreshed;

  public ProfileWriter(Warehouse warehouse, TrackingPlan plan) {
    this.warehouse = warehouse;
    this.plan = plan;
    this.rows = new ProfileRows(warehouse, plan);
    this.refreshed =
        warehouse
            .query(
                "SELECT max(commit_no) AS commit_no FROM profile_progress",
                Map.of(),
                row -> row.integer("commit_no"))
            .getFirst();
  }

  /** The commit up to which everything is in the rows. */
  public long refreshed() {
    return refreshed;
  }

  /**
   * Writes the rows that a commit changes.
   *
   * @return names of the traits that changed on any profile
   */
  public Set<String> apply(long commit, ProfileChanges changes) {
    Set<Integer> known = new HashSet<>();
    changes.said().forEach(said -> known.add(said.profile().number()));
    for (Commit.Merged merge : changes.merges()) {
      known.add(merge.loser().number());
      known.add(merge.winner().number());
    }
    known.removeAll(changes.created());
    Map<Integer, ProfileRow> changed = rows.read(known);
    changes.created().forEach(number -> row(changed, number));
    Set<String> traits = new HashSet<>();
    for (Commit.Merged merge : changes.merges()) {
      ProfileRow loser = row(changed, merge.loser().number());
      traits.addAll(loser.traits.keySet());
      row(changed, merge.winner().number()).absorb(loser);
    }
    for (ProfileChanges.Said said : changes.said()) {
      ProfileRow row = row(changed, said.profile().number());
      said.traits()
          .forEach(
              (name, value) -> {
                if (row.said(name, value, said.at().toEpochMilli())) {
                  traits.add(name);
                }
              });
    }
    for (ProfileRow row : changed.values()) {
      ProfileChanges.Seen seen = changes.seen().get(new ProfileId(row.number));
      if (seen != null) {
        row.seen(seen.first(), seen.last());
      }
    }
    // A number that was created and merged away at once was never seen by anybody.
    changed.values().removeIf(row -> row.firstSeen.equals(Instant.MAX));
    rows.write(changed.values(), commit);
    return traits;
  }

  private static ProfileRow row(Map<Integer, ProfileRow> rows, int number) {
    return rows.computeIfAbsent(number, n -> new ProfileRow(n, Instant.MAX, Instant.MIN));
  }

  /** Brings first and last seen up to the events of a commit. */
  public void refresh(long commit) {
    if (commit <= refreshed) {
      return;
    }
    rows.refreshSeen(ProfileNumbers.sql("profile_no"), refreshed, commit);
    warehouse.insert(
        "profile_progress", List.of("name", "commit_no"), List.of(List.of("profiles", commit)));
    refreshed = commit;
  }

  /**
   * Applies again what commits since the last refresh may not have written.
   *
   * @return names of the traits that changed on any profile
   */
  public Set<String> repair(long commit) {
    List<Commit.Merged> merges =
        warehouse.query(
            "SELECT loser, winner FROM profile_overrides FINAL WHERE loser IN (SELECT profile_no"
                + " FROM profiles FINAL)",
            Map.of(),
            row ->
                new Commit.Merged(
                    ProfileId.of(row.integer("loser")), ProfileId.of(row.integer("winner"))));
    List<ProfileChanges.Said> said = new ArrayList<>();
    Map<ProfileId, ProfileChanges.Seen> seen = new HashMap<>();
    if (commit > refreshed) {
      PlanDraft draft = plan.draft();
      warehouse.forEach(
          "SELECT %s AS profile, time, traits FROM events WHERE commit_no > {after:UInt64} AND traits != '' ORDER BY commit_no, time"
              .formatted(ProfileNumbers.sql("profile_no")),
          Map.of("after", refreshed),
          row -> {
            ProfileId profile = ProfileId.of(row.integer("profile"));
            Instant time = row.time("time");
            seen.merge(
                profile, new ProfileChanges.Seen(time, time), (known, added) -> known.and(time));
            said.add(new ProfileChanges.Said(profile, time, fitting(draft, row.text("traits"))));
          });
    }
    Set<String> traits = apply(commit, new ProfileChanges(Set.of(), merges, seen, said));
    refresh(commit);
    return traits;
  }

  /** What of an event's traits the columns can take; the rest was quarantined when it came. */
  private static Map<String, Object> fitting(PlanDraft draft, String json) {
    Map<String, Object> typed = new LinkedHashMap<>();
    Flat.of(parse(json))
        .forEach(
            (name, value) -> {
              if (draft.trait(name, value) instanceof Fit.Fits fits) {
                typed.put(name, fits.value());
              }
            });
    return typed;
  }

  private static Map<String, Object> parse(String json) {
    try {
      return JSON.readValue(json, OBJECT);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The traits of an event are no JSON object: " + json, e);
    }
  }
}
