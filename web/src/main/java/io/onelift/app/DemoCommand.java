package io.onelift.app;

import io.onelift.metastore.MetastoreConfig;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves the sample bank. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Serves a sample bank; the first start creates it, and the console opens meanwhile.",
    footerHeading = "%nExamples:%n",
    footer = {"  ./cdp demo", "  ./cdp demo --customers 100000 --data /tmp/large-bank --port 9000"})
final class DemoCommand implements Runnable {
  /** How large a sample bank is, and which. */
  record Bank(int customers, long seed) {}

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Customers of the bank (default: ${DEFAULT-VALUE}).")
  private int customers;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description =
          "The same seed on the same day gives the same bank (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private StartOptions start = new StartOptions();

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    if (customers < 100 || customers > 10_000_000) {
      throw new CommandFailure(
          "--customers has to lie between 100 and 10000000, not be " + customers + ".");
    }
    Path data = DataDirectory.prepare(Optional.ofNullable(start.data).orElse(DataDirectory.DEMO));
    ProjectConfig config =
        new ProjectConfig(
            data,
            Optional.empty(),
            MetastoreConfig.sqlite(data.resolve("metastore.db")),
            Optional.of(ZoneId.of("Asia/Shanghai")),
            "云杉银行 Spruce Bank",
            "CNY");
    Application.run(
        config, start, Optional.of(new Bank(customers, seed)), spec.commandLine().getOut());
  }
}
