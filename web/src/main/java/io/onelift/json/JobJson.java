package io.onelift.json;

import io.onelift.imports.Job;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** A piece of work that takes long. */
public record JobJson(
    String id,
    String kind,
    String name,
    String state,
    ProgressJson progress,
    Optional<String> error,
    Instant createdAt,
    Optional<Instant> finishedAt) {
  public static JobJson of(Job job) {
    Job.Progress progress = job.progress();
    return new JobJson(
        job.id(),
        job.kind().name().toLowerCase(Locale.ROOT),
        job.name(),
        job.state().name().toLowerCase(Locale.ROOT),
        new ProgressJson(
            progress.rowsTotal() == 0 ? Optional.empty() : Optional.of(progress.rowsTotal()),
            progress.bytesTotal(),
            progress.bytesRead(),
            progress.rowsRead(),
            progress.rowsWritten(),
            progress.rowsRejected()),
        job.error(),
        job.createdAt(),
        job.finishedAt());
  }

  /** How far it is. */
  public record ProgressJson(
      Optional<Long> rowsTotal,
      long bytesTotal,
      long bytesRead,
      long rowsRead,
      long rowsWritten,
      long rowsRejected) {}
}
