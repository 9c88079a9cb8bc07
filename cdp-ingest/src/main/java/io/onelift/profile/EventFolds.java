package io.onelift.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.onelift.event.Fit;
import io.onelift.event.Flat;
import io.onelift.event.MergeRule;
import io.onelift.event.PlanDraft;
import io.onelift.event.TrackingPlan;
import io.onelift.event.TraitOperation;
import io.onelift.event.TraitRule;
import io.onelift.identity.ProfileNumbers;
import io.onelift.warehouse.Row;
import io.onelift.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Folds whole profiles from their events: what a row has to be, whatever it is. */
final class EventFolds {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  /** Profiles folded at a time: their statements are in memory. */
  private static final int BATCH = 1_000;

  private static final Comparator<Entry> BY_LOG =
      Comparator.comparingLong(Entry::commit).thenComparingLong(Entry::place);

  private final Warehouse warehouse;
  private final TrackingPlan plan;

  /** An event's traits, with its place in the log. */
  private record Entry(
      TraitOperation operation,
      Map<String, Object> traits,
      long at,
      String source,
      long commit,
      long place) {}

  EventFolds(Warehouse warehouse, TrackingPlan plan) {
    this.warehouse = warehouse;
    this.plan = plan;
  }

  /** The rows of these profiles, by number; those without any event are left out. */
  Map<Integer, ProfileRow> fold(Collection<Integer> profiles) {
    Map<Integer, ProfileRow> rows = new HashMap<>();
    List<Integer> all = List.copyOf(profiles);
    for (int from = 0; from < all.size(); from += BATCH) {
      foldSome(all.subList(from, Math.min(all.size(), from + BATCH)), rows);
    }
    return rows;
  }

  private void foldSome(List<Integer> profiles, Map<Integer, ProfileRow> rows) {
    Set<Integer> wanted = Set.copyOf(profiles);
    List<Long> members = members(profiles);
    Map<String, List<Long>> params = Map.of("members", members);
    String profile = ProfileNumbers.sql("profile_no");
    warehouse.forEach(
        "SELECT %s AS profile, min(time) AS first, max(time) AS last FROM events WHERE profile_no IN {members:Array(UInt32)} GROUP BY profile"
            .formatted(profile),
        params,
        row -> {
          int number = (int) row.integer("profile");
          // The events of a number that was merged away are another profile's.
          if (wanted.contains(number)) {
            rows.put(number, new ProfileRow(number, row.time("first"), row.time("last")));
          }
        });
    Map<Integer, List<Entry>> said = new HashMap<>();
    PlanDraft draft = plan.draft();
    warehouse.forEach(
        "SELECT %s AS profile, toUnixTimestamp64Milli(time) AS at, traits, trait_operation, source, commit_no, commit_seq FROM events WHERE profile_no IN {members:Array(UInt32)} AND (traits != '' OR trait_operation = 'delete') ORDER BY time, commit_no, commit_seq"
            .formatted(profile),
        params,
        row ->
            said.computeIfAbsent((int) row.integer("profile"), _ -> new ArrayList<>())
                .add(entry(row, draft)));
    said.forEach(
        (number, entries) -> {
          if (wanted.contains(number)) {
            foldOne(rows.get(number), entries);
          }
        });
  }

  /** All numbers whose events are these profiles'. */
  private List<Long> members(List<Integer> profiles) {
    List<Long> numbers = new ArrayList<>();
    profiles.forEach(number -> numbers.add(Integer.toUnsignedLong(number)));
    numbers.addAll(
        warehouse.query(
            "SELECT loser FROM profile_overrides FINAL WHERE winner IN {winners:Array(UInt32)}",
            Map.of("winners", List.copyOf(numbers)),
            row -> row.integer("loser")));
    return numbers;
  }

  private Entry entry(Row row, PlanDraft draft) {
    TraitOperation operation = TraitOperation.of(row.text("trait_operation"));
    return new Entry(
        operation,
        row.text("traits").isEmpty() ? Map.of() : fitting(draft, operation, row.text("traits")),
        row.integer("at"),
        row.text("source"),
        row.integer("commit_no"),
        row.integer("commit_seq"));
  }

  private void foldOne(ProfileRow row, List<Entry> byTime) {
    fold(row, byTime, false);
    List<Entry> byLog = new ArrayList<>(byTime);
    byLog.sort(BY_LOG);
    fold(row, byLog, true);
  }

  /** Folds the traits whose rule goes by time, or those whose rule goes by the log. */
  private void fold(ProfileRow row, List<Entry> entries, boolean log) {
    Map<String, TraitFold> folds = new LinkedHashMap<>();
    for (Entry entry : entries) {
      if (entry.operation() == TraitOperation.DELETE) {
        folds.clear();
        row.emptied = Math.max(row.emptied, entry.at());
      }
      entry
          .traits()
          .forEach(
              (name, value) -> {
                TraitRule rule = plan.rule(name);
                if ((rule.merge() == MergeRule.SET_ONCE) == log) {
                  Statement said =
                      new Statement(entry.operation(), value, entry.at(), entry.source());
                  TraitFold known = folds.get(name);
                  folds.put(
                      name,
                      known == null
                          ? TraitFold.of(said, rule)
                          : known.and(said, rule).orElseThrow());
                }
              });
    }
    row.folds.putAll(folds);
  }

  /** What of an event's traits the columns can take; the rest was quarantined when it came. */
  private Map<String, Object> fitting(PlanDraft draft, TraitOperation operation, String json) {
    Map<String, Object> typed = new LinkedHashMap<>();
    Flat.of(parse(json))
        .forEach(
            (name, value) -> {
              if (plan.trait(name).isPresent()
                  && draft.trait(operation, name, value) instanceof Fit.Fits fits) {
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
