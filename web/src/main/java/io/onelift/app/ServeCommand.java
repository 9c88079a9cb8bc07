package io.onelift.app;

import io.onelift.metastore.MetastoreConfig;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves a project of one's own. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Serves your own project, empty at first, until Ctrl-C.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cdp serve --data ~/onelift",
      "  CDP_ADMIN_KEY=… ./cdp serve --data /srv/onelift --port 8090 --timezone Asia/Shanghai",
      "  ./cdp serve --data /srv/onelift --warehouse http://user:password@clickhouse:8123/cdp",
      "              --metastore \"jdbc:postgresql://db/onelift?user=…&password=…\""
    })
final class ServeCommand implements Runnable {
  @Mixin private StartOptions start = new StartOptions();

  @Option(
      names = "--warehouse",
      paramLabel = "URL",
      description = "A ClickHouse server (default: the engine that comes with OneLift).")
  private String warehouse;

  @Option(
      names = "--metastore",
      paramLabel = "URL",
      description =
          "A PostgreSQL database for definitions (default: SQLite in the data directory).")
  private String metastore;

  @Option(
      names = "--timezone",
      paramLabel = "ZONE",
      description =
          "Whose midnights begin a day, for example Asia/Shanghai; fixed when the project begins"
              + " (default: this machine's).")
  private String timezone;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "OneLift",
      description = "The project's name.")
  private String name = "";

  @Option(
      names = "--currency",
      paramLabel = "CODE",
      defaultValue = "CNY",
      description = "The currency of money amounts (default: ${DEFAULT-VALUE}).")
  private String currency = "";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Path data =
        DataDirectory.prepare(Optional.ofNullable(start.data).orElse(DataDirectory.PROJECT));
    ProjectConfig config =
        new ProjectConfig(
            data,
            Optional.ofNullable(warehouse).map(WarehouseAddress::parse),
            metastore(data),
            Optional.ofNullable(timezone).map(ServeCommand::zone),
            name,
            currency);
    Application.run(config, start, Optional.empty(), spec.commandLine().getOut());
  }

  private MetastoreConfig metastore(Path data) {
    if (metastore == null) {
      return MetastoreConfig.sqlite(data.resolve("metastore.db"));
    }
    try {
      return new MetastoreConfig(metastore, null, null);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("--metastore: " + e.getMessage(), e);
    }
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new CommandFailure(
          "--timezone " + text + " is no time zone. Write one such as Asia/Shanghai.", e);
    }
  }
}
