package io.onelift.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process takes. */
final class Usage {
  private static final Pattern HEAP_USED = Pattern.compile("heap\\s.*?used (\\d+)K");

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(500);

  private Usage() {}

  /** User and system time since its start; zero where the system does not tell. */
  static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Waits until processes have done what is left over, such as merges, or for half a minute. */
  static void awaitQuiet(List<ProcessHandle> processes) {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    Duration before = cpu(processes);
    boolean quiet = false;
    while (!quiet && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK.toNanos());
      Duration now = cpu(processes);
      quiet = now.minus(before).compareTo(LOOK.dividedBy(5)) < 0;
      before = now;
    }
  }

  private static Duration cpu(List<ProcessHandle> processes) {
    return processes.stream().map(Usage::cpu).reduce(Duration.ZERO, Duration::plus);
  }

  /** Resident bytes; empty where the system has no {@code /proc}. */
  static OptionalLong resident(ProcessHandle process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return OptionalLong.empty();
    }
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + status, e);
    }
  }

  /** Bytes on the heap of a Java process right after a full collection; empty when it is silent. */
  static OptionalLong heapAfterCollection(ProcessHandle process) {
    ask(process, "GC.run");
    Matcher used = HEAP_USED.matcher(ask(process, "GC.heap_info"));
    return used.find()
        ? OptionalLong.of(Long.parseLong(used.group(1)) << 10)
        : OptionalLong.empty();
  }

  private static String ask(ProcessHandle process, String command) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process asking =
          new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), command)
              .redirectErrorStream(true)
              .start();
      return new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run " + jcmd, e);
    }
  }
}
