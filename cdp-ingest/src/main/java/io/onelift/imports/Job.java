package io.onelift.imports;

import java.time.Instant;
import java.util.Optional;

/**
 * A piece of work that takes long.
 *
 * @param id random
 * @param dryRun it reads and checks, and writes nothing
 * @param error why it failed, in words
 */
public record Job(
    String id,
    ImportKind kind,
    String name,
    boolean dryRun,
    State state,
    Progress progress,
    Optional<String> error,
    Instant createdAt,
    Optional<Instant> finishedAt) {

  /** Where a job is in its life. */
  public enum State {
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED;

    public boolean isOver() {
      return this == DONE || this == FAILED || this == CANCELLED;
    }
  }

  /**
   * How far a job is.
   *
   * @param rowsTotal 0 until it is known
   * @param rowsRead rows of the file that were looked at
   * @param rowsWritten rows that are durable in the warehouse
   * @param rowsRejected rows that could not be taken, with reasons in the rejected file
   * @param rowsDurable the row up to which a resumed run has nothing to write again
   */
  public record Progress(
      long bytesTotal,
      long bytesRead,
      long rowsTotal,
      long rowsRead,
      long rowsWritten,
      long rowsRejected,
      long rowsDurable) {
    /** Nothing read yet of a file of this size. */
    static Progress start(long bytesTotal) {
      return new Progress(bytesTotal, 0, 0, 0, 0, 0, 0);
    }
  }

  Job with(State next, Progress now, Optional<String> reason) {
    Optional<Instant> end = next.isOver() ? Optional.of(Instant.now()) : Optional.empty();
    return new Job(id, kind, name, dryRun, next, now, reason, createdAt, end);
  }
}
