package io.onelift.profile;

import io.onelift.event.Field;
import io.onelift.event.ProfileId;
import io.onelift.event.TrackingPlan;
import io.onelift.event.TraitRule;
import io.onelift.event.ValueType;
import io.onelift.warehouse.Row;
import io.onelift.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads and writes whole rows of {@code profiles}. */
final class ProfileRows {
  private static final List<String> FIXED =
      List.of(
          "profile_no",
          "first_seen",
          "last_seen",
          "trait_times",
          "trait_folds",
          "version",
          "deleted");

  /** Stands in {@code trait_times} for the delete of all traits; no trait has this name. */
  private static final String EMPTIED = "";

  private final Warehouse warehouse;
  private final TrackingPlan plan;

  ProfileRows(Warehouse warehouse, TrackingPlan plan) {
    this.warehouse = warehouse;
    this.plan = plan;
  }

  /** The rows of these profiles that exist, by number. */
  Map<Integer, ProfileRow> read(Collection<Integer> numbers) {
    Map<Integer, ProfileRow> rows = new HashMap<>();
    if (numbers.isEmpty()) {
      return rows;
    }
    List<Field> traits = plan.traits();
    warehouse.forEach(
        "SELECT profile_no, first_seen, last_seen, version, trait_folds, "
            + "mapKeys(trait_times) AS said, mapValues(trait_times) AS said_at"
            + columns(traits)
            + " FROM profiles FINAL WHERE profile_no IN {numbers:Array(UInt32)}",
        Map.of("numbers", numbers),
        row -> {
          ProfileRow profile =
              new ProfileRow(
                  (int) row.integer("profile_no"), row.time("first_seen"), row.time("last_seen"));
          profile.version = row.integer("version");
          Map<String, Object> values = new HashMap<>();
          TraitValues.read(row, traits, values);
          fold(profile, row, values);
          rows.put(profile.number, profile);
        });
    return rows;
  }

  private void fold(ProfileRow profile, Row row, Map<String, Object> values) {
    Map<String, String> folds = row.map("trait_folds");
    List<String> said = row.list("said");
    List<Long> times = row.list("said_at");
    for (int i = 0; i < said.size(); i++) {
      String name = said.get(i);
      if (name.equals(EMPTIED)) {
        profile.emptied = times.get(i);
        continue;
      }
      Optional<String> text = Optional.ofNullable(folds.get(name));
      profile.folds.put(
          name, FoldText.read(text, Optional.ofNullable(values.get(name)), times.get(i)));
      if (!FoldText.rule(text).equals(plan.rule(name).tag())) {
        profile.outdated.add(name);
      }
    }
  }

  void write(Collection<ProfileRow> rows, long version) {
    Set<String> said = new HashSet<>();
    rows.forEach(row -> said.addAll(row.folds.keySet()));
    List<Field> traits = plan.traits().stream().filter(t -> said.contains(t.name())).toList();
    List<String> columns = new ArrayList<>(FIXED);
    traits.forEach(t -> columns.add(t.column()));
    List<List<Object>> values = new ArrayList<>(rows.size());
    for (ProfileRow row : rows) {
      List<Object> value = new ArrayList<>(columns.size());
      value.add(row.number);
      value.add(row.firstSeen);
      value.add(row.lastSeen);
      value.add(times(row));
      value.add(folds(row));
      value.add(version);
      value.add(row.deleted ? 1 : 0);
      for (Field trait : traits) {
        Object missing = trait.type() == ValueType.LIST ? List.of() : null;
        TraitFold fold = row.folds.get(trait.name());
        value.add(fold == null ? missing : fold.value().orElse(missing));
      }
      values.add(value);
    }
    warehouse.insert("profiles", columns, values);
  }

  private static Map<String, Long> times(ProfileRow row) {
    Map<String, Long> times = new HashMap<>();
    row.folds.forEach((name, fold) -> times.put(name, fold.from()));
    if (row.emptied != ProfileRow.NEVER) {
      times.put(EMPTIED, row.emptied);
    }
    return times;
  }

  private Map<String, String> folds(ProfileRow row) {
    Map<String, String> folds = new HashMap<>();
    row.folds.forEach(
        (name, fold) ->
            FoldText.write(fold, plan.rule(name)).ifPresent(text -> folds.put(name, text)));
    return folds;
  }

  /**
   * Moves {@code first_seen} and {@code last_seen} to what the events of some commits say, and
   * makes rows for profiles that have none; inside ClickHouse, without a row passing through here,
   * and on one processor, because commits go on beside it.
   */
  void refreshSeen(String profileOfEvent, long afterCommit, long upToCommit) {
    String traits = columns(plan.traits());
    warehouse.execute(
        """
        INSERT INTO profiles (profile_no, first_seen, last_seen, trait_times, trait_folds, version,
          deleted%1$s)
        SELECT seen.number, if(p.profile_no = 0, seen.first, least(seen.first, p.first_seen)),
          greatest(seen.last, p.last_seen), p.trait_times, p.trait_folds, {upTo:UInt64}, 0%2$s
        FROM (SELECT %3$s AS number, min(time) AS first, max(time) AS last FROM events
          WHERE commit_no > {after:UInt64} AND commit_no <= {upTo:UInt64} GROUP BY number) AS seen
        LEFT JOIN (SELECT * FROM profiles FINAL WHERE profile_no IN (SELECT %3$s FROM events
          WHERE commit_no > {after:UInt64} AND commit_no <= {upTo:UInt64})) AS p
        ON p.profile_no = seen.number
        WHERE p.profile_no = 0 OR seen.first < p.first_seen OR seen.last > p.last_seen
        SETTINGS max_threads = 1
        """
            .formatted(traits, columns("p.", plan.traits()), profileOfEvent),
        Map.of("after", afterCommit, "upTo", upToCommit));
  }

  /** Some profiles with a trait that another rule folded than the plan has for it. */
  Set<ProfileId> outdated(int limit) {
    List<String> ruled = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    for (Field trait : plan.traits()) {
      if (!plan.rule(trait.name()).equals(TraitRule.LATEST)) {
        ruled.add(trait.name());
        tags.add(plan.rule(trait.name()).tag());
      }
    }
    return Set.copyOf(
        warehouse.query(
            "SELECT profile_no FROM profiles FINAL WHERE arrayExists((trait, fold) ->"
                + " splitByChar(',', fold)[3] != if(has({ruled:Array(String)}, trait),"
                + " {tags:Array(String)}[indexOf({ruled:Array(String)}, trait)], 'latest'),"
                + " mapKeys(trait_folds), mapValues(trait_folds)) OR arrayExists(trait ->"
                + " mapContains(trait_times, trait) AND NOT mapContains(trait_folds, trait),"
                + " {ruled:Array(String)}) LIMIT {limit:UInt32}",
            Map.of("ruled", ruled, "tags", tags, "limit", limit),
            row -> ProfileId.of(row.integer("profile_no"))));
  }

  private static String columns(List<Field> traits) {
    return columns("", traits);
  }

  private static String columns(String prefix, List<Field> traits) {
    StringBuilder columns = new StringBuilder();
    for (Field trait : traits) {
      columns.append(", ").append(prefix).append(Warehouse.identifier(trait.column()));
    }
    return columns.toString();
  }
}
