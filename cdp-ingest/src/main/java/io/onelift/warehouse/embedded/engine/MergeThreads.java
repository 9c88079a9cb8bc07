package io.onelift.warehouse.embedded.engine;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads on which ClickHouse merges parts. Merging is work for moments when nothing else is to
 * be done: on a machine with few processors it would otherwise take half of them away from those
 * who wait for an answer. Linux gives each thread a niceness of its own; elsewhere, nothing
 * happens.
 */
final class MergeThreads {
  private static final Path THREADS = Path.of("/proc/self/task");
  private static final String NAME = "MergeMutate";
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int PRIO_PROCESS = 0;

  /** A third of what others get, when all want more than there is: merges never stand still. */
  private static final int NICENESS = 5;

  private MergeThreads() {}

  /**
   * Has them give way to all others. ClickHouse starts them all at once, with the first table that
   * is ever merged, so they are looked for until they are there.
   */
  static void giveWay() {
    if (Files.isDirectory(THREADS)) {
      Thread.ofPlatform().daemon().name("merge-threads").start(MergeThreads::await);
    }
  }

  private static void await() {
    try {
      while (!found()) {
        LockSupport.parkNanos(LOOK.toNanos());
      }
    } catch (IOException e) {
      System.err.println("Merges run at the priority of everything else: " + e);
    }
  }

  private static boolean found() throws IOException {
    boolean found = false;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
      for (Path thread : threads) {
        if (isForMerges(thread)) {
          setPriority(Integer.parseInt(thread.getFileName().toString()));
          found = true;
        }
      }
    }
    return found;
  }

  private static boolean isForMerges(Path thread) throws IOException {
    try {
      return Files.readString(thread.resolve("comm")).strip().equals(NAME);
    } catch (NoSuchFileException e) {
      // It has ended meanwhile.
      return false;
    }
  }

  @SuppressWarnings("restricted") // As in ChdbLibrary.
  private static void setPriority(int thread) {
    Linker linker = Linker.nativeLinker();
    MethodHandle call =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("setpriority"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    int result;
    try {
      result = (int) call.invokeExact(PRIO_PROCESS, thread, NICENESS);
    } catch (Throwable e) {
      throw new IllegalStateException("setpriority cannot be called", e);
    }
    if (result != 0) {
      System.err.println("Merges run at the priority of everything else: setpriority said no");
    }
  }
}
