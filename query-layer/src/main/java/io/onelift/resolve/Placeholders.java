package io.onelift.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A statement whose named places became question marks, the only ones that the parser knows.
 *
 * @param names what stands at each question mark: the name, or the number from 1 for a bare one
 * @param quotes where quotes stand that the writer did not write
 */
record Placeholders(String sql, List<String> names, List<Integer> quotes) {
  Placeholders {
    names = List.copyOf(names);
    quotes = List.copyOf(quotes);
  }

  /** Where the writer sees what stands in this line at this column, both from 1. */
  int column(int line, int column) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      start = sql.indexOf('\n', start) + 1;
    }
    int from = start;
    int at = start + column - 1;
    return column - (int) quotes.stream().filter(quote -> quote >= from && quote < at).count();
  }

  /** Words of SQL that are common names of columns. */
  private static final Set<String> AMBIGUOUS =
      Set.of(
          "time",
          "date",
          "timestamp",
          "value",
          "user",
          "method",
          "result",
          "rank",
          "language",
          "range",
          "row",
          "percent",
          "period",
          "position",
          "start",
          "reference",
          "parameter",
          "member",
          "match",
          "local",
          "element",
          "variant",
          "row_number",
          "count",
          "year",
          "month",
          "day",
          "hour",
          "minute",
          "second");

  /**
   * Finds {@code :name} and {@code ?} outside of quotes and comments, and quotes words that are
   * both SQL's and a column's where a column must be meant.
   *
   * @param columns names of columns there are
   */
  static Placeholders in(String sql, Set<String> columns) {
    StringBuilder out = new StringBuilder();
    List<String> names = new ArrayList<>();
    List<Integer> quotes = new ArrayList<>();
    int bare = 0;
    int i = 0;
    while (i < sql.length()) {
      int end = opaque(sql, i);
      if (end > i) {
        out.append(sql, i, end);
        i = end;
        continue;
      }
      char c = sql.charAt(i);
      if (c == '?') {
        names.add(String.valueOf(++bare));
        out.append('?');
        i++;
      } else if (c == ':' && i + 1 < sql.length() && sql.charAt(i + 1) == ':') {
        out.append("::");
        i += 2;
      } else if (c == ':'
          && i + 1 < sql.length()
          && Character.isJavaIdentifierStart(sql.charAt(i + 1))) {
        end = i + 1;
        while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
          end++;
        }
        names.add(sql.substring(i + 1, end));
        // Spaces keep every later position where the writer sees it.
        out.append('?').append(" ".repeat(end - i - 1));
        i = end;
      } else if (Character.isJavaIdentifierStart(c)) {
        end = i + 1;
        while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
          end++;
        }
        String word = sql.substring(i, end);
        boolean column =
            (AMBIGUOUS.contains(word) && columns.contains(word) && isColumn(out, sql, end))
                || isCall(word, sql.substring(end));
        if (column) {
          quotes.add(out.length());
          quotes.add(out.length() + word.length() + 1);
        }
        out.append(column ? '"' + word + '"' : word);
        i = end;
      } else {
        out.append(c == ';' && isBlank(sql, i + 1) ? ' ' : c);
        i++;
      }
    }
    return new Placeholders(out.toString(), names, quotes);
  }

  /** Whether only comments follow. */
  private static boolean isBlank(String sql, int start) {
    int i = start;
    while (i < sql.length()) {
      boolean comment = sql.startsWith("--", i) || sql.startsWith("/*", i);
      if (!comment && !Character.isWhitespace(sql.charAt(i))) {
        return false;
      }
      i = comment ? opaque(sql, i) : i + 1;
    }
    return true;
  }

  /** ClickHouse's calls that the parser would take for the standard's or another product's. */
  private static boolean isCall(String word, String right) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "any" -> right.matches("(?is)\\s*\\((?!\\s*(select|with)\\b).*");
      case "datediff", "dateadd" -> right.matches("(?s)\\s*\\(\\s*'.*");
      default -> false;
    };
  }

  /** False for a literal's, a type's, a unit's or a function's word. */
  private static boolean isColumn(CharSequence before, String sql, int end) {
    String left = before.toString().stripTrailing();
    String right = sql.substring(end).stripLeading();
    return !right.startsWith("'")
        && !right.startsWith("(")
        && !left.endsWith("'")
        && !left.matches(
            "(?is).*\\b(as|to|extract\\s*\\(|timestampdiff\\s*\\(|timestampadd\\s*\\()");
  }

  /** Where the quoted text or comment that starts here ends; {@code start} when none does. */
  static int opaque(String sql, int start) {
    char c = sql.charAt(start);
    if (c == '\'' || c == '"') {
      int end = sql.indexOf(c, start + 1);
      return end < 0 ? sql.length() : end + 1;
    }
    if (sql.startsWith("--", start)) {
      int end = sql.indexOf('\n', start);
      return end < 0 ? sql.length() : end;
    }
    if (sql.startsWith("/*", start)) {
      int end = sql.indexOf("*/", start + 2);
      return end < 0 ? sql.length() : end + 2;
    }
    return start;
  }
}
