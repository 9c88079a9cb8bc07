package io.onelift.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts what is read, for the progress, and takes its fingerprint on the way. */
final class CountedInput extends FilterInputStream {
  private final MessageDigest digest;
  private long count;

  CountedInput(InputStream in) {
    super(in);
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  long count() {
    return count;
  }

  /** Of everything read so far, 24 hexadecimal digits; asked once, at the end. */
  String fingerprint() {
    return HexFormat.of().formatHex(digest.digest(), 0, 12);
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    if (read >= 0) {
      count++;
      digest.update((byte) read);
    }
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read > 0) {
      count += read;
      digest.update(buffer, offset, read);
    }
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
