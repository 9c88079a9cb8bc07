package io.onelift.imports;

import io.onelift.event.NotFound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that were sent, each until an hour after it was last used. */
final class Uploads {
  private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
  private static final Duration KEPT = Duration.ofHours(1);
  private static final String ENDING = ".upload";

  private final Path folder;

  Uploads(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
      // What people send is for nobody else who works on this machine.
      if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The folder for imports cannot be made: " + folder, e);
    }
  }

  /** A place for another file. */
  Path fresh() {
    return folder.resolve(UUID.randomUUID() + ENDING);
  }

  /** The name of a file for later calls. */
  static String id(Path file) {
    return file.getFileName().toString().replace(ENDING, "");
  }

  /**
   * A file by its name, which is kept for another hour.
   *
   * @throws NotFound when it is gone
   */
  Path find(String id) {
    Path file = folder.resolve(id + ENDING);
    if (!id.matches("[0-9a-f-]{36}") || !Files.exists(file)) {
      throw new NotFound("upload", id, "It is kept for an hour; send the file again.");
    }
    touch(file);
    return file;
  }

  boolean holds(Path file) {
    return file.startsWith(folder) && Files.exists(file);
  }

  void touch(Path file) {
    try {
      if (holds(file)) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      }
    } catch (IOException e) {
      LOG.warn("The spooled file {} could not be kept longer", file, e);
    }
  }

  void delete(Path file) {
    try {
      if (holds(file)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.warn("The spooled file {} could not be deleted", file, e);
    }
  }

  /**
   * Deletes what was not used for an hour.
   *
   * @param needed files of jobs that are not over
   */
  void sweep(Set<Path> needed, Instant now) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> old =
          files
              .filter(file -> file.toString().endsWith(ENDING) && !needed.contains(file))
              .filter(file -> lastUsed(file).isBefore(now.minus(KEPT)))
              .toList();
      old.forEach(this::delete);
    } catch (IOException e) {
      LOG.warn("The spooled files in {} could not be looked through", folder, e);
    }
  }

  private static Instant lastUsed(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      // It was deleted meanwhile.
      return Instant.MAX;
    }
  }
}
