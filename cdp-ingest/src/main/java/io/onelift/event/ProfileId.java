package io.onelift.event;

/**
 * The number of a OneID profile: dense, starting at 1, unsigned 32 bits, so that it fits a bitmap.
 *
 * @param number the bits of an unsigned 32-bit number
 */
public record ProfileId(int number) implements Comparable<ProfileId> {
  public ProfileId {
    if (number == 0) {
      throw new IllegalArgumentException("A profile number is never 0");
    }
  }

  /** The profile with this number, given as the long that the warehouse returns for a UInt32. */
  public static ProfileId of(long number) {
    if (number <= 0 || number > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException("Not a profile number: " + number);
    }
    return new ProfileId((int) number);
  }

  /** The number as the warehouse writes it. */
  public long unsigned() {
    return Integer.toUnsignedLong(number);
  }

  @Override
  public int compareTo(ProfileId other) {
    return Integer.compareUnsigned(number, other.number);
  }

  @Override
  public String toString() {
    return Integer.toUnsignedString(number);
  }
}
