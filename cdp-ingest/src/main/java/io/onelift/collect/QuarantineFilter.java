package io.onelift.collect;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which of the quarantined are meant; everything empty means all.
 *
 * @param reason a text that a reason contains, or a reason as {@link Quarantine#reasons} groups it
 * @param part true for properties that were left out, false for whole events
 */
public record QuarantineFilter(
    Set<String> ids, Optional<String> source, Optional<String> reason, Optional<Boolean> part) {
  public static final QuarantineFilter ALL = of(Set.of());

  /**
   * A reason with the values taken out, so that the same fault with other values is the same
   * reason: texts in double quotes, objects and lists, then numbers and times become an ellipsis.
   */
  static final String KIND_OF_REASON =
      "replaceRegexpAll(replaceRegexpAll(reason,"
          + " '\"(?:[^\"\\\\\\\\]|\\\\\\\\.)*\"|\\\\{.*\\\\}|\\\\[.*\\\\]', '…'),"
          + " '\\\\b\\\\d(?:[\\\\d.,:TZ+-]*[\\\\dZ])?', '…')";

  public QuarantineFilter {
    ids = Set.copyOf(ids);
  }

  /** These, or all when there is no id. */
  public static QuarantineFilter of(Set<String> ids) {
    return new QuarantineFilter(ids, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Conditions that follow others; their places are in {@link #params}. */
  String sql() {
    StringBuilder sql = new StringBuilder();
    if (!ids.isEmpty()) {
      sql.append(" AND rejection_id IN {ids:Array(String)}");
    }
    if (source.isPresent()) {
      sql.append(" AND source = {source:String}");
    }
    part.ifPresent(only -> sql.append(only ? " AND part != ''" : " AND part = ''"));
    if (reason.isPresent()) {
      sql.append(
              " AND arrayExists(reason -> positionCaseInsensitiveUTF8(reason, {reason:String}) > 0")
          .append(" OR ")
          .append(KIND_OF_REASON)
          .append(" = {reason:String}, reasons)");
    }
    return sql.toString();
  }

  /** The values, in a map that may be added to. */
  Map<String, Object> params() {
    Map<String, Object> params = new HashMap<>();
    if (!ids.isEmpty()) {
      params.put("ids", ids);
    }
    source.ifPresent(value -> params.put("source", value));
    reason.ifPresent(value -> params.put("reason", value));
    return params;
  }
}
