package io.onelift.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for the time of a command. */
record Scratch(Path directory) implements AutoCloseable {
  static Scratch create(String name) {
    try {
      return new Scratch(Files.createTempDirectory(name));
    } catch (IOException e) {
      throw new CommandFailure("No temporary folder can be made: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new CommandFailure("The scratch folder " + directory + " stays: " + e.getMessage(), e);
    }
  }
}
