package io.onelift.execute;

import java.util.List;

/** Puts bitmaps into the text of a statement. */
final class BitmapPlaces {
  private static final String START = "{b";
  private static final String END = ":String}";

  private BitmapPlaces() {}

  /**
   * Writes each bitmap where {@code {b<i>:String}} stands outside of quotes. A set of a million
   * profiles is larger than the servers and proxies on the way let a parameter be; the text of a
   * statement has no such limit.
   *
   * @param sql as the printer wrote it: quotes within quotes are escaped by a backslash
   * @param bitmaps in base64, whose letters mean nothing in a quoted text
   */
  static String fill(String sql, List<String> bitmaps) {
    StringBuilder out =
        new StringBuilder(sql.length() + bitmaps.stream().mapToInt(String::length).sum());
    int from = 0;
    int i = 0;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      if (c == '\'' || c == '`') {
        i = afterQuote(sql, i);
      } else if (sql.startsWith(START, i)) {
        int end = sql.indexOf(END, i);
        int index = Integer.parseInt(sql.substring(i + START.length(), end));
        out.append(sql, from, i).append('\'').append(bitmaps.get(index)).append('\'');
        from = end + END.length();
        i = from;
      } else {
        i++;
      }
    }
    return out.append(sql, from, sql.length()).toString();
  }

  private static int afterQuote(String sql, int start) {
    char quote = sql.charAt(start);
    int i = start + 1;
    while (i < sql.length() && sql.charAt(i) != quote) {
      i += sql.charAt(i) == '\\' ? 2 : 1;
    }
    return i + 1;
  }
}
