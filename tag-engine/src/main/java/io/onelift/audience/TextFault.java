package io.onelift.audience;

/** A text that is no rule; says where. Caught where the position is put into words. */
final class TextFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int at;

  /**
   * @param at in characters from 0
   */
  TextFault(int at, String message) {
    super(message);
    this.at = at;
  }

  int at() {
    return at;
  }
}
