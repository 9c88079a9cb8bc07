package io.onelift.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Events a second through the product beside those straight into an engine, in the same run and
 * turn by turn, so that whatever else the machine does falls on both.
 */
public final class IngestBench {
  private static final int BATCH = 100;
  private static final int LARGE = 10_000;
  private static final int LARGE_CONNECTIONS = 2;
  private static final int PEOPLE = 5_000;

  /** Events a second at which acknowledgements are timed on every machine alike. */
  private static final double STEADY = 10_000;

  /** In less, one stall of a tenth of a second over all connections is a hundredth of all calls. */
  private static final Duration STEADY_TIME = Duration.ofSeconds(40);

  /** After less, half of the application's processor time goes into compiling itself. */
  private static final Duration WARM_UP = Duration.ofSeconds(30);

  /**
   * How to measure.
   *
   * @param connections that send at the same time
   * @param time of each turn at full load
   * @param rounds how often the product and the rival take turns; the best turn of each counts
   */
  public record Options(int connections, Duration time, int rounds, long seed) {}

  private final ServerProcess server;
  private final String key;
  private final Rival rival;
  private final Options options;
  private final PrintWriter out;
  private final Traffic traffic;

  private IngestBench(
      ServerProcess server, String key, Rival rival, Options options, PrintWriter out) {
    this.server = server;
    this.key = key;
    this.rival = rival;
    this.options = options;
    this.out = out;
    this.traffic = new Traffic("bench", PEOPLE, options.seed());
  }

  /**
   * Runs everything in a scratch directory and prints the figures.
   *
   * @param main see {@link ServerProcess#start}
   */
  public static void run(String main, Path scratch, Options options, PrintWriter out) {
    String key = "bench-key-" + options.seed();
    try (Rival rival = new Rival(scratch.resolve("rival"));
        ServerProcess server = ServerProcess.start(main, folder(scratch), key)) {
      new IngestBench(server, key, rival, options, out).measure();
    }
  }

  private static Path folder(Path scratch) {
    Path data = scratch.resolve("product");
    if (!data.toFile().mkdirs()) {
      throw new IllegalStateException("Cannot make " + data);
    }
    return data;
  }

  /** One turn: what was taken, and the processor time that each process took for it. */
  private record Turn(Load.Result result, List<Duration> cpu) {
    String microsPerEvent() {
      return String.join(
          " + ",
          cpu.stream()
              .map(c -> String.format(Locale.ROOT, "%.1f", c.toNanos() / 1e3 / result.events()))
              .toList());
    }
  }

  private void measure() {
    Endpoint segment = new Endpoint(server.address().resolve("/v1/batch"), key, "");
    Load product = new Load(segment, () -> traffic.batch(BATCH), BATCH, options.connections());
    Load small =
        new Load(rival.endpoint(), () -> traffic.lines(BATCH), BATCH, options.connections());
    Load large = new Load(rival.endpoint(), () -> traffic.lines(LARGE), LARGE, LARGE_CONNECTIONS);
    out.printf(Locale.ROOT, "Warming up, %d s%n", WARM_UP.toSeconds());
    product.atFullSpeed(WARM_UP);
    small.atFullSpeed(options.time());
    List<Turn> products = new ArrayList<>();
    List<Turn> smalls = new ArrayList<>();
    List<Turn> larges = new ArrayList<>();
    for (int round = 1; round <= options.rounds(); round++) {
      out.printf(Locale.ROOT, "Round %d of %d%n", round, options.rounds());
      products.add(turn(product, List.of(server.handle(), server.engine().orElseThrow())));
      smalls.add(turn(small, List.of(rival.handle())));
      larges.add(turn(large, List.of(rival.handle())));
    }
    Turn best = best(products);
    Turn rivalSmall = best(smalls);
    Turn rivalLarge = best(larges);
    double full = best.result().rate();
    out.printf(Locale.ROOT, "Half load: %,.0f events/s%n", full / 2);
    Usage.awaitQuiet(processes());
    Load.Result half = product.paced(full / 2, STEADY_TIME);
    Usage.awaitQuiet(processes());
    Load.Result steady = product.paced(STEADY, STEADY_TIME);
    out.println();
    out.printf(
        Locale.ROOT,
        "%-44s %12s %9s %9s %9s %16s%n",
        "",
        "events/s",
        "p50 ms",
        "p95 ms",
        "p99 ms",
        "cpu µs/event");
    row("OneLift, batches of 100, full load", best);
    row("OneLift, batches of 100, half load", new Turn(half, List.of()));
    row("OneLift, batches of 100, steady", new Turn(steady, List.of()));
    row("engine alone, bodies of 100", rivalSmall);
    row("engine alone, bodies of 10,000", rivalLarge);
    out.println("Processor time of OneLift: application + engine");
    out.println();
    out.printf(
        Locale.ROOT,
        "Ratio to the engine alone, bodies of 100:     %3.0f %%%n",
        percent(best, rivalSmall));
    out.printf(
        Locale.ROOT,
        "Ratio to the engine alone, bodies of 10,000:  %3.0f %%%n",
        percent(best, rivalLarge));
    out.printf(Locale.ROOT, "Turns of OneLift: %s events/s%n", rates(products));
    out.printf(Locale.ROOT, "Turns of the engine, bodies of 100: %s events/s%n", rates(smalls));
    out.printf(Locale.ROOT, "Turns of the engine, bodies of 10,000: %s events/s%n", rates(larges));
    out.printf(
        Locale.ROOT,
        "Heap after a collection %s, resident %s; the engine's resident %s%n",
        megabytes(Usage.heapAfterCollection(server.handle())),
        megabytes(Usage.resident(server.handle())),
        megabytes(Usage.resident(server.engine().orElseThrow())));
  }

  /** Everything that could disturb a measurement by what is left over from the one before. */
  private List<ProcessHandle> processes() {
    return List.of(server.handle(), server.engine().orElseThrow(), rival.handle());
  }

  private Turn turn(Load load, List<ProcessHandle> processes) {
    Usage.awaitQuiet(processes());
    List<Duration> before = processes.stream().map(Usage::cpu).toList();
    Load.Result result = load.atFullSpeed(options.time());
    List<Duration> cpu = new ArrayList<>();
    for (int i = 0; i < processes.size(); i++) {
      cpu.add(Usage.cpu(processes.get(i)).minus(before.get(i)));
    }
    return new Turn(result, cpu);
  }

  private static Turn best(List<Turn> turns) {
    return turns.stream().max(Comparator.comparingDouble(t -> t.result().rate())).orElseThrow();
  }

  private static double percent(Turn one, Turn other) {
    return 100 * one.result().rate() / other.result().rate();
  }

  private static String rates(List<Turn> turns) {
    return String.join(
        ", ",
        turns.stream().map(t -> String.format(Locale.ROOT, "%,.0f", t.result().rate())).toList());
  }

  private void row(String what, Turn turn) {
    Latencies took = turn.result().acknowledgements();
    out.printf(
        Locale.ROOT,
        "%-44s %,12.0f %9.1f %9.1f %9.1f %16s%n",
        what,
        turn.result().rate(),
        took.quantile(0.5).toNanos() / 1e6,
        took.quantile(0.95).toNanos() / 1e6,
        took.quantile(0.99).toNanos() / 1e6,
        turn.microsPerEvent());
  }

  static String megabytes(OptionalLong bytes) {
    return bytes.isEmpty()
        ? "unknown"
        : String.format(Locale.ROOT, "%,d MB", bytes.getAsLong() >> 20);
  }
}
