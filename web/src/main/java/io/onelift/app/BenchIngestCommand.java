package io.onelift.app;

import io.onelift.bench.IngestBench;
import io.onelift.bench.Soak;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how fast events come in. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description =
        "Segment batches of 100 over HTTP beside the same JSON straight into the engine, in one"
            + " run.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cdp bench ingest",
      "  ./cdp bench ingest --seconds 20 --rounds 5",
      "  ./cdp bench ingest --soak 10"
    })
final class BenchIngestCommand implements Runnable {
  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "96",
      description = "Connections that send at the same time (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "How long each turn takes (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Turns of each; the best counts (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The same seed gives the same events (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--soak",
      paramLabel = "MINUTES",
      description = "Instead: the same rate for so many minutes, with memory after each.")
  private int soak;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Events a second of --soak (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    try (Scratch scratch = Scratch.create("onelift-bench")) {
      PrintWriter out = spec.commandLine().getOut();
      String main = Main.class.getName();
      if (soak > 0) {
        Soak.run(main, scratch.directory(), connections, soak, rate, out);
      } else {
        IngestBench.run(
            main,
            scratch.directory(),
            new IngestBench.Options(connections, Duration.ofSeconds(seconds), rounds, seed),
            out);
      }
    }
  }
}
