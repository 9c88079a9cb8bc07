package io.onelift.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** The admin key in the data directory, readable by its owner only. */
public final class AdminKeyFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;

  public AdminKeyFile(Path dataDirectory) {
    this.file = dataDirectory.resolve("admin.key");
  }

  public Path path() {
    return file;
  }

  public Optional<String> read() {
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the admin key " + file, e);
    }
  }

  /** Keeps the secret, replacing an older one. */
  public void write(String secret) {
    try {
      Files.deleteIfExists(file);
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      Files.writeString(file, secret + "\n", StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep the admin key in " + file, e);
    }
  }

  /**
   * The first admin's secret: the one given from outside, else the kept one, else a new one; kept
   * for the next start.
   */
  public Established establish(Optional<String> given) {
    Optional<String> kept = read();
    String secret = given.or(() -> kept).orElseGet(() -> Secrets.KEY_PREFIX + Secrets.random());
    if (!kept.equals(Optional.of(secret))) {
      write(secret);
    }
    return new Established(secret, given.isEmpty() && kept.isEmpty());
  }

  /**
   * The secret in force.
   *
   * @param isNew true when it was just generated, and has to be shown once
   */
  public record Established(String secret, boolean isNew) {
    @Override
    public String toString() {
      return "Established[isNew=" + isNew + "]";
    }
  }
}
