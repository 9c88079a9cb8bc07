package io.onelift.warehouse.embedded;

import io.onelift.warehouse.embedded.engine.DirectoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the embedded engine needs and has, looked up without opening the data.
 *
 * @param library the file, when there is one
 * @param version of the library, when it loads
 * @param heldBy the process that has the data directory now, in words
 * @param freeBytes on the data directory's disk
 * @param problems each says what is missing and what to do; none when the engine can start
 */
public record EngineProbe(
    Path directory,
    Optional<Path> library,
    Optional<String> version,
    Optional<String> heldBy,
    long freeBytes,
    long memoryLimit,
    List<String> problems) {

  /** Below this ClickHouse soon cannot merge. */
  private static final long LITTLE = 2L << 30;

  public EngineProbe {
    problems = List.copyOf(problems);
  }

  /** Loads the library in a child process, which takes about a second. */
  public static EngineProbe run(EngineConfig config) {
    List<String> problems = new ArrayList<>();
    Optional<Path> library = Optional.empty();
    Optional<String> version = Optional.empty();
    try {
      library = Optional.of(EngineLibrary.find(config.library()));
      version = Optional.of(EngineChild.version(library.get()));
    } catch (EngineException e) {
      problems.add(e.getMessage());
    }
    Optional<String> heldBy = Optional.empty();
    long free = 0;
    try {
      heldBy = DirectoryLock.heldBy(config.lock());
      Path existing = existing(config.directory());
      free = Files.getFileStore(existing).getUsableSpace();
      if (free < LITTLE) {
        problems.add(
            "Only "
                + (free >> 20)
                + " MiB are free where "
                + config.directory()
                + " is: make room.");
      }
      if (!Files.isWritable(existing)) {
        problems.add("Cannot write to " + existing + ": change its permissions or its owner.");
      }
    } catch (IOException | DirectoryLock.Unavailable e) {
      problems.add("Cannot look at " + config.directory() + ": " + e.getMessage());
    }
    return new EngineProbe(
        config.directory(), library, version, heldBy, free, config.memoryLimit(), problems);
  }

  /** The directory, or the nearest one above it that exists. */
  private static Path existing(Path directory) {
    Path path = directory;
    while (!Files.exists(path) && path.getParent() != null) {
      path = path.getParent();
    }
    return path;
  }
}
