package io.onelift.app;

import io.onelift.bench.InstantBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how soon decisions see an instant event. */
@Command(
    name = "instant",
    mixinStandardHelpOptions = true,
    description =
        "How long after its acknowledgement an instant event is in tags, audiences and decisions.",
    footerHeading = "%nExample:%n",
    footer = "  ./cdp bench instant --people 100000")
final class BenchInstantCommand implements Runnable {
  @Option(
      names = "--people",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Profiles there are before, each with five events (default: ${DEFAULT-VALUE}).")
  private int people;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "200",
      description = "Instant events for each way to look (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    try (Scratch scratch = Scratch.create("onelift-bench")) {
      InstantBench.run(
          Main.class.getName(), scratch.directory(), people, rounds, spec.commandLine().getOut());
    }
  }
}
