package io.onelift.app;

import io.onelift.identity.IdentityBench;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how fast identifiers are linked. */
@Command(
    name = "identity",
    mixinStandardHelpOptions = true,
    description =
        "Links of identifiers a second, with few and with many known, and the heap they take.",
    footerHeading = "%nExamples:%n",
    footer = {"  ./cdp bench identity", "  ./cdp bench identity --known 1000000"})
final class BenchIdentityCommand implements Runnable {
  private static final int FEW = 100_000;

  @Option(
      names = "--known",
      paramLabel = "N",
      defaultValue = "10000000",
      description = "Identifiers that are known in the large run (default: ${DEFAULT-VALUE}).")
  private int known;

  @Option(
      names = "--links",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Links of each run (default: ${DEFAULT-VALUE}).")
  private int links;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "2",
      description = "Runs of each; the best counts (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The same seed gives the same links (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    IdentityBench bench = new IdentityBench(seed);
    bench.measure(FEW, links / 4);
    IdentityBench.Figures few = best(bench, FEW);
    IdentityBench.Figures many = best(bench, Math.max(FEW, known));
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("known", "links", "links/s", "heap MB"));
    for (IdentityBench.Figures figures : List.of(few, many)) {
      rows.add(
          List.of(
              "%,d".formatted(figures.known()),
              "%,d".formatted(figures.links()),
              "%,.0f".formatted(figures.perSecond()),
              "%,d".formatted(figures.heapBytes() >> 20)));
    }
    for (List<String> row : rows) {
      out.printf("%14s%14s%14s%12s%n", row.toArray());
    }
    out.printf(
        "The rate with many known is %.0f %% of that with few.%n",
        100 * many.perSecond() / few.perSecond());
    out.flush();
  }

  private IdentityBench.Figures best(IdentityBench bench, int known) {
    IdentityBench.Figures best = bench.measure(known, links);
    for (int round = 1; round < rounds; round++) {
      IdentityBench.Figures next = bench.measure(known, links);
      best = next.perSecond() > best.perSecond() ? next : best;
    }
    return best;
  }
}
