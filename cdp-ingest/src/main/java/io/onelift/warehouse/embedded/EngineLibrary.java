package io.onelift.warehouse.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds {@code libchdb.so}. */
final class EngineLibrary {
  private static final String VARIABLE = "ONELIFT_ENGINE_LIBRARY";

  private EngineLibrary() {}

  /**
   * In this order: the configured file, the file in the environment's {@code
   * ONELIFT_ENGINE_LIBRARY}, what the build installed under the system property {@code
   * onelift.root} or the working directory.
   *
   * @throws EngineException that says what to do
   */
  static Path find(Optional<Path> configured) {
    if (configured.isPresent()) {
      return existing(configured.get(), "the configured engine library");
    }
    String variable = System.getenv(VARIABLE);
    if (variable != null && !variable.isBlank()) {
      return existing(Path.of(variable), "the engine library in " + VARIABLE);
    }
    Path installed =
        Path.of(System.getProperty("onelift.root", ""))
            .toAbsolutePath()
            .resolve("cdp-ingest/engine/node_modules/@chdb");
    return installed(installed)
        .orElseThrow(
            () ->
                new EngineException(
                    "The ClickHouse engine is not installed: there is no libchdb.so for "
                        + platform()
                        + " in "
                        + installed
                        + ". Run the build (mvn install, or node cdp-ingest/engine/install.mjs), or"
                        + " name a libchdb.so in "
                        + VARIABLE
                        + "."));
  }

  private static Optional<Path> installed(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> packages = Files.list(folder)) {
      List<Path> found =
          packages
              .filter(path -> path.getFileName().toString().startsWith("lib-" + platform()))
              .map(path -> path.resolve("libchdb.so"))
              .filter(Files::isRegularFile)
              .toList();
      return found.stream().findFirst();
    } catch (IOException e) {
      throw new EngineException("Cannot read " + folder, e);
    }
  }

  private static Path existing(Path file, String what) {
    if (!Files.isRegularFile(file)) {
      throw new EngineException("There is no file " + file + ", " + what + ".");
    }
    return file.toAbsolutePath();
  }

  /** As the npm packages name it. */
  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return (os.contains("mac") ? "darwin" : os.contains("linux") ? "linux" : os)
        + "-"
        + (architecture.equals("aarch64") || architecture.equals("arm64") ? "arm64" : "x64");
  }
}
