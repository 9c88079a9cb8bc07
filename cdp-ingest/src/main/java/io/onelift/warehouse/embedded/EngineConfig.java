package io.onelift.warehouse.embedded;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the embedded engine runs.
 *
 * @param directory holds everything of the engine; made when missing
 * @param memoryLimit bytes that all statements together may take
 * @param library a {@code libchdb.so} other than the installed one
 * @param user and {@code password}: made up at each start when empty
 * @param port 0 for any free one
 * @param concurrency statements that run at the same time; more wait
 */
public record EngineConfig(
    Path directory,
    long memoryLimit,
    Optional<Path> library,
    Optional<String> user,
    Optional<String> password,
    int port,
    int concurrency) {

  private static final long GIB = 1L << 30;

  public EngineConfig {
    directory = directory.toAbsolutePath().normalize();
    if (memoryLimit < 256 << 20) {
      throw new IllegalArgumentException(
          "The engine needs a memory limit of at least 256 MiB, not " + memoryLimit + " bytes");
    }
  }

  /** Half of this machine's memory, 16 GiB at most. */
  public static EngineConfig in(Path directory) {
    return new EngineConfig(
        directory,
        Math.clamp(MachineMemory.bytes() / 2, GIB / 2, 16 * GIB),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        Math.max(16, 4 * Runtime.getRuntime().availableProcessors()));
  }

  public EngineConfig withMemoryLimit(long bytes) {
    return new EngineConfig(directory, bytes, library, user, password, port, concurrency);
  }

  public EngineConfig withLibrary(Path file) {
    return new EngineConfig(
        directory, memoryLimit, Optional.of(file), user, password, port, concurrency);
  }

  public EngineConfig withCredentials(String name, String secret) {
    return new EngineConfig(
        directory, memoryLimit, library, Optional.of(name), Optional.of(secret), port, concurrency);
  }

  public EngineConfig withPort(int number) {
    return new EngineConfig(directory, memoryLimit, library, user, password, number, concurrency);
  }

  public EngineConfig withConcurrency(int statements) {
    return new EngineConfig(directory, memoryLimit, library, user, password, port, statements);
  }

  /** ClickHouse's own files. */
  Path data() {
    return directory.resolve("clickhouse");
  }

  Path log() {
    return directory.resolve("engine.log");
  }

  /** Held by the application. */
  Path lock() {
    return directory.resolve("engine.lock");
  }

  /** Held by the child, which may live a moment longer than the application. */
  Path childLock() {
    return directory.resolve("engine.child.lock");
  }

  /** The child's working directory, which must hold no {@code config.xml}: it would be obeyed. */
  Path workingDirectory() {
    return directory.resolve("run");
  }

  @Override
  public String toString() {
    return "EngineConfig[" + directory + ", memory limit " + memoryLimit + "]";
  }
}
