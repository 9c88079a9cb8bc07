package io.onelift.bench;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** The same load for a long time: whether memory stays flat and acknowledgements stay quick. */
public final class Soak {
  private static final int BATCH = 100;
  private static final int PEOPLE = 5_000;

  private Soak() {}

  /**
   * Runs in a scratch directory and prints a line for each minute.
   *
   * @param main see {@link ServerProcess#start}
   * @param rate events a second
   */
  public static void run(
      String main, Path scratch, int connections, int minutes, int rate, PrintWriter out) {
    String key = "soak-key";
    Traffic traffic = new Traffic("soak", PEOPLE, 1);
    try (ServerProcess server = ServerProcess.start(main, scratch, key)) {
      URI batch = server.address().resolve("/v1/batch");
      Load load =
          new Load(new Endpoint(batch, key, ""), () -> traffic.batch(BATCH), BATCH, connections);
      out.printf(
          Locale.ROOT,
          "%6s %10s %9s %9s %9s %16s %16s %18s%n",
          "minute",
          "events/s",
          "p50 ms",
          "p99 ms",
          "refused",
          "heap after GC",
          "server resident",
          "engine resident");
      for (int minute = 1; minute <= minutes; minute++) {
        Load.Result result = load.paced(rate, Duration.ofMinutes(1));
        out.printf(
            Locale.ROOT,
            "%6d %,10.0f %9.1f %9.1f %9d %16s %16s %18s%n",
            minute,
            result.rate(),
            result.acknowledgements().quantile(0.5).toNanos() / 1e6,
            result.acknowledgements().quantile(0.99).toNanos() / 1e6,
            result.refusals(),
            IngestBench.megabytes(Usage.heapAfterCollection(server.handle())),
            IngestBench.megabytes(Usage.resident(server.handle())),
            IngestBench.megabytes(Usage.resident(server.engine().orElseThrow())));
      }
    }
  }
}
