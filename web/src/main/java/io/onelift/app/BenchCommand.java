package io.onelift.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measurements, each on a project of its own that is gone afterwards. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures this installation on this machine.",
    subcommands = {
      BenchIngestCommand.class,
      BenchIdentityCommand.class,
      BenchAudienceCommand.class,
      BenchInstantCommand.class,
      BenchQueryCommand.class
    })
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Say what to measure: " + String.join(", ", spec.subcommands().keySet()));
  }
}
