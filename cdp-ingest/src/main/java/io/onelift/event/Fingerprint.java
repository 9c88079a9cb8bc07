package io.onelift.event;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * 128 bits that stand for a text: MurmurHash3 (x64, seed 0) of its UTF-8 bytes, which is what
 * ClickHouse's {@code murmurHash3_128} gives too, so that large sets are loaded as 16 bytes each.
 * Two of a billion texts share one with a probability below 1e-20.
 *
 * @param high the second eight bytes of ClickHouse's value, little-endian
 * @param low the first eight bytes, little-endian
 */
public record Fingerprint(long high, long low) {
  private static final Hasher128 MURMUR = Hashing.murmur3_128();

  public static Fingerprint of(String text) {
    HashValue128 value = MURMUR.hashBytesTo128Bits(text.getBytes(StandardCharsets.UTF_8));
    return new Fingerprint(value.getMostSignificantBits(), value.getLeastSignificantBits());
  }

  /** The next 16 bytes, as ClickHouse writes a {@code murmurHash3_128} in RowBinary. */
  public static Fingerprint read(ByteBuffer littleEndian) {
    long low = littleEndian.getLong();
    return new Fingerprint(littleEndian.getLong(), low);
  }

  /** 32 hexadecimal digits. */
  public String hex() {
    HexFormat format = HexFormat.of();
    return format.toHexDigits(high) + format.toHexDigits(low);
  }
}
