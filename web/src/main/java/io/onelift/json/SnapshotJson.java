package io.onelift.json;

import io.onelift.audience.Snapshot;
import java.time.Instant;
import java.util.Optional;

/**
 * The members of an audience at a moment.
 *
 * @param origin {@code rule} or {@code upload}
 * @param joined members that the snapshot before does not have; absent for the first
 * @param left members of the snapshot before that this does not have
 */
public record SnapshotJson(
    int number,
    Instant takenAt,
    String takenBy,
    String origin,
    long size,
    Optional<Long> joined,
    Optional<Long> left) {
  public static SnapshotJson of(Snapshot snapshot, Optional<Long> joined, Optional<Long> left) {
    return new SnapshotJson(
        snapshot.number(),
        snapshot.takenAt(),
        snapshot.takenBy(),
        snapshot.origin().json(),
        snapshot.size(),
        joined,
        left);
  }
}
