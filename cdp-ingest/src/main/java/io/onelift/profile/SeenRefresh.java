package io.onelift.profile;

import io.onelift.event.ProfileId;
import io.onelift.identity.ProfileNumbers;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Brings first and last seen in {@code profiles} up to the events, for many commits at once and
 * beside the commits that follow. What commits saw since the last complete refresh is remembered
 * here, so that a row which one of them writes says everything, whatever the refresh that runs at
 * the same time has read: of the two, the row of the higher commit stays. For one thread.
 */
public final class SeenRefresh {
  private final Warehouse warehouse;
  private final ProfileRows rows;
  private final RecentRows recent;

  /** What commits saw that no refresh has begun to write. */
  private Map<ProfileId, ProfileChanges.Seen> since = new HashMap<>();

  /** What the running refresh writes. */
  private Map<ProfileId, ProfileChanges.Seen> under = Map.of();

  private Optional<Running> running = Optional.empty();
  private long done;

  private record Running(long commit, CompletableFuture<Void> end) {}

  SeenRefresh(Warehouse warehouse, ProfileRows rows, RecentRows recent) {
    this.warehouse = warehouse;
    this.rows = rows;
    this.recent = recent;
    this.done =
        warehouse
            .query(
                "SELECT max(commit_no) AS commit_no FROM profile_progress",
                Map.of(),
                row -> row.integer("commit_no"))
            .getFirst();
  }

  /** The commit up to which everything is in the rows. */
  public long done() {
    return done;
  }

  /** True while a refresh runs, or has ended and was not {@linkplain #settle settled}. */
  public boolean isRunning() {
    return running.isPresent();
  }

  /**
   * Starts to bring the rows up to a commit, on a thread of its own.
   *
   * @param then to be done there when all is written
   */
  public void start(long commit, Runnable then) {
    under = since;
    since = new HashMap<>();
    long after = done;
    CompletableFuture<Void> end = new CompletableFuture<>();
    running = Optional.of(new Running(commit, end));
    Thread.ofPlatform()
        .name("refresh-seen")
        .daemon()
        .start(
            () -> {
              try {
                write(after, commit);
                then.run();
                end.complete(null);
              } catch (RuntimeException | Error e) {
                end.completeExceptionally(e);
              }
            });
  }

  /**
   * Takes note of a refresh that has ended.
   *
   * @throws WarehouseException when it failed; the next one does its work too
   */
  public void settle() {
    if (running.isPresent() && running.get().end().isDone()) {
      await();
    }
  }

  /**
   * Waits for the running refresh and takes note of its end.
   *
   * @throws WarehouseException when it failed; the next one does its work too
   */
  public void await() {
    if (running.isEmpty()) {
      return;
    }
    Running ended = running.get();
    try {
      ended.end().join();
      done = ended.commit();
      under.forEach((profile, seen) -> recent.seen(profile.number(), seen));
    } catch (CompletionException e) {
      since.forEach((profile, seen) -> under.merge(profile, seen, ProfileChanges.Seen::and));
      since = under;
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      running = Optional.empty();
      under = Map.of();
    }
  }

  /** Brings the rows up to a commit; does nothing when they are. No refresh may be running. */
  void now(long commit) {
    if (commit > done) {
      write(done, commit);
      done = commit;
    }
    since.clear();
  }

  private void write(long after, long commit) {
    rows.refreshSeen(ProfileNumbers.sql("profile_no"), after, commit);
    warehouse.insert(
        "profile_progress", List.of("name", "commit_no"), List.of(List.of("profiles", commit)));
  }

  void saw(Map<ProfileId, ProfileChanges.Seen> seen) {
    seen.forEach((profile, at) -> since.merge(profile, at, ProfileChanges.Seen::and));
  }

  /** When a profile was seen that its row may not say yet. */
  Optional<ProfileChanges.Seen> seen(ProfileId profile) {
    ProfileChanges.Seen one = since.get(profile);
    ProfileChanges.Seen other = under.get(profile);
    return Optional.ofNullable(
        one == null || other == null ? (one == null ? other : one) : one.and(other));
  }
}
