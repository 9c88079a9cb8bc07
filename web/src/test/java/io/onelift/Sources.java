package io.onelift;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source files of all modules. */
public final class Sources {
  static final List<String> MODULES =
      List.of("cdp-ingest", "tag-engine", "query-layer", "copilot", "ab-attribution", "web");

  private Sources() {}

  /** The folder of the whole build, found upwards from where the tests run. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("cdp-ingest"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** Java files of all modules under {@code src/main} or {@code src/test}. */
  static List<Path> java(String part) {
    return MODULES.stream()
        .map(module -> root().resolve(module).resolve("src").resolve(part).resolve("java"))
        .filter(Files::isDirectory)
        .flatMap(folder -> files(folder).stream())
        .toList();
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
