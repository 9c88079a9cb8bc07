package io.onelift.event;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 (RFC 2104) with the project's secret: without it nobody can tell a value from its
 * hash, not even by trying all phone numbers. Safe for use by many threads.
 */
public final class KeyedHash {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  private final SecretKeySpec key;

  /**
   * @param secret as {@link #secret} made it
   */
  public KeyedHash(String secret) {
    this.key = new SecretKeySpec(HexFormat.of().parseHex(secret), ALGORITHM);
  }

  /** A new secret, in hex. */
  public static String secret() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The hash in lower-case hex: 64 characters. */
  public String of(String value) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("This Java cannot compute " + ALGORITHM, e);
    }
  }

  /** Says nothing of the key. */
  @Override
  public String toString() {
    return "KeyedHash";
  }
}
