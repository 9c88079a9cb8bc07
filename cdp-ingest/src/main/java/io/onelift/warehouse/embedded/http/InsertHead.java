package io.onelift.warehouse.embedded.http;

import io.onelift.warehouse.embedded.http.SqlText.Kind;
import io.onelift.warehouse.embedded.http.SqlText.Token;

/** What the beginning of a statement says about data that follow it. */
sealed interface InsertHead {

  /** The text ends too early to tell. */
  record Undecided() implements InsertHead {}

  /** All of the text is the statement. */
  record NoData() implements InsertHead {}

  /**
   * An insert with data.
   *
   * @param sql up to {@code FORMAT} or {@code VALUES}
   * @param dataAt where its data begin in the text
   */
  record WithData(String sql, String format, int dataAt) implements InsertHead {}

  /**
   * Looks at the beginning of a statement.
   *
   * @param text the beginning of a statement, one character for each byte
   * @param complete whether nothing follows
   */
  static InsertHead of(String text, boolean complete) {
    SqlText sql = new SqlText(text);
    Token token = sql.next();
    if (mayGoOn(token, text, complete)) {
      return new Undecided();
    }
    if (!sql.is(token, "INSERT")) {
      return new NoData();
    }
    boolean nameSeen = false;
    boolean dotted = false;
    while (true) {
      token = sql.next();
      if (mayGoOn(token, text, complete)) {
        return new Undecided();
      }
      switch (token.kind()) {
        case END, UNFINISHED -> {
          // INSERT INTO t, and nothing: its data would be in Values.
          return nameSeen ? new WithData(text, "Values", text.length()) : new NoData();
        }
        case QUOTED -> nameSeen = true;
        case SYMBOL -> dotted = text.charAt(token.start()) == '.';
        case WORD -> {
          String word = sql.word(token);
          if (!nameSeen) {
            nameSeen = !word.equals("INTO") && !word.equals("TABLE") && !word.equals("FUNCTION");
          } else if (token.depth() == 0 && !dotted) {
            switch (word) {
              case "SELECT", "WITH", "FROM", "WATCH", "EXPLAIN" -> {
                return new NoData();
              }
              case "VALUES" -> {
                return new WithData(text.substring(0, token.start()), "Values", token.end());
              }
              case "FORMAT" -> {
                return formatted(sql, text, token, complete);
              }
              default -> {}
            }
          }
          dotted = false;
        }
      }
    }
  }

  private static InsertHead formatted(SqlText sql, String text, Token keyword, boolean complete) {
    Token name = sql.next();
    if (mayGoOn(name, text, complete)) {
      return new Undecided();
    }
    int at = name.end();
    // As ClickHouse: a semicolon, blanks and one line break belong to the head.
    if (at < text.length() && text.charAt(at) == ';') {
      at++;
    }
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '\r') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '\n') {
      at++;
    } else if (at == text.length() && !complete) {
      return new Undecided();
    }
    return new WithData(
        text.substring(0, keyword.start()), text.substring(name.start(), name.end()), at);
  }

  private static boolean mayGoOn(Token token, String text, boolean complete) {
    return !complete && (token.end() >= text.length() || token.kind() == Kind.END);
  }
}
