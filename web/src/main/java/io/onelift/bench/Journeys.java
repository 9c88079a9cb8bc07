package io.onelift.bench;

import io.onelift.event.PlanDraft;
import io.onelift.event.TrackingPlan;
import io.onelift.warehouse.Warehouse;
import java.util.Map;

/**
 * Synthetic visits of the last sixty days: five events each, a minute apart, of fifty events a
 * profile; views, searches, carts and purchases with an amount, over five channels, by people of
 * five cities. The same number of events gives the same data.
 */
final class Journeys {
  private static final int EVENTS_EACH = 50;
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private static final String EVENTS =
      """
      INSERT INTO events (message_id, kind, event, profile_no, time, received_at, source,
        commit_no, p_amount, p_channel)
      SELECT '', 'track',
        multiIf(draw < 55, 'view', draw < 75, 'search', draw < 90, 'cart', 'purchase') AS name,
        toUInt32(1 + cityHash64(visit, 1) %% {profiles:UInt64}),
        toDateTime64(today() - 60, 3) + toIntervalSecond(cityHash64(visit, 2) %% 5184000)
          + toIntervalMillisecond(number %% 5 * 60000 + cityHash64(number, 3) %% 30000) AS moment,
        moment, 'bench', 0,
        if(name = 'purchase', cityHash64(number, 4) %% 100000 / 100, NULL),
        ['app', 'web', 'wechat', 'branch', 'call'][1 + cityHash64(visit, 5) %% 5]
      FROM (
        SELECT number, intDiv(number, 5) AS visit, cityHash64(number, 6) %% 100 AS draw
        FROM numbers_mt({events:UInt64}))
      SETTINGS max_insert_threads = %d
      """
          .formatted(CORES);

  private static final String PROFILES =
      """
      INSERT INTO profiles (profile_no, first_seen, last_seen, version, deleted, t_city)
      SELECT number, today() - 60, now64(3), 1, 0,
        ['上海', '北京', '杭州', '深圳', '成都'][1 + cityHash64(number) % 5]
      FROM numbers_mt(1, {profiles:UInt64})
      """;

  private Journeys() {}

  /** Fills a project in which nothing happened yet. */
  static void fill(TrackingPlan plan, Warehouse warehouse, long events) {
    PlanDraft draft = plan.draft();
    for (String event : new String[] {"view", "search", "cart", "purchase"}) {
      draft.event(event);
      draft.property(event, "channel", "app");
    }
    draft.property("purchase", "amount", 1.5);
    draft.trait("city", "上海");
    plan.learn(draft);
    long profiles = Math.max(1, events / EVENTS_EACH);
    warehouse.execute(PROFILES, Map.of("profiles", profiles));
    warehouse.execute("OPTIMIZE TABLE profiles FINAL");
    warehouse.execute(EVENTS, Map.of("profiles", profiles, "events", events));
    warehouse.execute("OPTIMIZE TABLE events");
  }
}
