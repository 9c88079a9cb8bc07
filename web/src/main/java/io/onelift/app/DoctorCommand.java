package io.onelift.app;

import io.onelift.warehouse.embedded.EmbeddedEngine;
import io.onelift.warehouse.embedded.EngineConfig;
import io.onelift.warehouse.embedded.EngineException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks whether everything that the product needs is there. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Prints what is found and what is missing.")
final class DoctorCommand implements Callable<Integer> {
  private static final long LITTLE_DISK = 5L << 30;

  @Option(
      names = "--port",
      defaultValue = "8090",
      paramLabel = "N",
      description = "The port to look at (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory to look at (default: data/demo).")
  private Path data = DataDirectory.DEMO;

  @Option(
      names = "--warehouse",
      paramLabel = "URL",
      description = "A ClickHouse server to look at, too.")
  private String warehouse;

  @Spec private CommandSpec spec;

  private int missing;

  @Override
  public Integer call() {
    Runtime.Version java = Runtime.version();
    report(
        java.feature() >= 25,
        "JDK",
        java + " in " + System.getProperty("java.home"),
        "Install JDK 25 or newer.");
    engine();
    boolean console = DoctorCommand.class.getResource("/console/index.html") != null;
    report(console, "Console", "built", "It was left out of this build: run mvn package.");
    Optional<String> owner = Ports.isFree("127.0.0.1", port) ? Optional.empty() : owner();
    report(
        owner.isEmpty(),
        "Port " + port,
        "free",
        "taken by " + owner.orElse("") + "; that may be a running OneLift. Else use --port N.");
    dataDirectory();
    Optional.ofNullable(warehouse).ifPresent(this::server);
    spec.commandLine().getOut().flush();
    return missing == 0 ? 0 : 1;
  }

  private Optional<String> owner() {
    return Optional.of(Ports.owner(port).orElse("a process that the system does not name"));
  }

  private void engine() {
    try (Scratch scratch = Scratch.create("onelift-doctor");
        EmbeddedEngine engine = EmbeddedEngine.start(EngineConfig.in(scratch.directory()))) {
      String version = version(engine.address(), engine.user(), engine.password());
      report(true, "ClickHouse engine", version + ", starts and answers", "");
    } catch (EngineException | CommandFailure e) {
      report(false, "ClickHouse engine", "", e.getMessage());
    }
  }

  private void server(String text) {
    WarehouseAddress address = WarehouseAddress.parse(text);
    try {
      String version = version(address.server(), address.user(), address.password());
      report(true, "Warehouse " + address.server(), "ClickHouse " + version, "");
    } catch (CommandFailure e) {
      report(false, "Warehouse " + address.server(), "", e.getMessage());
    }
  }

  private void dataDirectory() {
    Path existing = data.toAbsolutePath();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    boolean writable = Files.isWritable(existing);
    report(
        writable,
        "Data directory",
        data.toAbsolutePath() + (existing.equals(data.toAbsolutePath()) ? "" : ", not there yet"),
        existing + " is not writable; choose another with --data DIR.");
    long free = existing.toFile().getUsableSpace();
    report(
        free > LITTLE_DISK,
        "Disk",
        String.format(Locale.ROOT, "%.0f GB free", free / 1e9),
        String.format(Locale.ROOT, "only %.1f GB free; have 5 GB at least.", free / 1e9));
  }

  private static String version(URI server, String user, String password) {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/?query=SELECT%20version()"))
            .timeout(Duration.ofSeconds(10))
            .header("X-ClickHouse-User", user)
            .header("X-ClickHouse-Key", password)
            .build();
    try (HttpClient client =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
      var response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new CommandFailure("it refuses: " + response.body().strip());
      }
      return response.body().strip();
    } catch (IOException e) {
      throw new CommandFailure("it does not answer at " + server, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("Interrupted.", e);
    }
  }

  private void report(boolean good, String what, String found, String otherwise) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s %-20s %s%n", good ? "✓" : "✗", what, good ? found : otherwise);
    out.flush();
    missing += good ? 0 : 1;
  }
}
