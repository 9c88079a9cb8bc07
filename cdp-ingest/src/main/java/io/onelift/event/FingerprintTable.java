package io.onelift.event;

import java.util.function.IntPredicate;

/**
 * A compact hash table from {@link Fingerprint}s to ints other than 0: 20 bytes a slot, no object
 * per entry. It is split into segments that grow on their own and by half, so that growing never
 * needs a second copy of the whole. Not safe for use by several threads at once.
 */
public final class FingerprintTable {
  private static final int SEGMENTS = 256;
  private static final int FIRST_CAPACITY = 16;

  private final Segment[] segments = new Segment[SEGMENTS];
  private long size;

  public FingerprintTable() {
    for (int i = 0; i < SEGMENTS; i++) {
      segments[i] = new Segment(FIRST_CAPACITY);
    }
  }

  public long size() {
    return size;
  }

  /** The value of a fingerprint, or 0 when it has none. */
  public int get(Fingerprint key) {
    return get(key.high(), key.low());
  }

  public int get(long high, long low) {
    Segment segment = segment(high);
    return segment.values[segment.slot(high, low)];
  }

  public void put(Fingerprint key, int value) {
    put(key.high(), key.low(), value);
  }

  /** Sets the value of a fingerprint, replacing the one it had. */
  public void put(long high, long low, int value) {
    if (value == 0) {
      throw new IllegalArgumentException("0 stands for no value");
    }
    if (segment(high).put(high, low, value)) {
      size++;
    }
  }

  /** Forgets a fingerprint; gives the value it had, or 0. */
  public int remove(Fingerprint key) {
    int value = segment(key.high()).remove(key.high(), key.low());
    size -= value == 0 ? 0 : 1;
    return value;
  }

  /** Takes the entries of a table. */
  @FunctionalInterface
  public interface Each {
    void entry(long high, long low, int value);
  }

  /** Hands over every entry, in no order. */
  public void forEach(Each each) {
    for (Segment segment : segments) {
      for (int slot = 0; slot < segment.values.length; slot++) {
        if (segment.values[slot] != 0) {
          each.entry(segment.keys[2 * slot], segment.keys[2 * slot + 1], segment.values[slot]);
        }
      }
    }
  }

  /** Forgets every entry whose value is no longer wanted. */
  public void removeIf(IntPredicate unwanted) {
    size = 0;
    for (int i = 0; i < SEGMENTS; i++) {
      segments[i] = segments[i].without(unwanted);
      size += segments[i].size;
    }
  }

  private Segment segment(long high) {
    return segments[(int) (high >>> 56)];
  }

  private static final class Segment {
    private long[] keys;
    private int[] values;
    private int size;

    Segment(int capacity) {
      keys = new long[2 * capacity];
      values = new int[capacity];
    }

    /** Where the key is, or the free slot where it belongs: linear probing. */
    int slot(long high, long low) {
      int slot = (int) Math.unsignedMultiplyHigh(low, values.length);
      while (values[slot] != 0 && (keys[2 * slot] != high || keys[2 * slot + 1] != low)) {
        slot = next(slot);
      }
      return slot;
    }

    boolean put(long high, long low, int value) {
      int slot = slot(high, low);
      boolean added = values[slot] == 0;
      values[slot] = value;
      if (added) {
        keys[2 * slot] = high;
        keys[2 * slot + 1] = low;
        size++;
        if (size > values.length * 4L / 5) {
          Segment larger = copy(values.length + values.length / 2, v -> false);
          keys = larger.keys;
          values = larger.values;
        }
      }
      return added;
    }

    /** Knuth's algorithm R: what a free slot would hide moves into it. */
    int remove(long high, long low) {
      int free = slot(high, low);
      int removed = values[free];
      if (removed == 0) {
        return 0;
      }
      size--;
      values[free] = 0;
      for (int slot = next(free); values[slot] != 0; slot = next(slot)) {
        int home = (int) Math.unsignedMultiplyHigh(keys[2 * slot + 1], values.length);
        boolean reachable =
            free <= slot ? free < home && home <= slot : free < home || home <= slot;
        if (!reachable) {
          keys[2 * free] = keys[2 * slot];
          keys[2 * free + 1] = keys[2 * slot + 1];
          values[free] = values[slot];
          values[slot] = 0;
          free = slot;
        }
      }
      return removed;
    }

    private int next(int slot) {
      return slot + 1 == values.length ? 0 : slot + 1;
    }

    Segment without(IntPredicate unwanted) {
      int kept = 0;
      for (int value : values) {
        kept += value != 0 && !unwanted.test(value) ? 1 : 0;
      }
      return copy(Math.max(FIRST_CAPACITY, kept + kept / 2), unwanted);
    }

    private Segment copy(int capacity, IntPredicate unwanted) {
      Segment copy = new Segment(capacity);
      for (int slot = 0; slot < values.length; slot++) {
        if (values[slot] != 0 && !unwanted.test(values[slot])) {
          copy.put(keys[2 * slot], keys[2 * slot + 1], values[slot]);
        }
      }
      return copy;
    }
  }
}
