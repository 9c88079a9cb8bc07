package io.onelift.warehouse.embedded.engine;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The engine of this process on one data directory. Thread-safe; there is one for each process and
 * it stays until the process ends.
 */
public final class Engine {
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

  /** The version of the library in {@code file}, for example {@code 26.7.3}. */
  public static String version(Path file) {
    return new ChdbLibrary(file).version();
  }

  /**
   * Starts the engine.
   *
   * @param memoryLimit bytes that all statements together may take
   * @throws IllegalStateException when the engine cannot open the directory; it writes the reason
   *     to standard error
   */
  public static Engine open(Path file, Path data, long memoryLimit) {
    ChdbLibrary library = new ChdbLibrary(file);
    List<String> options = new ArrayList<>();
    options.add("--path=" + data);
    options.add("--max_server_memory_usage=" + memoryLimit);
    options.add("--log-level=warning");
    MemorySegment anchor =
        library
            .connect(options.toArray(String[]::new))
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "ClickHouse cannot open " + data + "; the lines above say why."));
    return new Engine(library, data, anchor);
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
