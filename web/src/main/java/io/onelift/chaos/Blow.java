package io.onelift.chaos;

import io.onelift.bench.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** What is done to a running product. */
enum Blow {
  KILL_APPLICATION(true),
  KILL_ENGINE(false),
  KILL_BOTH(true),
  HANG_ENGINE(false),
  HANG_AND_KILL_ENGINE(false),
  HANG_AND_KILL_APPLICATION(true);

  private final boolean endsApplication;

  Blow(boolean endsApplication) {
    this.endsApplication = endsApplication;
  }

  boolean endsApplication() {
    return endsApplication;
  }

  /** Takes as long as the engine hangs, up to two seconds. */
  void strike(ServerProcess server, Random random) throws InterruptedException {
    ProcessHandle engine = server.engine().orElse(null);
    switch (this) {
      case KILL_APPLICATION -> server.kill();
      case KILL_ENGINE -> kill(engine);
      case KILL_BOTH -> {
        kill(engine);
        server.kill();
      }
      case HANG_ENGINE -> {
        signal("STOP", engine);
        hang(random);
        signal("CONT", engine);
      }
      case HANG_AND_KILL_ENGINE -> {
        signal("STOP", engine);
        hang(random);
        kill(engine);
      }
      case HANG_AND_KILL_APPLICATION -> {
        signal("STOP", engine);
        hang(random);
        server.kill();
        signal("CONT", engine);
      }
    }
  }

  private static void hang(Random random) throws InterruptedException {
    Thread.sleep(100 + random.nextInt(1_900));
  }

  private static void kill(ProcessHandle process) {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private static void signal(String name, ProcessHandle process) throws InterruptedException {
    if (process == null) {
      return;
    }
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
              .redirectErrorStream(true)
              .start();
      if (!kill.waitFor(5, TimeUnit.SECONDS)) {
        throw new IllegalStateException("kill -" + name + " does not end");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("There is no kill command", e);
    }
  }
}
