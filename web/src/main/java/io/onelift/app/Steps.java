package io.onelift.app;

import java.io.PrintWriter;
import java.time.Duration;

/** Tells on the terminal what is being done; a step that takes long says so every few seconds. */
final class Steps implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final PrintWriter out;
  private final long began = System.nanoTime();
  private final Thread reminder;
  private String step = "";
  private long stepBegan = began;

  Steps(PrintWriter out) {
    this.out = out;
    this.reminder = Thread.ofVirtual().start(this::remind);
  }

  /** Begins a step, which ends the one before. */
  synchronized void begin(String name) {
    step = name;
    stepBegan = System.nanoTime();
    say("  " + name);
  }

  synchronized void say(String line) {
    out.println(line);
    out.flush();
  }

  /** How long everything has taken so far. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private void remind() {
    try {
      while (true) {
        Thread.sleep(PATIENCE);
        synchronized (this) {
          Duration waiting = Duration.ofNanos(System.nanoTime() - stepBegan);
          if (!step.isEmpty() && waiting.compareTo(PATIENCE) >= 0) {
            say("  … " + step + ", " + waiting.toSeconds() + " s so far");
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    reminder.interrupt();
  }
}
