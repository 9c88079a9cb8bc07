package io.onelift.bench;

import io.onelift.event.PlanDraft;
import io.onelift.event.TrackingPlan;
import io.onelift.tag.Tag;
import io.onelift.tag.TagDefinition.FromTrait;
import io.onelift.tag.TagNames;
import io.onelift.tag.TagType;
import io.onelift.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Synthetic profiles with forty enum tags of five values, which few have the last of, and ten
 * numbers that most have little of; with purchases of the last sixty days. The same numbers give
 * the same people.
 */
final class People {
  static final int CATEGORIES = 40;
  static final int NUMBERS = 10;
  static final String EVENT = "purchase";

  private final Warehouse warehouse;
  private final long profiles;
  private final long events;

  People(Warehouse warehouse, long profiles, long events) {
    this.warehouse = warehouse;
    this.profiles = profiles;
    this.events = events;
  }

  static String category(int tag) {
    return "e" + tag;
  }

  static String number(int tag) {
    return "n" + tag;
  }

  static String value(int value) {
    return "v" + value;
  }

  /** The tags, each of the trait with its name. */
  static List<Tag> tags() {
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < CATEGORIES; i++) {
      tags.add(tag(category(i), TagType.ENUM));
    }
    for (int i = 0; i < NUMBERS; i++) {
      tags.add(tag(number(i), TagType.NUMBER));
    }
    return tags;
  }

  private static Tag tag(String key, TagType type) {
    return new Tag(key, new TagNames(key, key), "", "", type, new FromTrait(key), 1);
  }

  /** Makes the columns as the first event of a project would. */
  static void learn(TrackingPlan plan) {
    PlanDraft draft = plan.draft();
    for (int i = 0; i < CATEGORIES; i++) {
      draft.trait(category(i), value(0));
    }
    for (int i = 0; i < NUMBERS; i++) {
      draft.trait(number(i), 1.5);
    }
    draft.event(EVENT);
    draft.property(EVENT, "amount", 1.5);
    plan.learn(draft);
  }

  /** Fills the product's tables, and those of the rivals with the same. */
  void fill() {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < CATEGORIES; i++) {
      names.add(category(i));
      values.add(
          "multiIf(h%1$d < 50, 'v0', h%1$d < 75, 'v1', h%1$d < 90, 'v2', h%1$d < 97, 'v3', 'v4')"
              .replace("h%1$d", "cityHash64(number, " + i + ") % 100"));
    }
    for (int i = 0; i < NUMBERS; i++) {
      names.add(number(i));
      values.add(
          "round(exp(3 + 11 * (cityHash64(number, " + (100 + i) + ") / 18446744073709551615)), 2)");
    }
    warehouse.execute(
        "CREATE TABLE wide (profile_no UInt32, "
            + String.join(
                ", ",
                names.stream()
                    .map(n -> n + (n.startsWith("e") ? " LowCardinality(String)" : " Float64"))
                    .toList())
            + ") ENGINE = MergeTree ORDER BY profile_no");
    warehouse.execute(
        "INSERT INTO wide SELECT number, "
            + String.join(", ", values)
            + " FROM numbers(1, {profiles:UInt64})",
        Map.of("profiles", profiles));
    warehouse.execute("OPTIMIZE TABLE wide FINAL");
    warehouse.execute(
        "INSERT INTO profiles (profile_no, first_seen, last_seen, version, deleted, "
            + String.join(", ", names.stream().map(n -> "t_" + n).toList())
            + ") SELECT profile_no, now64(3), now64(3), 1, 0, "
            + String.join(", ", names)
            + " FROM wide");
    warehouse.execute("OPTIMIZE TABLE profiles FINAL");
    warehouse.execute(
        "CREATE TABLE states (tag String, value String, profiles AggregateFunction(groupBitmap,"
            + " UInt32)) ENGINE = MergeTree ORDER BY (tag, value) SETTINGS index_granularity = 1");
    for (int i = 0; i < CATEGORIES; i++) {
      warehouse.execute(
          "INSERT INTO states SELECT '%1$s', %1$s, groupBitmapState(profile_no) FROM wide GROUP BY %1$s"
              .formatted(category(i)));
    }
    warehouse.execute("OPTIMIZE TABLE states FINAL");
    warehouse.execute(
        """
        INSERT INTO events (message_id, kind, event, profile_no, time, received_at, source,
          commit_no, commit_seq, p_amount)
        SELECT toString(number), 'track', 'purchase', 1 + cityHash64(number, 7) % {profiles:UInt64},
          now64(3) - toIntervalSecond(cityHash64(number, 8) % 5184000), now64(3), 'bench', 1, 0,
          cityHash64(number, 9) % 100000 / 100
        FROM numbers({events:UInt64})
        """,
        Map.of("profiles", profiles, "events", events));
  }
}
