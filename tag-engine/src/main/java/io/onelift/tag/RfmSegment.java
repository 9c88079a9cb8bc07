package io.onelift.tag;

import java.util.Locale;

/** Which of recency, frequency and monetary value are high, as the names common in China. */
public enum RfmSegment {
  /** Nothing high. */
  GENERAL_WINBACK,
  /** Spent much, rarely, long ago. */
  IMPORTANT_WINBACK,
  /** Often. */
  GENERAL_KEEP,
  /** Often and much, but long ago. */
  IMPORTANT_KEEP,
  /** Here lately. */
  GENERAL_GROWTH,
  /** Lately and much, but rarely. */
  IMPORTANT_GROWTH,
  /** Lately and often. */
  GENERAL_VALUE,
  /** All of it. */
  IMPORTANT_VALUE;

  /**
   * The segment of a number.
   *
   * @param weights the sum of the {@link #weight} of what is high
   */
  public static RfmSegment of(int weights) {
    return values()[weights];
  }

  /**
   * What a high part adds to the number of a segment.
   *
   * @param part 0 for recency, 1 for frequency, 2 for monetary value
   */
  public static int weight(int part) {
    return 4 >> part;
  }

  /** As JSON and tags write it. */
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }
}
