package io.onelift.audience;

/**
 * A word of the text form.
 *
 * @param text the name or text without its quotes, the number or symbol as it is written
 * @param at where it begins in the whole text, in characters from 0
 */
record Token(Kind kind, String text, int at) {
  enum Kind {
    /** {@code city}: a name or a word of the language. */
    WORD,
    /** {@code "city"}: a name in any case. */
    NAME,
    /** {@code 'city'}. */
    TEXT,
    NUMBER,
    SYMBOL,
    END
  }

  /** Whether it is this word of the language, whatever its letter case. */
  boolean is(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** As a message shows it. */
  String shown() {
    String part = text.length() <= 40 ? text : text.substring(0, 39) + "…";
    return switch (kind) {
      case END -> "the end";
      case TEXT -> "the text '" + part + "'";
      case NAME -> "the name \"" + part + "\"";
      case WORD, NUMBER, SYMBOL -> "'" + part + "'";
    };
  }
}
