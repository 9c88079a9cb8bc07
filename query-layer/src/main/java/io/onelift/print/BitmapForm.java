package io.onelift.print;

/** How a bitmap stands in a statement, always in base64. */
public enum BitmapForm {
  /** ClickHouse's own state of a bitmap: short when few profiles are in it. */
  STATE,

  /**
   * A bit for every profile number, in words of 64 bits: whether a profile is in it is one look
   * into memory, which is several times as fast as asking the state.
   */
  WORDS
}
