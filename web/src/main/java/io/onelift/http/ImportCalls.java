package io.onelift.http;

import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.imports.ImportJobs;
import io.onelift.imports.ImportKind;
import io.onelift.imports.ImportRequest;
import io.onelift.imports.ImportRequest.FileFormat;
import io.onelift.json.JobJson;
import io.onelift.security.Permission;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Files in, and the jobs that take them. */
final class ImportCalls implements Resource {
  private final ImportJobs jobs;

  ImportCalls(ImportJobs jobs) {
    this.jobs = jobs;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post("/api/imports", Permission.IMPORT, this::submit),
        Route.get("/api/jobs", Permission.READ, this::list),
        Route.get("/api/jobs/{id}", Permission.READ, this::show),
        Route.delete("/api/jobs/{id}", Permission.IMPORT, this::cancel),
        Route.get("/api/jobs/{id}/rejected", Permission.IMPORT, this::rejected));
  }

  private void submit(Context context) {
    List<Problem> problems = new ArrayList<>();
    Optional<ImportKind> kind = kind(context, problems);
    Optional<UploadedFile> upload = upload(context, problems);
    String fileName =
        upload
            .map(UploadedFile::filename)
            .or(() -> Optional.ofNullable(context.queryParam("filename")))
            .orElse("upload.csv");
    Optional<FileFormat> format = format(fileName, problems);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    String name = Optional.ofNullable(context.queryParam("name")).orElseGet(() -> name(fileName));
    Path file = jobs.spool();
    try {
      spool(context, upload, file);
      ImportRequest request =
          new ImportRequest(kind.orElseThrow(), name, file, format.orElseThrow(), mapping(context));
      context.status(202).json(Map.of("job", JobJson.of(jobs.submit(request))));
    } catch (RuntimeException e) {
      forget(file, e);
      throw e;
    }
  }

  private static Optional<ImportKind> kind(Context context, List<Problem> problems) {
    String word = Optional.ofNullable(context.queryParam("as")).orElse("");
    Optional<ImportKind> kind =
        Stream.of(ImportKind.values())
            .filter(candidate -> candidate.name().toLowerCase(Locale.ROOT).equals(word))
            .findFirst();
    if (kind.isEmpty()) {
      problems.add(
          new Problem("/as", "'" + word + "' is not a choice. Use ?as=events, profiles or table"));
    }
    return kind;
  }

  private static Optional<UploadedFile> upload(Context context, List<Problem> problems) {
    if (!context.isMultipartFormData()) {
      return Optional.empty();
    }
    Optional<UploadedFile> upload = Optional.ofNullable(context.uploadedFile("file"));
    if (upload.isEmpty()) {
      problems.add(new Problem("/file", "The form has no part named 'file'"));
    }
    return upload;
  }

  private static Optional<FileFormat> format(String fileName, List<Problem> problems) {
    String ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "csv", "tsv", "txt" -> Optional.of(FileFormat.CSV);
      case "jsonl", "ndjson", "json" -> Optional.of(FileFormat.JSONL);
      default -> {
        problems.add(
            new Problem(
                "/filename",
                "'" + fileName + "' has no known ending. Use .csv, .tsv, .jsonl or .ndjson"));
        yield Optional.empty();
      }
    };
  }

  private static String name(String fileName) {
    String base = fileName.replaceFirst("\\.[^.]*$", "").toLowerCase(Locale.ROOT);
    String safe = base.replaceAll("[^\\p{Ll}\\p{Lo}\\p{N}_]+", "_");
    return safe.isEmpty() || !Character.isLetter(safe.codePointAt(0)) ? "import_" + safe : safe;
  }

  private static String mapping(Context context) {
    return Optional.ofNullable(context.queryParam("mapping"))
        .or(
            () ->
                context.isMultipartFormData()
                    ? Optional.ofNullable(context.formParam("mapping"))
                    : Optional.empty())
        .orElse("");
  }

  // The body is copied as it arrives, so a file larger than memory passes.
  private static void spool(Context context, Optional<UploadedFile> upload, Path file) {
    try (InputStream in = upload.map(UploadedFile::content).orElseGet(context::bodyInputStream)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("The upload broke off", e);
    }
  }

  private static void forget(Path file, RuntimeException reason) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private void list(Context context) {
    context.json(Map.of("jobs", jobs.jobs().stream().map(JobJson::of).toList()));
  }

  private void show(Context context) {
    context.json(JobJson.of(jobs.job(context.pathParam("id"))));
  }

  private void cancel(Context context) {
    context.json(JobJson.of(jobs.cancel(context.pathParam("id"))));
  }

  private void rejected(Context context) {
    Optional<Path> file = jobs.rejected(context.pathParam("id"));
    context.contentType("text/csv; charset=utf-8");
    context.header("Content-Disposition", "attachment; filename=rejected.csv");
    if (file.isEmpty()) {
      context.result("");
      return;
    }
    try {
      context.result(Files.newInputStream(file.get()));
    } catch (IOException e) {
      throw new UncheckedIOException("The rejected rows cannot be read", e);
    }
  }
}
