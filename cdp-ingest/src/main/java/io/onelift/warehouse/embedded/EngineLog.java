package io.onelift.warehouse.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The engine's log file; at its bound the file becomes {@code engine.log.1} and a new one begins.
 */
final class EngineLog implements AutoCloseable {
  private static final int LAST = 20;

  private final Path file;
  private final long bound;
  private final Deque<String> last = new ArrayDeque<>();
  private Writer writer;
  private long size;

  EngineLog(Path file, long bound) {
    this.file = file;
    this.bound = bound;
    open();
  }

  private void open() {
    try {
      writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      size = Files.size(file);
    } catch (IOException e) {
      throw new EngineException("Cannot write the engine's log " + file + ": " + e.getMessage(), e);
    }
  }

  synchronized void write(String line) {
    if (last.size() == LAST) {
      last.removeFirst();
    }
    last.addLast(line);
    try {
      if (size > bound) {
        writer.close();
        Files.move(
            file,
            file.resolveSibling(file.getFileName() + ".1"),
            StandardCopyOption.REPLACE_EXISTING);
        open();
      }
      String stamped =
          LocalDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS)
              + " "
              + line
              + "\n";
      writer.write(stamped);
      writer.flush();
      size += stamped.length();
    } catch (IOException e) {
      // A full disk must not stop the engine's output, or it would block.
      System.getLogger(EngineLog.class.getName())
          .log(System.Logger.Level.WARNING, "Cannot write " + file + ": " + e.getMessage());
    }
  }

  /** The newest lines. */
  synchronized List<String> last() {
    return List.copyOf(last);
  }

  @Override
  public synchronized void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
