package io.onelift.execute;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * What makes two questions the same: the statement, which carries what the caller may see, and
 * everything that is bound to it, the members of audiences too.
 *
 * @param digest SHA-256 of all of it
 */
record Question(String digest) {
  static Question of(Compiled compiled, Bitmaps bitmaps, int rows) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(digest, compiled.sql());
      add(digest, compiled.columns().toString());
      add(digest, Integer.toString(rows));
      new TreeMap<>(compiled.params())
          .forEach(
              (name, value) -> {
                add(digest, name);
                add(digest, value == null ? "" : value.getClass().getName() + value);
              });
      compiled.bitmaps().forEach(bitmap -> add(digest, bitmaps.base64(bitmap)));
      return new Question(HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** With its length before it, so that two texts never look like two others. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }
}
