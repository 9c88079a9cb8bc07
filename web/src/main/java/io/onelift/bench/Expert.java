package io.onelift.bench;

import java.util.List;

/**
 * A question, and the SQL with which somebody who knows ClickHouse well asks the same by hand. Both
 * give rows with a column of the same name, whose sum must be the same.
 *
 * @param model of the analysis
 * @param request its JSON; {@code FROM} and {@code TO} stand for days
 * @param figure the column
 * @param sql {@code PERSON} stands for the profile with merges applied
 */
record Expert(String what, String model, String request, String figure, String sql) {
  private static final String IN_RANGE =
      "time >= toDateTime64('FROM', 3) AND time < toDateTime64('TO', 3)";

  /** One for each thing that analyses do differently. */
  static List<Expert> questions() {
    return List.of(
        new Expert(
            "segmentation: 3 figures by day",
            "segmentation",
            """
            {"series":[{"name":"A","event":"view","measure":{"kind":"count"}},
            {"name":"B","event":"purchase","measure":{"kind":"users"}},
            {"name":"C","event":"purchase","measure":{"kind":"sum","property":"amount"}}],
            "grain":"day","range":{"from":"FROM","to":"TO"}}\
            """,
            "B",
            """
            SELECT toDate(time) AS day, countIf(event = 'view') AS A,
              uniqExactIf(PERSON, event = 'purchase') AS B, sumIf(p_amount, event = 'purchase') AS C
            FROM events WHERE event IN ('view', 'purchase') AND IN_RANGE GROUP BY day\
            """),
        new Expert(
            "segmentation: users by a property",
            "segmentation",
            """
            {"series":[{"name":"A","event":"view","measure":{"kind":"users"}}],
            "by":[{"dimension":"channel"}],"range":{"from":"FROM","to":"TO"}}\
            """,
            "A",
            """
            SELECT p_channel, uniqExact(PERSON) AS A
            FROM events WHERE event = 'view' AND IN_RANGE GROUP BY p_channel\
            """),
        new Expert(
            "segmentation: users by a trait",
            "segmentation",
            """
            {"series":[{"name":"A","event":"purchase","measure":{"kind":"users"}}],
            "by":[{"dimension":"city"}],"range":{"from":"FROM","to":"TO"}}\
            """,
            "A",
            """
            SELECT t_city, uniqExact(person) AS A
            FROM (SELECT PERSON AS person FROM events WHERE event = 'purchase' AND IN_RANGE) AS e
            LEFT JOIN (SELECT profile_no, t_city FROM profiles FINAL) AS p
              ON p.profile_no = e.person
            GROUP BY t_city\
            """),
        new Expert(
            "funnel: 3 steps in 7 days",
            "funnel",
            """
            {"steps":[{"event":"view"},{"event":"cart"},{"event":"purchase"}],"window":"7d",
            "range":{"from":"FROM","to":"TO"}}\
            """,
            "users",
            """
            SELECT level, count() * level AS users FROM (
              SELECT PERSON AS person,
                windowFunnel(604800000, 'strict_increase')(toUInt64(toUnixTimestamp64Milli(time)),
                  event = 'view' AND time < toDateTime64('TO', 3), event = 'cart',
                  event = 'purchase') AS level
              FROM events
              WHERE event IN ('view', 'cart', 'purchase') AND time >= toDateTime64('FROM', 3)
                AND time <= toDateTime64('TO', 3) + INTERVAL 7 DAY
              GROUP BY person)
            GROUP BY level\
            """),
        new Expert(
            "retention: 3 weeks",
            "retention",
            """
            {"first":{"event":"view"},"return":{"event":"purchase"},"kind":"exact","grain":"week",
            "periods":3,"range":{"from":"FROM","to":"TO"}}\
            """,
            "users",
            """
            SELECT cohort, count() + countIf(has(weeks, cohort + 7)) + countIf(has(weeks, cohort + 14))
              + countIf(has(weeks, cohort + 21)) AS users
            FROM (
              SELECT PERSON AS person,
                toMonday(minIf(time, event = 'view' AND time < toDateTime64('TO', 3))) AS cohort,
                groupUniqArrayIf(toMonday(time), event = 'purchase') AS weeks
              FROM events
              WHERE event IN ('view', 'purchase') AND time >= toDateTime64('FROM', 3)
                AND time < toDateTime64('TO', 3) + INTERVAL 28 DAY
              GROUP BY person
              HAVING countIf(event = 'view' AND time < toDateTime64('TO', 3)) > 0)
            GROUP BY cohort\
            """),
        new Expert(
            "distribution: purchases each",
            "distribution",
            """
            {"event":"purchase","measure":{"kind":"count"},"bounds":[1,2,3,5,10],
            "range":{"from":"FROM","to":"TO"}}\
            """,
            "users",
            """
            SELECT multiIf(n < 2, 1, n < 3, 2, n < 5, 3, n < 10, 5, 10) AS bucket, count() AS users
            FROM (
              SELECT PERSON AS person, count() AS n FROM events
              WHERE event = 'purchase' AND IN_RANGE GROUP BY person)
            GROUP BY bucket\
            """),
        new Expert(
            "interval: view to purchase in a day",
            "interval",
            """
            {"from":{"event":"view"},"to":{"event":"purchase"},"window":"1d",
            "range":{"from":"FROM","to":"TO"}}\
            """,
            "intervals",
            """
            SELECT count() AS intervals, uniqExact(person), avg(ms), min(ms),
              quantilesExact(.25, .5, .75, .9)(ms), max(ms)
            FROM (
              SELECT person, arrayJoin(arrayFilter(d -> d > 0, arrayMap((x, y) ->
                if(x % 2 = 1 AND y % 2 = 0 AND intDiv(y, 2) - intDiv(x, 2) <= 86400000
                  AND intDiv(x, 2) < toUnixTimestamp64Milli(toDateTime64('TO', 3)),
                  intDiv(y, 2) - intDiv(x, 2), 0), arrayPopBack(a), arrayPopFront(a)))) AS ms
              FROM (
                SELECT PERSON AS person, arraySort(groupArray(
                  toUnixTimestamp64Milli(time) * 2 + (event = 'view'))) AS a
                FROM events
                WHERE event IN ('view', 'purchase') AND time >= toDateTime64('FROM', 3)
                  AND time <= toDateTime64('TO', 3) + INTERVAL 1 DAY
                GROUP BY person))\
            """),
        new Expert(
            "path: 4 places",
            "path",
            """
            {"depth":4,"session":"30m","range":{"from":"FROM","to":"TO"}}\
            """,
            "sessions",
            """
            SELECT hop.1 AS step, hop.2 AS place, hop.3 AS next, count() AS sessions,
              uniqExact(person) AS users
            FROM (
              SELECT person, arrayJoin(arrayMap(i -> (i, way[i], way[i + 1]),
                range(1, least(4, length(way) + 1)))) AS hop
              FROM (
                SELECT person, arrayMap(e -> e.2, arrayJoin(arraySplit((e, gap) -> gap > 1800000, a,
                  arrayDifference(arrayMap(e -> e.1, a))))) AS way
                FROM (
                  SELECT PERSON AS person,
                    arraySort(groupArray((toUnixTimestamp64Milli(time), event))) AS a
                  FROM events WHERE IN_RANGE GROUP BY person)))
            GROUP BY step, place, next\
            """),
        new Expert(
            "session: all events",
            "session",
            """
            {"timeout":"30m","range":{"from":"FROM","to":"TO"}}\
            """,
            "sessions",
            """
            SELECT count() AS sessions, uniqExact(person), avg(length(visit)),
              avg(visit[-1] - visit[1]), quantileExact(visit[-1] - visit[1]),
              countIf(length(visit) = 1) / count()
            FROM (
              SELECT person, arrayJoin(arraySplit((t, gap) -> gap > 1800000, a,
                arrayDifference(a))) AS visit
              FROM (
                SELECT PERSON AS person, arraySort(groupArray(toUnixTimestamp64Milli(time))) AS a
                FROM events
                WHERE time >= toDateTime64('FROM', 3) - INTERVAL 30 MINUTE
                  AND time < toDateTime64('TO', 3) + INTERVAL 1 DAY
                GROUP BY person))
            WHERE visit[1] >= toUnixTimestamp64Milli(toDateTime64('FROM', 3))
              AND visit[1] < toUnixTimestamp64Milli(toDateTime64('TO', 3))\
            """),
        new Expert(
            "property: people by city",
            "property",
            """
            {"measures":[{"kind":"users"}],"by":[{"dimension":"city"}]}\
            """,
            "users",
            """
            SELECT t_city, count() AS users FROM profiles FINAL GROUP BY t_city\
            """),
        new Expert(
            "ltv: revenue by week",
            "ltv",
            """
            {"revenue":{"event":"purchase","property":"amount"},"first":{"event":"view"},
            "grain":"week","periods":3,"range":{"from":"FROM","to":"TO"}}\
            """,
            "revenue",
            """
            SELECT cohort, pay.1 AS period, sum(pay.2) AS revenue, any(size) AS users
            FROM (
              SELECT toMonday(began) AS cohort, count() OVER (PARTITION BY toMonday(began)) AS size,
                arrayMap(e -> (intDiv(toUInt32(toMonday(e.1)) - toUInt32(toMonday(began)), 7), e.2),
                  arrayFilter(e -> e.1 >= began, pays)) AS mine
              FROM (
                SELECT PERSON AS person, minIf(time, event = 'view') AS began,
                  groupArrayIf((time, assumeNotNull(p_amount)), event = 'purchase') AS pays
                FROM events WHERE event IN ('view', 'purchase') GROUP BY person
                HAVING began >= toDateTime64('FROM', 3) AND began < toDateTime64('TO', 3)))
            ARRAY JOIN mine AS pay
            WHERE pay.1 < 3
            GROUP BY cohort, period\
            """),
        new Expert(
            "stickiness: days a week",
            "stickiness",
            """
            {"event":"view","grain":"week","range":{"from":"FROM","to":"TO"}}\
            """,
            "users",
            """
            SELECT week, days, count() AS users FROM (
              SELECT PERSON AS person, toMonday(time) AS week, uniqExact(toDate(time)) AS days
              FROM events WHERE event = 'view' AND IN_RANGE GROUP BY person, week)
            GROUP BY week, days\
            """),
        new Expert(
            "rfm: fifths",
            "rfm",
            """
            {"event":"purchase","property":"amount","range":{"from":"FROM","to":"TO"}}\
            """,
            "users",
            """
            SELECT r, f, m, count() AS users, avg(days), avg(n), avg(paid) FROM (
              SELECT days, n, paid,
                1 + intDiv(5 * (rank() OVER (ORDER BY days DESC) - 1), count() OVER ()) AS r,
                1 + intDiv(5 * (rank() OVER (ORDER BY n) - 1), count() OVER ()) AS f,
                1 + intDiv(5 * (rank() OVER (ORDER BY paid) - 1), count() OVER ()) AS m
              FROM (
                SELECT PERSON AS person, dateDiff('day', max(time), toDateTime64('TO', 3)) AS days,
                  count() AS n, sum(p_amount) AS paid
                FROM events WHERE event = 'purchase' AND IN_RANGE GROUP BY person))
            GROUP BY r, f, m\
            """));
  }

  /** With the days and the person in their places. */
  Expert over(String from, String to, String person) {
    return new Expert(
        what,
        model,
        request.replace("FROM", from).replace("TO", to),
        figure,
        sql.replace("IN_RANGE", IN_RANGE)
            .replace("'FROM'", "'" + from + "'")
            .replace("'TO'", "'" + to + "'")
            .replace("PERSON", person));
  }
}
