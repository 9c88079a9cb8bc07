package io.onelift.execute;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What ClickHouse has to be told besides the statement. */
final class Settings {
  /**
   * Settings that change what a statement means; they stand in its text, so that whoever runs the
   * text elsewhere gets the same answer.
   */
  private static final Map<String, String> MEANING = new LinkedHashMap<>();

  static {
    // Profiles and the like keep old rows until a merge.
    MEANING.put("final", "1");
    MEANING.put("join_use_nulls", "1");
    MEANING.put("group_by_use_nulls", "1");
    MEANING.put("aggregate_functions_null_for_empty", "1");
    MEANING.put("prefer_column_name_to_alias", "1");
    MEANING.put("enable_extended_results_for_datetime_functions", "1");
    MEANING.put("cast_string_to_date_time_mode", "'best_effort'");
    MEANING.put("union_default_mode", "'DISTINCT'");
    MEANING.put("intersect_default_mode", "'DISTINCT'");
    MEANING.put("except_default_mode", "'DISTINCT'");
  }

  private Settings() {}

  static String meaning() {
    return text(MEANING);
  }

  /**
   * As {@link #meaning}, for statements of people that end in bitmaps, which are never null; every
   * group has a row, so only a sum over nothing at all could tell the difference.
   */
  static String meaningOfTags() {
    Map<String, String> some = new LinkedHashMap<>(MEANING);
    some.remove("aggregate_functions_null_for_empty");
    return text(some);
  }

  private static String text(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + " = " + setting.getValue())
        .collect(Collectors.joining(", ", "\nSETTINGS ", ""));
  }

  /** Settings in the text of the product's own statements. */
  static String internalMeaning() {
    return "\nSETTINGS final = 1, join_use_nulls = 1, prefer_column_name_to_alias = 1";
  }

  /** Settings that bound what a query may use and make it unable to write. */
  static Map<String, String> limits(QueryLimits limits) {
    Map<String, String> settings = new LinkedHashMap<>();
    // 1 would forbid the settings in the statement's text.
    settings.put("readonly", "2");
    settings.put("max_execution_time", Long.toString(Math.max(1, limits.time().toSeconds())));
    settings.put("max_memory_usage", Long.toString(limits.memory()));
    settings.put("max_rows_to_read", Long.toString(limits.rowsRead()));
    settings.put("max_bytes_to_read", Long.toString(limits.bytesRead()));
    settings.put("date_time_output_format", "iso");
    settings.put("output_format_json_quote_64bit_integers", "0");
    settings.put("output_format_json_quote_denormals", "0");
    settings.put("output_format_json_quote_decimals", "0");
    return settings;
  }
}
