package io.onelift.app;

import java.io.PrintWriter;

/**
 * How far something is, on one line that is drawn over where the output is a terminal, and as a
 * line every tenth where it is not.
 */
final class ProgressBar {
  private static final int WIDTH = 32;

  private final PrintWriter out;
  private final boolean terminal;
  private int lastTenth = -1;

  ProgressBar(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * @param fraction 0 to 1
   */
  void show(double fraction, String note) {
    int tenth = (int) (fraction * 10);
    if (terminal) {
      out.print("\r" + line(fraction, note) + "\033[K");
      out.flush();
    } else if (tenth > lastTenth) {
      out.println(line(fraction, note));
      out.flush();
    }
    lastTenth = Math.max(lastTenth, tenth);
  }

  void end(double fraction, String note) {
    if (terminal) {
      show(fraction, note);
      out.println();
      out.flush();
    }
  }

  private static String line(double fraction, String note) {
    int full = (int) Math.round(fraction * WIDTH);
    return "█".repeat(full)
        + "░".repeat(WIDTH - full)
        + String.format(" %3d %%  ", Math.round(fraction * 100))
        + note;
  }
}
