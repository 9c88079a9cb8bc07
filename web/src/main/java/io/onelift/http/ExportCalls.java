package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.audience.AudienceCatalog;
import io.onelift.audience.AudienceEngine;
import io.onelift.audience.SavedAudience;
import io.onelift.event.Field;
import io.onelift.event.InvalidInput;
import io.onelift.event.TrackingPlan;
import io.onelift.export.ExportFormat;
import io.onelift.export.ExportJob;
import io.onelift.export.Exports;
import io.onelift.json.Body;
import io.onelift.json.ExportJson;
import io.onelift.json.Masking;
import io.onelift.security.Permission;
import io.onelift.webhook.WebhookConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Members of audiences as files and deliveries. */
final class ExportCalls implements Resource {
  private final AudienceCatalog catalog;
  private final AudienceEngine engine;
  private final Exports exports;
  private final TrackingPlan plan;
  private final ProfileView profiles;

  ExportCalls(Services.People people, TrackingPlan plan, ProfileView profiles) {
    this.catalog = people.audiences();
    this.engine = people.engine();
    this.exports = people.exports();
    this.plan = plan;
    this.profiles = profiles;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post("/api/audiences/{key}/export", Permission.DEFINE_AUDIENCES, this::start),
        Route.get("/api/exports", Permission.READ, this::list),
        Route.get("/api/exports/{id}", Permission.READ, this::show),
        Route.delete("/api/exports/{id}", Permission.DEFINE_AUDIENCES, this::cancel),
        Route.get("/api/exports/{id}/file", Permission.READ, this::file));
  }

  private void start(Context context) {
    SavedAudience audience = catalog.require(context.pathParam("key"));
    Body body = Body.parse(context.bodyAsBytes());
    Optional<ExportFormat> format = format(body);
    body.end();
    boolean personal = AccessControl.access(context).personalData();
    Masking masking = new Masking(personal);
    ExportJob job =
        exports.start(
            new Exports.Order(
                audience.key(),
                format.orElseThrow(),
                engine.members(audience.rule()),
                page -> profiles.members(page, masking),
                plan.traits().stream().sorted(Comparator.comparing(Field::name)).toList(),
                personal,
                AccessControl.caller(context).principal()));
    context.status(202).json(json(job));
  }

  private static Optional<ExportFormat> format(Body body) {
    String word = body.text("format");
    if (word.equals("webhook")) {
      String url = body.text("url");
      String secret = body.text("secret");
      if (url.isEmpty() || secret.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(new ExportFormat.Webhook(new WebhookConfig(url, secret)));
      } catch (InvalidInput e) {
        body.problems(e.problems());
        return Optional.empty();
      }
    }
    Optional<ExportFormat> file =
        switch (word) {
          case "csv" -> Optional.of(new ExportFormat.Csv());
          case "jsonl" -> Optional.of(new ExportFormat.JsonLines());
          case "parquet" -> Optional.of(new ExportFormat.Parquet());
          default -> Optional.empty();
        };
    if (file.isEmpty() && !word.isEmpty()) {
      body.problem(
          "format", "'" + word + "' is not a choice. Use one of csv, jsonl, parquet, webhook");
    }
    return file;
  }

  private void list(Context context) {
    context.json(Map.of("exports", exports.list().stream().map(ExportCalls::json).toList()));
  }

  private void show(Context context) {
    context.json(json(exports.require(context.pathParam("id"))));
  }

  private void cancel(Context context) {
    context.json(json(exports.cancel(context.pathParam("id"))));
  }

  private void file(Context context) {
    ExportJob job = exports.require(context.pathParam("id"));
    if (job.personal()) {
      AccessControl.require(AccessControl.caller(context), Permission.SEE_PERSONAL_DATA);
    }
    Path file = exports.file(job.id());
    context.contentType(contentType(job));
    context.header(
        "Content-Disposition", "attachment; filename=audience-" + job.id() + "." + job.format());
    try {
      context.result(Files.newInputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException("The export's file cannot be read", e);
    }
  }

  private static String contentType(ExportJob job) {
    return switch (job.format()) {
      case "csv" -> "text/csv; charset=utf-8";
      case "parquet" -> "application/vnd.apache.parquet";
      default -> "application/x-ndjson";
    };
  }

  private static ExportJson json(ExportJob job) {
    return new ExportJson(
        job.id(),
        job.audience(),
        job.format(),
        job.state().name().toLowerCase(Locale.ROOT),
        job.total(),
        job.done(),
        job.personal(),
        job.error(),
        job.by(),
        job.createdAt(),
        job.finishedAt());
  }
}
