package io.onelift.app;

import io.onelift.chaos.Chaos;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Proves that nothing acknowledged is lost or counted twice. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description = {
      "Kills the application, the engine, or both at random moments under load, or lets the engine"
          + " hang; then checks that every acknowledged event is there exactly once.",
      "Works on a project of its own, which is gone afterwards."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./cdp chaos", "  ./cdp chaos --rounds 200 --seed 7"})
final class ChaosCommand implements Callable<Integer> {
  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "50",
      description = "How often something is killed (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The same seed strikes in the same order (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    try (Scratch scratch = Scratch.create("onelift-chaos")) {
      boolean exact =
          Chaos.run(
                  Main.class.getName(),
                  scratch.directory(),
                  rounds,
                  seed,
                  spec.commandLine().getOut())
              .isEmpty();
      return exact ? 0 : 1;
    }
  }
}
