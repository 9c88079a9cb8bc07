package io.onelift.bench;

import io.onelift.event.PlanDraft;
import io.onelift.event.TrackingPlan;
import io.onelift.tag.Tag;
import io.onelift.tag.TagDefinition.FromTrait;
import io.onelift.tag.TagNames;
import io.onelift.tag.TagType;
import io.onelift.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Synthetic profiles with forty enum tags of five values, which few have the last of, and ten
 * numbers that most have little of; with purchases of the last sixty days. The same numbers give
 * the same people.
 */
final class People {
  static final int CATEGORIES = 40;
  static final int NUMBERS = 10;
  static final String EVENT = "purchase";
  private static final int DAYS = 60;
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /** So that no merge runs beside what is measured. */
  private static final String UNMERGED = "max_bytes_to_merge_at_max_space_in_pool = 1";

  /** Day by day and by ascending profile, as the table keeps them: sorting again costs most. */
  private static final String EVENTS =
      """
      INSERT INTO events (message_id, kind, event, profile_no, time, received_at, source,
        commit_no, p_amount)
      SELECT '', 'track', 'purchase',
        toUInt32(1 + intDiv((number %% {daily:UInt64}) * {profiles:UInt64}
          + cityHash64(number, 7) %% {profiles:UInt64}, {daily:UInt64})),
        toDateTime64(today() - 60, 3) + toIntervalDay(intDiv(number, {daily:UInt64}))
          + toIntervalSecond(cityHash64(number, 8) %% 86400) AS moment,
        moment, 'bench', 1, cityHash64(number, 9) %% 100000 / 100
      FROM numbers_mt({events:UInt64})
      SETTINGS max_insert_threads = %d
      """
          .formatted(CORES);

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

  /** Fills the product's tables, and the wide one that a rival asks. */
  void fill() {
    warehouse.execute(
        "CREATE TABLE wide (profile_no UInt32, "
            + joined(n -> n + (isCategory(n) ? " LowCardinality(String)" : " Float64"))
            + ") ENGINE = MergeTree ORDER BY profile_no SETTINGS "
            + UNMERGED);
    warehouse.execute(
        "INSERT INTO wide SELECT number, "
            + joined(People::drawn)
            + " FROM numbers_mt(1, {profiles:UInt64}) SETTINGS max_insert_threads = "
            + CORES,
        Map.of("profiles", profiles));
    try (Columns _ = Columns.leftOut(warehouse, "profiles")) {
      // What is merged once at the end need not be merged in each block before.
      warehouse.execute(
          "INSERT INTO profiles (profile_no, first_seen, last_seen, version, deleted, "
              + joined(n -> "t_" + n)
              + ") SELECT profile_no, now64(3), now64(3), 1, 0, "
              + joined(n -> n)
              + " FROM wide SETTINGS optimize_on_insert = 0, max_insert_threads = "
              + CORES);
      warehouse.execute("OPTIMIZE TABLE profiles FINAL");
    }
    warehouse.execute("ALTER TABLE events MODIFY SETTING " + UNMERGED);
    try (Columns _ = Columns.leftOut(warehouse, "events")) {
      warehouse.execute(
          EVENTS,
          Map.of(
              "profiles", profiles, "events", events, "daily", Math.ceilDiv(events, (long) DAYS)));
    }
  }

  private static String joined(UnaryOperator<String> each) {
    return Stream.concat(
            IntStream.range(0, CATEGORIES).mapToObj(People::category),
            IntStream.range(0, NUMBERS).mapToObj(People::number))
        .map(each)
        .collect(Collectors.joining(", "));
  }

  private static boolean isCategory(String name) {
    return name.startsWith("e");
  }

  /** A profile's value; four categories share the bits of a hash. */
  private static String drawn(String name) {
    int tag = Integer.parseInt(name.substring(1));
    return isCategory(name)
        ? "toLowCardinality(multiIf(h < 32768, 'v0', h < 49152, 'v1', h < 58982, 'v2', h < 63570, 'v3', 'v4'))"
            .replace(
                "h <",
                "bitAnd(bitShiftRight(cityHash64(number, %d), %d), 65535) <"
                    .formatted(tag / 4, tag % 4 * 16))
        : "round(exp(3 + 11 * (cityHash64(number, %d) / 18446744073709551615)), 2)"
            .formatted(100 + tag);
  }

  /**
   * Columns of maps, absent while a table is filled: nobody here reads them, and the engine takes a
   * microsecond for each empty one.
   */
  private record Columns(Warehouse warehouse, String table, Map<String, String> types)
      implements AutoCloseable {
    static Columns leftOut(Warehouse warehouse, String table) {
      Map<String, String> types = new LinkedHashMap<>(warehouse.columns(table));
      types.values().removeIf(type -> !type.startsWith("Map("));
      types.keySet().forEach(c -> warehouse.execute("ALTER TABLE " + table + " DROP COLUMN " + c));
      return new Columns(warehouse, table, types);
    }

    @Override
    public void close() {
      types.forEach(
          (name, type) ->
              warehouse.execute("ALTER TABLE " + table + " ADD COLUMN " + name + " " + type));
    }
  }

  /**
   * Copies the product's bitmaps to a table where each has a granule of its own, which is the best
   * that ClickHouse's functions can be given.
   */
  static void copyStates(Warehouse warehouse) {
    warehouse.execute(
        "CREATE TABLE states (tag String, value String, profiles AggregateFunction(groupBitmap,"
            + " UInt32)) ENGINE = MergeTree ORDER BY (tag, value) SETTINGS index_granularity = 1");
    warehouse.execute(
        "INSERT INTO states SELECT tag, part, profiles FROM tag_bitmaps FINAL WHERE startsWith(tag,"
            + " 'e')");
  }
}
