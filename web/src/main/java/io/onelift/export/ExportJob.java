package io.onelift.export;

import java.time.Instant;
import java.util.Optional;

/**
 * Members on their way out.
 *
 * @param total how many members there are
 * @param done how many of them are written or delivered
 * @param personal whether personal data stands in it unmasked
 * @param error why it failed, in words
 */
public record ExportJob(
    String id,
    String audience,
    String format,
    State state,
    long total,
    long done,
    boolean personal,
    Optional<String> error,
    String by,
    Instant createdAt,
    Optional<Instant> finishedAt) {

  /** Where it is in its life. */
  public enum State {
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED
  }

  ExportJob with(State next, long sofar, Optional<String> reason, Optional<Instant> end) {
    return new ExportJob(
        id, audience, format, next, total, sofar, personal, reason, by, createdAt, end);
  }
}
