package io.onelift.app;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of OneLift. */
@Command(
    name = "cdp",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "OneLift: events in; OneID audiences, answered questions and ranked offers out.",
    sortOptions = false,
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      ImportCommand.class,
      AskCommand.class,
      LinkCommand.class,
      DoctorCommand.class,
      BenchCommand.class,
      ChaosCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cdp demo                                 a sample bank with 20,000 customers",
      "  ./cdp demo --customers 100000 --port 9000",
      "  ./cdp serve --data ~/onelift --port 8090   your own project, empty at first",
      "  ./cdp serve --data ~/onelift --warehouse http://clickhouse:8123 \\",
      "              --metastore jdbc:postgresql://db/onelift",
      "  ./cdp import customers.csv --as profiles --mapping mapping.json",
      "  ./cdp ask \"最近30天各城市的新增客户数\"",
      "  ./cdp doctor                               what is found, what is missing",
      "  ./cdp bench ingest                         how fast events come in on this machine",
      "  ./cdp chaos                                kills it 50 times and counts what is there"
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::explain)
        .setUsageHelpAutoWidth(true);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: " + String.join(", ", commands()));
  }

  private List<String> commands() {
    return List.copyOf(spec.subcommands().keySet());
  }

  // What a person can act on is one line; what they cannot is our bug and keeps its trace.
  private static int explain(
      Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
    if (failure instanceof CommandFailure) {
      commandLine.getErr().println("cdp: " + failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    commandLine.getErr().println("cdp: something went wrong: " + failure.getMessage());
    failure.printStackTrace(commandLine.getErr());
    return CommandLine.ExitCode.SOFTWARE;
  }
}
