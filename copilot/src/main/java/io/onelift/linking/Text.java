package io.onelift.linking;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * A question made comparable: full-width forms become half-width, letters lower case, spaces stay
 * only between Latin words. Every character remembers where it came from.
 */
final class Text {
  private final String original;
  private final String plain;
  private final int[] origin;

  private Text(String original, String plain, int[] origin) {
    this.original = original;
    this.plain = plain;
    this.origin = origin;
  }

  static Text of(String original) {
    StringBuilder plain = new StringBuilder();
    int[] origin = new int[original.length() * 20 + 1]; // NFKC: one character becomes 18 at most
    for (int i = 0; i < original.length(); ) {
      int point = original.codePointAt(i);
      int width = Character.charCount(point);
      String folded =
          Normalizer.normalize(original.substring(i, i + width), Normalizer.Form.NFKC)
              .toLowerCase(Locale.ROOT);
      for (int j = 0; j < folded.length(); j++) {
        append(plain, origin, i, fold(folded.charAt(j)));
      }
      i += width;
    }
    while (!plain.isEmpty() && plain.charAt(plain.length() - 1) == ' ') {
      plain.setLength(plain.length() - 1);
    }
    int[] kept = Arrays.copyOf(origin, plain.length() + 1);
    kept[plain.length()] = original.length();
    return new Text(original, plain.toString(), kept);
  }

  private static char fold(char c) {
    return switch (c) {
      case '‘', '’' -> '\'';
      case '“', '”' -> '"';
      case '–', '—', '−', '―' -> '-';
      default -> Character.isWhitespace(c) ? ' ' : c;
    };
  }

  private static void append(StringBuilder plain, int[] origin, int at, char c) {
    if (c == ' ' && (plain.isEmpty() || !isLatin(plain.charAt(plain.length() - 1)))) {
      return;
    }
    boolean spaceBeforeHan =
        !isLatin(c) && !plain.isEmpty() && plain.charAt(plain.length() - 1) == ' ';
    if (spaceBeforeHan && c != ' ') {
      plain.setLength(plain.length() - 1);
    }
    if (c == ' ' && plain.charAt(plain.length() - 1) == ' ') {
      return;
    }
    origin[plain.length()] = at;
    plain.append(c);
  }

  private static boolean isLatin(char c) {
    return c < 0x2E80;
  }

  static boolean isHan(char c) {
    return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
  }

  /** What is matched against. */
  String plain() {
    return plain;
  }

  /** What the person typed for a stretch of the plain text. */
  String typed(int start, int end) {
    return original.substring(origin[start], end == start ? origin[start] : originEnd(end));
  }

  private int originEnd(int end) {
    return end == plain.length()
        ? original.stripTrailing().length()
        : original.substring(0, origin[end]).stripTrailing().length();
  }

  /** The question with a stretch of it said differently. */
  String with(int start, int end, String words) {
    return original.substring(0, origin[start]) + words + original.substring(originEnd(end));
  }
}
