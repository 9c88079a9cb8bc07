package io.onelift.cockpit;

import io.onelift.execute.QueryEngine;
import io.onelift.execute.SqlRequest;
import io.onelift.figure.Shift;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.resolve.Access;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Counts the signs of health, by statements on the semantic model. */
final class Health {
  private static final String IN_RANGE =
      "\"time\" >= CAST(:from AS TIMESTAMP) AND \"time\" < CAST(:to AS TIMESTAMP)";

  private final QueryEngine queries;

  Health(QueryEngine queries) {
    this.queries = queries;
  }

  /** A part of a whole. */
  record Share(long part, long whole) {
    OptionalDouble rate() {
      return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
  }

  Map<Vital, Share> of(DayRange days, CockpitSettings settings, Access access) {
    Map<String, Object> range = new LinkedHashMap<>();
    range.put("from", days.from().toString());
    range.put("to", days.to().toString());
    Map<Vital, Share> shares = new EnumMap<>(Vital.class);
    shares.put(Vital.ACTIVATION, activation(range, settings, access));
    long everybody = ask("SELECT COUNT(*) AS n FROM customers", Map.of(), access).getFirst();
    activity(days, range, settings, everybody, access, shares);
    shares.put(Vital.REACH, new Share(reached(range, settings, access), everybody));
    shares.put(Vital.REPURCHASE, repurchase(range, settings, access));
    return shares;
  }

  private Share activation(Map<String, Object> range, CockpitSettings settings, Access access) {
    Map<String, Object> params = new LinkedHashMap<>(range);
    params.put("event", settings.activation());
    List<Long> counts =
        ask(
            "SELECT COUNT(*) AS whole, COUNT(e.profile_id) AS part FROM (SELECT profile_id FROM"
                + " customers WHERE first_seen >= CAST(:from AS TIMESTAMP) AND first_seen <"
                + " CAST(:to AS TIMESTAMP)) c LEFT JOIN (SELECT DISTINCT profile_id FROM events"
                + " WHERE event = :event AND "
                + IN_RANGE
                + ") e ON e.profile_id = c.profile_id",
            params,
            access);
    return new Share(counts.get(1), counts.get(0));
  }

  private void activity(
      DayRange days,
      Map<String, Object> range,
      CockpitSettings settings,
      long everybody,
      Access access,
      Map<Vital, Share> shares) {
    Map<String, Object> params = new LinkedHashMap<>(range);
    params.put("before", new Shift.Previous().before(days).from().toString());
    List<String> passive = new ArrayList<>(settings.reach());
    passive.add("identify");
    List<Long> counts =
        ask(
            "SELECT COALESCE(SUM(earlier), 0) AS before_n, COALESCE(SUM(later), 0) AS now_n,"
                + " COALESCE(SUM(earlier * later), 0) AS both_n FROM (SELECT profile_id, MAX(CASE"
                + " WHEN \"time\" < CAST(:from AS TIMESTAMP) THEN 1 ELSE 0 END) AS earlier,"
                + " MAX(CASE WHEN \"time\" >= CAST(:from AS TIMESTAMP) THEN 1 ELSE 0 END) AS later"
                + " FROM events WHERE \"time\" >= CAST(:before AS TIMESTAMP) AND \"time\" <"
                + " CAST(:to AS TIMESTAMP) AND event NOT IN ("
                + places("p", passive, params)
                + ") GROUP BY profile_id) a",
            params,
            access);
    shares.put(Vital.VISIT, new Share(counts.get(1), everybody));
    shares.put(Vital.RETENTION, new Share(counts.get(2), counts.get(0)));
    shares.put(Vital.CHURN, new Share(counts.get(0) - counts.get(2), counts.get(0)));
  }

  private long reached(Map<String, Object> range, CockpitSettings settings, Access access) {
    if (settings.reach().isEmpty()) {
      return 0;
    }
    Map<String, Object> params = new LinkedHashMap<>(range);
    return ask(
            "SELECT COUNT(DISTINCT profile_id) AS n FROM events WHERE event IN ("
                + places("r", settings.reach(), params)
                + ") AND "
                + IN_RANGE,
            params,
            access)
        .getFirst();
  }

  private Share repurchase(Map<String, Object> range, CockpitSettings settings, Access access) {
    Map<String, Object> params = new LinkedHashMap<>(range);
    params.put("event", settings.purchase());
    List<Long> counts =
        ask(
            "SELECT COUNT(*) AS whole, COALESCE(SUM(CASE WHEN n >= 2 THEN 1 ELSE 0 END), 0) AS"
                + " part FROM (SELECT profile_id, COUNT(*) AS n FROM events WHERE event = :event"
                + " AND "
                + IN_RANGE
                + " GROUP BY profile_id) b",
            params,
            access);
    return new Share(counts.get(1), counts.get(0));
  }

  /** The names of places for values that are bound. */
  private static String places(String prefix, List<String> values, Map<String, Object> params) {
    List<String> places = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      params.put(prefix + i, values.get(i));
      places.add(":" + prefix + i);
    }
    return String.join(", ", places);
  }

  private List<Long> ask(String sql, Map<String, Object> params, Access access) {
    return queries.sql(new SqlRequest(sql, params, 1), access).rows().getFirst().stream()
        .map(value -> ((Number) value).longValue())
        .toList();
  }
}
