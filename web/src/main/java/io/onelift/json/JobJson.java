package io.onelift.json;

import io.onelift.imports.Job;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A piece of work that takes long.
 *
 * @param canRun it is a dry run that can be run for real, or an import that can be tried again,
 *     without sending the file again
 */
public record JobJson(
    String id,
    String kind,
    String name,
    boolean dryRun,
    String state,
    ProgressJson progress,
    Optional<String> error,
    Instant createdAt,
    Optional<Instant> finishedAt,
    boolean canRun) {
  public static JobJson of(Job job, boolean canRun) {
    Job.Progress progress = job.progress();
    return new JobJson(
        job.id(),
        job.kind().name().toLowerCase(Locale.ROOT),
        job.name(),
        job.dryRun(),
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
        job.finishedAt(),
        canRun);
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
