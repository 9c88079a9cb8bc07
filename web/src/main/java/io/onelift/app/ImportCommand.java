package io.onelift.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.json.Json;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a file to a running server, shows what it is, and follows its job. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = "Imports a CSV, JSONL or Parquet file into a running server.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cdp import customers.csv --as profiles --preview",
      "  ./cdp import customers.csv --as profiles --mapping mapping.json",
      "  ./cdp import visits.jsonl --as events --dry-run",
      "  ./cdp import branches.parquet --as table --name branches --table-key branch_no"
    })
final class ImportCommand implements Runnable {
  private static final Duration POLL = Duration.ofMillis(300);

  /** What the rows of a file become. */
  enum Target {
    EVENTS,
    PROFILES,
    TABLE
  }

  @Parameters(paramLabel = "FILE", description = "The file to import.")
  private Path file = Path.of("");

  @Option(
      names = "--as",
      required = true,
      paramLabel = "events|profiles|table",
      description = "What a row becomes.")
  private Target target = Target.EVENTS;

  @Option(names = "--name", paramLabel = "NAME", description = "The table's name, or the job's.")
  private String name;

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "A JSON file that says which column is what.")
  private Path mapping;

  @Option(
      names = "--preview",
      description = "Show what the file is and what would become of it, and stop there.")
  private boolean preview;

  @Option(
      names = "--dry-run",
      description = "Read and check every row, list what would be rejected, write nothing.")
  private boolean dryRun;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "For example UTF-8 or GBK (default: found out).")
  private String encoding;

  @Option(
      names = "--separator",
      paramLabel = "CHAR",
      description = "Between cells; also tab (default: found out).")
  private String separator;

  @Option(
      names = "--header",
      paramLabel = "true|false",
      description = "Whether the first row names the columns (default: found out).")
  private String header;

  @Option(
      names = "--date-order",
      paramLabel = "ymd|dmy|mdy",
      description = "What 03/04/2026 means (default: found out).")
  private String dateOrder;

  @Option(
      names = "--table-key",
      paramLabel = "COLUMNS",
      description = "Columns that together name a row of a table (default: proposed).")
  private String key;

  @Mixin private ServerOptions server = new ServerOptions();

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    ApiClient client = server.client();
    JsonNode seen = upload(client);
    new ImportPreviewText(out).print(seen);
    if (preview) {
      return;
    }
    JsonNode job = start(client, seen.path("upload").asText()).path("job");
    ProgressBar bar = new ProgressBar(out, isTerminal());
    while (isUnderWay(job)) {
      bar.show(fraction(job), rows(job));
      pause();
      job = client.get("api/jobs/" + job.path("id").asText());
    }
    bar.end(fraction(job), rows(job));
    report(out, job);
  }

  /**
   * Java 25 gives no console at all when the input is none, whatever Error Prone remembers of 22.
   */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private JsonNode upload(ApiClient client) {
    if (!Files.isReadable(file)) {
      throw new CommandFailure("The file " + file + " does not exist or cannot be read.");
    }
    try {
      return client.upload("api/imports/preview" + parameters(), BodyPublishers.ofFile(file));
    } catch (IOException e) {
      throw new CommandFailure("The file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private JsonNode start(ApiClient client, String upload) {
    BodyPublisher nothing = BodyPublishers.noBody();
    StringBuilder path = new StringBuilder("api/imports").append(parameters());
    path.append("&upload=").append(encode(upload));
    if (dryRun) {
      path.append("&dry_run=true");
    }
    add(path, "key", key);
    return client.upload(path.toString(), nothing);
  }

  private String parameters() {
    StringBuilder path = new StringBuilder("?as=").append(target.name().toLowerCase(Locale.ROOT));
    add(path, "filename", file.getFileName().toString());
    add(path, "name", name);
    add(path, "mapping", mapping == null ? null : mapping(mapping));
    add(path, "encoding", encoding);
    add(path, "separator", separator);
    add(path, "header", header);
    add(path, "date_order", dateOrder);
    return path.toString();
  }

  private static void add(StringBuilder path, String parameter, String value) {
    Optional.ofNullable(value)
        .ifPresent(said -> path.append('&').append(parameter).append('=').append(encode(said)));
  }

  private static String mapping(Path file) {
    try {
      return Json.MAPPER.readTree(Files.readString(file)).toString();
    } catch (IOException e) {
      throw new CommandFailure(
          "The mapping " + file + " cannot be read as JSON: " + e.getMessage(), e);
    }
  }

  private static boolean isUnderWay(JsonNode job) {
    String state = job.path("state").asText("queued");
    return state.equals("queued") || state.equals("running");
  }

  private static double fraction(JsonNode job) {
    JsonNode progress = job.path("progress");
    double total = progress.path("bytes_total").asDouble();
    return total == 0 ? 0 : Math.min(1, progress.path("bytes_read").asDouble() / total);
  }

  private static String rows(JsonNode job) {
    JsonNode progress = job.path("progress");
    return progress.path("rows_total").asLong() == 0
        ? "checking the columns"
        : String.format(Locale.ROOT, "%,d rows", progress.path("rows_read").asLong());
  }

  private static void report(PrintWriter out, JsonNode job) {
    JsonNode progress = job.path("progress");
    long rejected = progress.path("rows_rejected").asLong();
    boolean dry = job.path("dry_run").asBoolean();
    out.printf(
        Locale.ROOT,
        dry
            ? "Dry run: %,d rows read, %,d written, %,d would be rejected%n"
            : "%,d rows read, %,d written, %,d rejected%n",
        progress.path("rows_read").asLong(),
        progress.path("rows_written").asLong(),
        rejected);
    if (rejected > 0 || dry) {
      out.println("The rejected rows with their reasons: GET /api/jobs/" + id(job) + "/rejected");
    }
    if (job.path("can_run").asBoolean()) {
      out.println("The same file for real, within an hour: POST /api/jobs/" + id(job) + "/run");
    }
    out.flush();
    if (!job.path("state").asText().equals("done")) {
      throw new CommandFailure(
          "The import "
              + id(job)
              + " ended as "
              + job.path("state").asText()
              + ". "
              + job.path("error").asText(""));
    }
  }

  private static String id(JsonNode job) {
    return job.path("id").asText();
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("Interrupted; the import goes on in the server.", e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
