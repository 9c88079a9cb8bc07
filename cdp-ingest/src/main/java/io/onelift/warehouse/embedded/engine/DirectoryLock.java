package io.onelift.warehouse.embedded.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a data directory to one process. The operating system frees the lock when that process
 * ends, however it ends. The holder's name stands in a file of its own, because reading a locked
 * file and closing it again would free the lock within one process.
 */
public final class DirectoryLock implements AutoCloseable {
  /** Locks of this process, which the operating system would grant a second time. */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private static final Duration POLL = Duration.ofMillis(50);

  /** Another process has it, or the directory cannot be used; the message names which. */
  public static final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unavailable(String message) {
      super(message);
    }

    Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private final Path file;
  private final FileChannel channel;

  private DirectoryLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @param file is made when missing
   * @param role of this process, for the message that another one gets
   * @throws Unavailable that names the holder, when it keeps the lock for all that time
   */
  public static DirectoryLock take(Path file, String role, Duration patience) {
    Instant end = Instant.now().plus(patience);
    while (true) {
      Optional<DirectoryLock> lock = attempt(file);
      if (lock.isPresent()) {
        name(file, role);
        return lock.get();
      }
      if (Instant.now().isAfter(end)) {
        throw new Unavailable(
            "The data directory "
                + file.getParent()
                + " is in use by "
                + holder(file).orElse("another process")
                + ". Stop it first, or choose another directory.");
      }
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Unavailable("Interrupted while waiting for " + file, e);
      }
    }
  }

  /** Whether someone holds it now, and who that is in words. */
  public static Optional<String> heldBy(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Optional<DirectoryLock> lock = attempt(file);
    lock.ifPresent(DirectoryLock::close);
    return lock.isPresent()
        ? Optional.empty()
        : Optional.of(holder(file).orElse("another process"));
  }

  private static Optional<DirectoryLock> attempt(Path file) {
    if (!OURS.add(file)) {
      return Optional.empty();
    }
    FileChannel channel = null;
    FileLock lock = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock = channel.tryLock();
      return lock == null ? Optional.empty() : Optional.of(new DirectoryLock(file, channel));
    } catch (IOException e) {
      throw new Unavailable("Cannot lock " + file + ": " + e.getMessage(), e);
    } finally {
      if (lock == null) {
        OURS.remove(file);
        closeQuietly(channel);
      }
    }
  }

  private static void name(Path file, String role) {
    String name =
        "process "
            + ProcessHandle.current().pid()
            + " ("
            + role
            + ", since "
            + Instant.now().truncatedTo(ChronoUnit.SECONDS)
            + ")";
    try {
      Files.writeString(nameFile(file), name);
    } catch (IOException e) {
      throw new Unavailable("Cannot write " + nameFile(file) + ": " + e.getMessage(), e);
    }
  }

  private static Optional<String> holder(Path file) {
    try {
      return Optional.of(Files.readString(nameFile(file))).filter(name -> !name.isBlank());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Path nameFile(Path file) {
    return file.resolveSibling(file.getFileName() + ".holder");
  }

  private static void closeQuietly(FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        System.getLogger(DirectoryLock.class.getName())
            .log(System.Logger.Level.WARNING, "Cannot close a lock file", e);
      }
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
    OURS.remove(file);
  }
}
