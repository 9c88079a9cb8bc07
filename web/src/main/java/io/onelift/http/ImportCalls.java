package io.onelift.http;

import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.files.FileFormat;
import io.onelift.imports.ImportJobs;
import io.onelift.imports.ImportRequest;
import io.onelift.imports.Job;
import io.onelift.json.JobJson;
import io.onelift.json.PreviewJson;
import io.onelift.security.Permission;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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
        Route.post("/api/imports/preview", Permission.IMPORT, this::preview),
        Route.get("/api/jobs", Permission.READ, this::list),
        Route.get("/api/jobs/{id}", Permission.READ, this::show),
        Route.post("/api/jobs/{id}/run", Permission.IMPORT, this::again),
        Route.delete("/api/jobs/{id}", Permission.IMPORT, this::cancel),
        Route.get("/api/jobs/{id}/rejected", Permission.IMPORT, this::rejected));
  }

  private void submit(Context context) {
    Job job = withFile(context, jobs::submit);
    context.status(202).json(Map.of("job", json(job)));
  }

  private void preview(Context context) {
    context.json(PreviewJson.of(withFile(context, jobs::preview)));
  }

  private void again(Context context) {
    context.status(202).json(Map.of("job", json(jobs.again(context.pathParam("id")))));
  }

  private JobJson json(Job job) {
    return JobJson.of(job, jobs.canRunAgain(job));
  }

  /** A file that comes with the call is forgotten when the call is refused. */
  private <T> T withFile(Context context, Function<ImportRequest, T> use) {
    List<Problem> problems = new ArrayList<>();
    ImportParameters parameters = new ImportParameters(context, problems);
    Optional<String> before = parameters.upload();
    Optional<UploadedFile> upload =
        before.isPresent() ? Optional.empty() : upload(context, problems);
    String fileName = parameters.fileName(upload.map(UploadedFile::filename));
    Path file = before.map(jobs::upload).orElseGet(jobs::spool);
    Optional<FileFormat> format = parameters.format(fileName);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    try {
      if (before.isEmpty()) {
        spool(context, upload, file);
      }
      return use.apply(parameters.request(fileName, file, format.orElseThrow()));
    } catch (RuntimeException e) {
      if (before.isEmpty()) {
        forget(file, e);
      }
      throw e;
    }
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
    context.json(Map.of("jobs", jobs.jobs().stream().map(this::json).toList()));
  }

  private void show(Context context) {
    context.json(json(jobs.job(context.pathParam("id"))));
  }

  private void cancel(Context context) {
    context.json(json(jobs.cancel(context.pathParam("id"))));
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
