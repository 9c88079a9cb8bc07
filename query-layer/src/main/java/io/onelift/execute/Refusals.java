package io.onelift.execute;

import io.onelift.event.InvalidInput;
import io.onelift.semantic.Learned;
import io.onelift.semantic.Learned.TableShape;
import io.onelift.warehouse.WarehouseException;
import io.onelift.warehouse.WarehouseException.Fault;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what ClickHouse refused in the words of who asked: the reason without ClickHouse's own
 * statement, names as the model has them, and what to do.
 */
final class Refusals {
  /** What ClickHouse adds to a reason: where in its plan, its statement, its version. */
  private static final Pattern TAIL =
      Pattern.compile(
          "(?s)(?:: )?(?:[Ww]hile (?:executing|processing|reading|converting)|[Ii]n scope|In"
              + " query|\\s*\\(queryId=|Note: there are|Stack trace|\\. (?:Maybe you meant|Look at"
              + " )|\\(version |: In [a-z]* ?[Ss]cope).*");

  /** The call that failed on a column. */
  private static final Pattern FUNCTION =
      Pattern.compile("FUNCTION _?(\\w+)\\((?:__table\\d+\\.)?([\\p{L}_][\\p{L}\\p{N}_]*) :: ");

  private static final Pattern CODE = Pattern.compile("(?s)^.*?Code: \\d+\\. DB::Exception: ");
  private static final Pattern NAME = Pattern.compile("\\s*\\([A-Z][A-Z_0-9]+\\)\\s*\\.?\\s*$");
  private static final Pattern INNER_NAMES =
      Pattern.compile("__table\\d+\\.|__set_\\w+|_subquery\\d+\\.|`\\$f\\d+`|\\$f\\d+");
  private static final int SYNTAX = 62;
  private static final int LONGEST = 300;

  /** By ClickHouse's error code. */
  private static final Map<Integer, String> ADVICE =
      Map.ofEntries(
          Map.entry(6, Advice.READ),
          Map.entry(27, Advice.READ),
          Map.entry(32, Advice.READ),
          Map.entry(38, Advice.READ),
          Map.entry(41, Advice.READ),
          Map.entry(72, Advice.READ),
          Map.entry(70, Advice.READ),
          Map.entry(43, Advice.TYPES),
          Map.entry(53, Advice.TYPES),
          Map.entry(386, Advice.TYPES),
          Map.entry(69, "A value is out of the range that the function takes; filter it out first"),
          Map.entry(125, "Let the sub-query give one row: aggregate it, or add LIMIT 1"),
          Map.entry(153, "Divide with '/', which gives nothing where the divisor is 0"),
          Map.entry(349, "A value is missing where there must be one; use COALESCE(…, …)"),
          Map.entry(407, "The number is too large for its type; CAST it AS DOUBLE first"),
          Map.entry(427, "Mend the regular expression; ClickHouse takes the syntax of RE2"));

  private static final class Advice {
    static final String READ =
        "Some texts are no such value; keep only those that are, for example with WHERE, before"
            + " CAST";
    static final String TYPES = "The types do not fit; CAST one side to the other's type";
    static final String REWRITE = "Write this part of the statement in another way";

    private Advice() {}
  }

  private Refusals() {}

  /**
   * What to throw instead of a failure on rows some of which the asker may not see: nothing of the
   * values, which the message would name.
   */
  static RuntimeException ofGuarded(
      WarehouseException refused, Learned learned, QueryLimits limits) {
    int code = refused.code().orElse(0);
    return refused.fault() == Fault.REJECTED && code != SYNTAX
        ? new InvalidInput(
            "/sql",
            "The statement failed on the data: the values do not fit what it does with them. "
                + ADVICE.getOrDefault(code, Advice.REWRITE)
                + ".")
        : of(refused, learned, limits);
  }

  /** What to throw instead; the same exception when the asker can do nothing about it. */
  static RuntimeException of(WarehouseException refused, Learned learned, QueryLimits limits) {
    int code = refused.code().orElse(0);
    return switch (refused.fault()) {
      case UNAVAILABLE -> refused;
      case LIMIT -> new WarehouseException(Fault.LIMIT, code, limit(code, limits), refused);
      case REJECTED -> new InvalidInput("/sql", rejected(code, refused, learned));
    };
  }

  private static String rejected(int code, WarehouseException refused, Learned learned) {
    // The text is the printer's, so its syntax tells nothing of what was written.
    return code == SYNTAX
        ? "The statement uses something that ClickHouse has no way to run. " + Advice.REWRITE + "."
        : "The statement failed on the data: "
            + reason(String.valueOf(refused.getMessage()), learned)
            + ". "
            + ADVICE.getOrDefault(code, Advice.REWRITE)
            + ".";
  }

  private static String limit(int code, QueryLimits limits) {
    return switch (code) {
      case 159, 160 ->
          "The statement ran longer than " + limits.time().toSeconds() + " seconds and was stopped";
      case 241 ->
          "The statement needs more memory than the "
              + (limits.memory() >> 20)
              + " MiB that one query may use";
      case 307 ->
          "The statement would read more than the "
              + (limits.bytesRead() >> 20)
              + " MiB that one query may read";
      case 158, 396 ->
          "The statement would read more than the "
              + limits.rowsRead()
              + " rows that one query may read";
      case 202 -> "Too many statements run at the same time";
      default -> "The statement needs more than one query may use";
    };
  }

  /** The first sentence of ClickHouse's message. */
  static String reason(String message, Learned learned) {
    Matcher function = FUNCTION.matcher(message);
    String place =
        function.find() ? " (in " + function.group(1) + " of " + function.group(2) + ")" : "";
    String text = CODE.matcher(message).replaceFirst("");
    text = TAIL.matcher(text).replaceFirst("");
    text = NAME.matcher(text).replaceFirst("");
    text = INNER_NAMES.matcher(text).replaceAll("");
    text = text.strip().replaceAll("[.:,\\s]+$", "");
    return logical(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text, learned)
        + logical(place, learned);
  }

  private static String logical(String text, Learned learned) {
    String named = text;
    for (var field : learned.properties()) {
      named = renamed(named, field.column(), field.name());
    }
    for (var field : learned.traits()) {
      named = renamed(named, field.column(), field.name());
    }
    for (TableShape table : learned.tables()) {
      named = renamed(named, table.physicalName(), table.name());
    }
    return renamed(renamed(named, "profile_no", "profile_id"), "profiles", "customers");
  }

  private static String renamed(String text, String physical, String name) {
    return text.contains(physical)
        ? text.replaceAll(
            "(?<![\\p{L}\\p{N}_])" + Pattern.quote(physical) + "(?![\\p{L}\\p{N}_])",
            Matcher.quoteReplacement(name))
        : text;
  }
}
