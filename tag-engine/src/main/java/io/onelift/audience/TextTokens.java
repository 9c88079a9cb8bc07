package io.onelift.audience;

import io.onelift.audience.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Splits the text form into words. */
final class TextTokens {
  /** No number that fits a double needs more, and longer ones are slow to read. */
  private static final int LONGEST_NUMBER = 400;

  private static final List<String> SYMBOLS =
      List.of("<=", ">=", "<>", "!=", "=", "<", ">", "(", ")", ",");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private TextTokens(String text) {
    this.text = text;
  }

  /**
   * The words, with an {@code END} behind the last.
   *
   * @throws TextFault when a quote is not closed or a character means nothing here
   */
  static List<Token> of(String text) {
    TextTokens scanning = new TextTokens(text);
    while (scanning.next()) {
      // Every turn takes one word.
    }
    return scanning.tokens;
  }

  private boolean next() {
    while (at < text.length() && Character.isWhitespace(text.codePointAt(at))) {
      at++;
    }
    if (at == text.length()) {
      tokens.add(new Token(Kind.END, "", at));
      return false;
    }
    int start = at;
    int first = text.codePointAt(at);
    if (first == '\'') {
      tokens.add(new Token(Kind.TEXT, quoted('\''), start));
    } else if (first == '"') {
      tokens.add(new Token(Kind.NAME, quoted('"'), start));
    } else if (isDigit(first) || (first == '-' && at + 1 < text.length() && isDigit(peek(1)))) {
      tokens.add(new Token(Kind.NUMBER, number(), start));
    } else if (isNameStart(first)) {
      while (at < text.length() && isNamePart(text.codePointAt(at))) {
        at += Character.charCount(text.codePointAt(at));
      }
      tokens.add(new Token(Kind.WORD, text.substring(start, at), start));
    } else {
      tokens.add(new Token(Kind.SYMBOL, symbol(), start));
    }
    return true;
  }

  private String quoted(char quote) {
    int start = at;
    StringBuilder content = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c != quote) {
        content.append(c);
      } else if (at + 1 < text.length() && peek(1) == quote) {
        content.append(quote);
        at++;
      } else {
        at++;
        return content.toString();
      }
    }
    throw new TextFault(start, "the quote " + quote + " is not closed");
  }

  private String number() {
    int start = at;
    at++;
    while (at < text.length() && (isDigit(text.charAt(at)) || isInsideNumber())) {
      at++;
    }
    String number = text.substring(start, at);
    if (number.length() > LONGEST_NUMBER
        || !number.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d{1,4})?")) {
      throw new TextFault(start, new Token(Kind.NUMBER, number, 0).shown() + " is no number");
    }
    return number;
  }

  private boolean isInsideNumber() {
    char c = text.charAt(at);
    char before = text.charAt(at - 1);
    return c == '.'
        || c == 'e'
        || c == 'E'
        || ((c == '+' || c == '-') && (before == 'e' || before == 'E'));
  }

  private String symbol() {
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        at += symbol.length();
        return symbol;
      }
    }
    throw new TextFault(
        at,
        "'"
            + Character.toString(text.codePointAt(at))
            + "' means nothing here; texts stand in '…', names with other characters in \"…\"");
  }

  private char peek(int ahead) {
    return text.charAt(at + ahead);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isNameStart(int c) {
    return c == '_' || c == '$' || Character.isLetter(c);
  }

  static boolean isNamePart(int c) {
    return isNameStart(c) || c == '.' || Character.isDigit(c);
  }
}
