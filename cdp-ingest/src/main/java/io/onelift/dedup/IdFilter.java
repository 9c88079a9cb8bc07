package io.onelift.dedup;

import io.onelift.event.Fingerprint;

/**
 * Says of a message id that it is certainly not in a set, or that it may be: of a hundred others it
 * lets about one through, at ten bits an id. A Bloom filter whose bits for one id lie in one word
 * of a cache line each (Putze, Sanders, Singler: Cache-, Hash- and Space-Efficient Bloom Filters,
 * 2007; the form with eight words as in Apache Parquet's split blocks, with words of 64 bits).
 */
final class IdFilter {
  private static final int WORDS = 8;
  private static final int BITS_PER_ID = 10;

  private final long[] words;
  private final int blocks;

  IdFilter(long ids) {
    this.blocks = blocks(ids);
    this.words = new long[blocks * WORDS];
  }

  /** What a filter for so many ids takes, in bytes. */
  static long bytes(long ids) {
    return (long) blocks(ids) * WORDS * Long.BYTES;
  }

  private static int blocks(long ids) {
    long bits = WORDS * Long.SIZE;
    return Math.toIntExact(Math.clamp((ids * BITS_PER_ID + bits - 1) / bits, 1, 1 << 27));
  }

  void add(Fingerprint id) {
    int block = block(id);
    for (int word = 0; word < WORDS; word++) {
      words[block + word] |= bit(id, word);
    }
  }

  boolean mayContain(Fingerprint id) {
    int block = block(id);
    for (int word = 0; word < WORDS; word++) {
      if ((words[block + word] & bit(id, word)) == 0) {
        return false;
      }
    }
    return true;
  }

  private int block(Fingerprint id) {
    return (int) Math.unsignedMultiplyHigh(id.low(), blocks) * WORDS;
  }

  /** Six bits of the half that the block was not chosen by, for each word others. */
  private static long bit(Fingerprint id, int word) {
    return 1L << (id.high() >>> (word * 6));
  }
}
