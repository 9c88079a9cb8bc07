package io.onelift.warehouse.embedded.engine;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * The engine of this process on one data directory. Thread-safe; there is one for each process and
 * it stays until the process ends.
 */
public final class Engine {
  private static final Runtime.Version OLDEST = Runtime.Version.parse("26.7");

  private final ChdbLibrary library;
  private final Path data;

  /** Never used for a statement: the engine shuts down with its last connection. */
  @SuppressWarnings({"unused", "FieldCanBeLocal"})
  private final MemorySegment anchor;

  private Engine(ChdbLibrary library, Path data, MemorySegment anchor) {
    this.library = library;
    this.data = data;
    this.anchor = anchor;
  }

  /**
   * Loads the library and tells its version, for example {@code 26.7.3}.
   *
   * @throws IllegalArgumentException when it cannot be loaded or is too old, with the reason
   */
  public static String check(Path file) {
    return load(file).version();
  }

  private static ChdbLibrary load(Path file) {
    ChdbLibrary library = new ChdbLibrary(file);
    String version = library.version();
    if (Runtime.Version.parse(version).compareTo(OLDEST) < 0) {
      throw new IllegalArgumentException(
          "The engine library "
              + file
              + " has version "
              + version
              + "; versions before "
              + OLDEST
              + " take signals away from the JVM, which then crashes. Install the version that the"
              + " build names: node cdp-ingest/engine/install.mjs");
    }
    return library;
  }

  /**
   * Starts the engine.
   *
   * @param memoryLimit bytes that all statements together may take
   * @throws IllegalArgumentException when the library cannot be used
   * @throws IllegalStateException when the engine cannot open the directory; it writes the reason
   *     to standard error
   */
  public static Engine open(Path file, Path data, long memoryLimit) {
    ChdbLibrary library = load(file);
    // The caches would otherwise take more than a small machine has.
    long cache = memoryLimit / 16;
    MemorySegment anchor =
        library
            .connect(
                "--path=" + data,
                "--max_server_memory_usage=" + memoryLimit,
                "--mark_cache_size=" + cache,
                "--index_mark_cache_size=" + cache,
                "--uncompressed_cache_size=0")
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "ClickHouse cannot open " + data + "; the log says why."));
    MergeThreads.giveWay();
    return new Engine(library, data, anchor);
  }

  /** ClickHouse's library version. */
  public String version() {
    return library.version();
  }

  /**
   * A connection with settings of its own, made in about 0.3 ms. It is meant for one request, so
   * that no setting and no temporary table can reach the next one.
   *
   * @param comment marks its statements in {@code system.processes}, in the setting {@code
   *     log_comment}
   */
  public EngineConnection connect(String comment) {
    MemorySegment holder =
        library
            .connect("--path=" + data, "--implicit_select=0", "--log_comment=" + comment)
            .orElseThrow(
                () ->
                    new StatementException(
                        210, "NETWORK_ERROR", "The engine refused a connection"));
    return new EngineConnection(library, holder);
  }
}
