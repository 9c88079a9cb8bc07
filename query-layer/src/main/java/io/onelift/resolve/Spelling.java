package io.onelift.resolve;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement in the parser's spelling where ClickHouse's or the product's own is another one.
 * Every change keeps the length, so that every later position is where the writer sees it.
 *
 * <pre>
 * INTERVAL 7 DAY               becomes    INTERVAL'7'DAY
 * quantile(0.9)(amount)        becomes    quantile(0.9, amount)
 * profile_id IN AUDIENCE('x')  becomes    profile_id IN (        'x')    and is noted
 * </pre>
 *
 * @param audiences where keys of audiences stand: line and column of the opening quote
 */
record Spelling(String sql, Set<Place> audiences) {
  private static final Pattern INTERVAL =
      Pattern.compile("(?i)\\bINTERVAL( )\\d+( )(?=\\s*[A-Z]+)");

  private static final Pattern CONSTANTS =
      Pattern.compile(
          "(?i)\\b(?:quantiles?\\w*|windowFunnel|topK|groupArray|groupUniqArray|sequenceMatch"
              + "|sequenceCount)\\s*\\([^()]*(\\)\\s*\\()");

  private static final Pattern AUDIENCE =
      Pattern.compile("(?i)\\bIN\\s+(AUDIENCE\\s*\\()\\s*(?=')");

  Spelling {
    audiences = Set.copyOf(audiences);
  }

  /** A place in a statement, both from 1. */
  record Place(int line, int column) {}

  static Spelling of(String sql) {
    String bare = withoutTexts(sql);
    StringBuilder out = new StringBuilder(sql);
    for (Matcher m = INTERVAL.matcher(bare); m.find(); ) {
      out.setCharAt(m.start(1), '\'');
      out.setCharAt(m.start(2), '\'');
    }
    for (Matcher m = CONSTANTS.matcher(bare); m.find(); ) {
      out.setCharAt(m.start(1), ',');
      out.setCharAt(m.end(1) - 1, ' ');
    }
    Set<Place> audiences = new HashSet<>();
    for (Matcher m = AUDIENCE.matcher(bare); m.find(); ) {
      out.replace(m.start(1), m.end(1), "(" + " ".repeat(m.end(1) - m.start(1) - 1));
      audiences.add(place(sql, m.end()));
    }
    return new Spelling(out.toString(), audiences);
  }

  private static Place place(String sql, int at) {
    int line = 1 + (int) sql.substring(0, at).chars().filter(c -> c == '\n').count();
    return new Place(line, at - sql.lastIndexOf('\n', at - 1));
  }

  /** The statement with letters in place of what is quoted, and blanks in place of comments. */
  private static String withoutTexts(String sql) {
    StringBuilder out = new StringBuilder(sql);
    int i = 0;
    while (i < sql.length()) {
      int end = Placeholders.opaque(sql, i);
      if (end == i) {
        i++;
        continue;
      }
      boolean quoted = sql.charAt(i) == '\'' || sql.charAt(i) == '"';
      for (int j = quoted ? i + 1 : i; j < (quoted ? end - 1 : end); j++) {
        out.setCharAt(j, quoted ? 'x' : ' ');
      }
      i = end;
    }
    return out.toString();
  }
}
