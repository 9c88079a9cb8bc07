package io.onelift.linking;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The smallest thing that is matched: a Latin word (as its stem), a number, one Chinese character
 * or one sign.
 *
 * @param form what is compared
 * @param start in the plain text
 * @param end in the plain text, exclusive
 */
record Token(String form, Kind kind, int start, int end) {
  enum Kind {
    WORD,
    NUMBER,
    HAN,
    SIGN
  }

  private static final Pattern PIECES =
      Pattern.compile(
          "(?<word>[\\p{L}&&[^\\p{IsHan}]]+(?:'[a-z]+)?)|(?<number>\\d+(?:,\\d{3})*(?:\\.\\d+)?)"
              + "|(?<sign>>=|<=|!=|\\S)");

  static List<Token> of(String plain) {
    List<Token> tokens = new ArrayList<>();
    Matcher pieces = PIECES.matcher(plain);
    while (pieces.find()) {
      String piece = pieces.group();
      Kind kind = kind(pieces, piece);
      if (kind == Kind.SIGN && joinsWords(plain, pieces.start())) {
        continue; // fund-banner and fund_banner are said as two words
      }
      String form = kind == Kind.WORD ? stem(piece) : piece;
      tokens.add(new Token(form, kind, pieces.start(), pieces.end()));
    }
    return tokens;
  }

  private static Kind kind(Matcher pieces, String piece) {
    if (pieces.group("word") != null) {
      return Kind.WORD;
    }
    if (pieces.group("number") != null) {
      return Kind.NUMBER;
    }
    return Text.isHan(piece.charAt(0)) ? Kind.HAN : Kind.SIGN;
  }

  private static boolean joinsWords(String plain, int at) {
    char sign = plain.charAt(at);
    return (sign == '-' || sign == '_')
        && at > 0
        && at + 1 < plain.length()
        && Character.isLetter(plain.charAt(at - 1))
        && Character.isLetter(plain.charAt(at + 1));
  }

  /** Singular of a plural, without possessive; right for the words people use here, not for all. */
  static String stem(String word) {
    String bare = word.replaceFirst("'s?$", "");
    int length = bare.length();
    if (length > 4 && bare.endsWith("ies")) {
      return bare.substring(0, length - 3) + "y";
    }
    if (length > 3 && bare.endsWith("s") && !bare.matches(".*(ss|us|is)")) {
      String single = bare.substring(0, length - 1);
      return single.matches(".*(ss|x|z|ch|sh)e") ? single.substring(0, length - 2) : single;
    }
    return bare;
  }
}
