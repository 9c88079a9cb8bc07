package io.onelift.resolve;

import io.onelift.tag.NearestName;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Statements that work, to show beside what is wrong with one. */
final class SqlExamples {
  private static final String COUNT = "SELECT event, COUNT(*) AS n FROM events GROUP BY event";
  private static final String DAYS =
      "SELECT CAST(time AS DATE) AS day, COUNT(*) AS n FROM events GROUP BY CAST(time AS DATE)";

  /** Functions whose operands are not obvious. */
  private static final Map<String, String> CALLS =
      Map.ofEntries(
          Map.entry("quantile", "SELECT quantile(0.9)(profile_id) AS q FROM events"),
          Map.entry("quantiles", "SELECT quantiles(0.5, 0.9)(profile_id) AS q FROM events"),
          Map.entry(
              "windowFunnel",
              "SELECT profile_id, windowFunnel(86400)(time, event = 'a', event = 'b') AS level FROM"
                  + " events GROUP BY profile_id"),
          Map.entry(
              "retention",
              "SELECT profile_id, retention(event = 'a', event = 'b') AS r FROM events GROUP BY"
                  + " profile_id"),
          Map.entry(
              "sequenceMatch",
              "SELECT profile_id, sequenceMatch('(?1).*(?2)')(time, event = 'a', event = 'b') AS y"
                  + " FROM events GROUP BY profile_id"),
          Map.entry("dateDiff", "SELECT dateDiff('day', time, received_at) AS d FROM events"),
          Map.entry("countIf", "SELECT countIf(event = 'a') AS n FROM events"),
          Map.entry(
              "argMax",
              "SELECT profile_id, argMax(event, time) AS last FROM events GROUP BY profile_id"),
          Map.entry("arrayJoin", "SELECT arrayJoin(ARRAY[1, 2]) AS x"),
          Map.entry("arrayMap", "SELECT arrayMap(x -> x + 1, ARRAY[1, 2]) AS x"));

  /** What Calcite says a call may look like. */
  private static final Pattern FORMS = Pattern.compile("(?s)Supported form\\(s\\): (.*)");

  private static final Pattern CALLED =
      Pattern.compile(
          "(?:apply|function) '(\\w+)|Invalid number of arguments to function '(\\w+)'");

  private SqlExamples() {}

  static String ofTables() {
    return ". For example: " + COUNT;
  }

  /** The first columns of a table. */
  static String ofTable(Optional<String> name, LogicalSchema schema) {
    return name.flatMap(table -> Optional.ofNullable(schema.tables().get(table)))
        .map(
            table ->
                ". For example: SELECT "
                    + table.columns().stream()
                        .limit(3)
                        .map(column -> column.name())
                        .collect(Collectors.joining(", "))
                    + " FROM "
                    + table.name())
        .orElseGet(SqlExamples::ofTables);
  }

  /** A call of the function that was meant. */
  static String ofFunction(String wrong, Collection<String> known) {
    String meant = NearestName.of(wrong, known).orElse(wrong);
    return ". For example: " + CALLS.getOrDefault(meant, DAYS);
  }

  /** What fits a message of the validator. */
  static String of(String message) {
    Matcher forms = FORMS.matcher(message);
    Matcher called = CALLED.matcher(message);
    String form =
        forms.find()
            ? "It takes " + forms.group(1).lines().findFirst().orElse("").strip() + ". "
            : "";
    String name =
        called.find()
            ? Stream.of(1, 2).map(called::group).filter(g -> g != null).findFirst().orElse("")
            : "";
    String example =
        CALLS.entrySet().stream()
            .filter(entry -> entry.getKey().equalsIgnoreCase(name))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(message.contains("GROUP BY") || message.contains("grouped") ? COUNT : DAYS);
    return form + "For example: " + example;
  }
}
