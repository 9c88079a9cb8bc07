package io.onelift.files;

/** Numbers as files write them. */
final class NumberText {
  private static final int DIGITS = 15;

  private NumberText() {}

  /**
   * An optional minus, at most 15 digits before the point and no leading zero, which is what codes
   * have; a fraction and an exponent may follow.
   */
  static boolean isNumber(String text) {
    int length = text.length();
    int at = length > 0 && text.charAt(0) == '-' ? 1 : 0;
    int start = at;
    at = digits(text, at);
    int whole = at - start;
    if (whole == 0 || whole > DIGITS || (whole > 1 && text.charAt(start) == '0')) {
      return false;
    }
    if (at < length && text.charAt(at) == '.') {
      int fraction = digits(text, at + 1);
      if (fraction == at + 1) {
        return false;
      }
      at = fraction;
    }
    if (at < length && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int sign = at + 1 < length && "+-".indexOf(text.charAt(at + 1)) >= 0 ? at + 2 : at + 1;
      int end = digits(text, sign);
      if (end == sign || end - sign > 2) {
        return false;
      }
      at = end;
    }
    return at == length;
  }

  /** A whole number stays one. */
  static Number parse(String text) {
    double value = Double.parseDouble(text);
    return value == Math.rint(value) && Math.abs(value) < 1e15 ? (Number) (long) value : value;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
