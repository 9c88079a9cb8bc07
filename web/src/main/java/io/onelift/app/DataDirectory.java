package io.onelift.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a project keeps its files when nothing else is said. */
final class DataDirectory {
  /** The installation: the folder of the launcher. */
  static final Path HOME = Path.of(System.getProperty("onelift.root", ".")).toAbsolutePath();

  static final Path DEMO = HOME.resolve("data").resolve("demo");
  static final Path PROJECT = HOME.resolve("data").resolve("project");

  private DataDirectory() {}

  static Path prepare(Path directory) {
    Path absolute = directory.toAbsolutePath().normalize();
    try {
      Files.createDirectories(absolute);
    } catch (IOException e) {
      throw new CommandFailure(
          "The data directory "
              + absolute
              + " cannot be made: "
              + e.getMessage()
              + ". Choose another with --data DIR.",
          e);
    }
    if (!Files.isWritable(absolute)) {
      throw new CommandFailure(
          "The data directory " + absolute + " is not writable. Choose another with --data DIR.");
    }
    return absolute;
  }
}
