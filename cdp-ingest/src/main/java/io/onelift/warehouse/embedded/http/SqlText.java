package io.onelift.warehouse.embedded.http;

import java.util.Locale;
import java.util.Optional;

/**
 * Walks over the tokens of a statement, far enough to tell an INSERT's data from its head and to
 * find a FORMAT clause; ClickHouse itself parses the rest.
 */
final class SqlText {
  /** A token; {@code end} is behind its last character. */
  record Token(Kind kind, int start, int end, int depth) {}

  enum Kind {
    WORD,
    QUOTED,
    SYMBOL,
    /** The text ends inside a token. */
    UNFINISHED,
    END
  }

  private final String text;
  private int at;
  private int depth;

  SqlText(String text) {
    this.text = text;
  }

  boolean is(Token token, String keyword) {
    return token.kind() == Kind.WORD && word(token).equals(keyword);
  }

  /** In upper case. */
  String word(Token token) {
    return text.substring(token.start(), token.end()).toUpperCase(Locale.ROOT);
  }

  Token next() {
    if (!skipSpace()) {
      return new Token(Kind.UNFINISHED, at, text.length(), depth);
    }
    if (at >= text.length()) {
      return new Token(Kind.END, at, at, depth);
    }
    int start = at;
    char c = text.charAt(at);
    if (c == '\'' || c == '"' || c == '`') {
      return quoted(c);
    }
    if (c == '$') {
      Optional<Token> heredoc = heredoc();
      if (heredoc.isPresent()) {
        return heredoc.get();
      }
    }
    if (isWord(c)) {
      while (at < text.length() && isWord(text.charAt(at))) {
        at++;
      }
      return new Token(Kind.WORD, start, at, depth);
    }
    at++;
    if (c == '(' || c == '[' || c == '{') {
      return new Token(Kind.SYMBOL, start, at, depth++);
    }
    if (c == ')' || c == ']' || c == '}') {
      return new Token(Kind.SYMBOL, start, at, --depth);
    }
    return new Token(Kind.SYMBOL, start, at, depth);
  }

  /** The format that the statement itself names at its end. */
  static Optional<String> format(String sql) {
    SqlText text = new SqlText(sql);
    Optional<String> format = Optional.empty();
    boolean named = false;
    for (Token token = text.next(); ; token = text.next()) {
      if (token.kind() == Kind.END || token.kind() == Kind.UNFINISHED) {
        return format;
      }
      if (named && token.kind() == Kind.WORD) {
        format = Optional.of(sql.substring(token.start(), token.end()));
      }
      named = token.depth() == 0 && text.is(token, "FORMAT");
    }
  }

  private boolean skipSpace() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c) || c == '\uFEFF') {
        at++;
      } else if (text.startsWith("--", at)
          || text.startsWith("# ", at)
          || text.startsWith("#!", at)) {
        int line = text.indexOf('\n', at);
        if (line < 0) {
          at = text.length();
          return true;
        }
        at = line + 1;
      } else if (text.startsWith("/*", at)) {
        int close = text.indexOf("*/", at + 2);
        if (close < 0) {
          return false;
        }
        at = close + 2;
      } else {
        return true;
      }
    }
    return true;
  }

  private Token quoted(char quote) {
    int start = at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\') {
        at++;
      } else if (c == quote) {
        if (at < text.length() && text.charAt(at) == quote) {
          at++;
        } else {
          return new Token(Kind.QUOTED, start, at, depth);
        }
      }
    }
    return new Token(Kind.UNFINISHED, start, text.length(), depth);
  }

  /** {@code $tag$ … $tag$}. */
  private Optional<Token> heredoc() {
    int tagEnd = at + 1;
    while (tagEnd < text.length() && isWord(text.charAt(tagEnd))) {
      tagEnd++;
    }
    if (tagEnd >= text.length() || text.charAt(tagEnd) != '$') {
      return Optional.empty();
    }
    String tag = text.substring(at, tagEnd + 1);
    int close = text.indexOf(tag, tagEnd + 1);
    int start = at;
    if (close < 0) {
      at = text.length();
      return Optional.of(new Token(Kind.UNFINISHED, start, at, depth));
    }
    at = close + tag.length();
    return Optional.of(new Token(Kind.QUOTED, start, at, depth));
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
