package io.onelift.experiment;

import io.onelift.event.Commit;
import io.onelift.event.ProfileId;
import io.onelift.experiment.Experiment.State;
import io.onelift.identity.ProfileNumbers;
import io.onelift.warehouse.BatchWriter;
import io.onelift.warehouse.Warehouse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has which variant. The first assignment of a profile is by hash ({@link Bucketing}, the
 * experiment's key as the seed and the profile's number as the unit) and stays: it is kept in the
 * table {@code assignments}, and when two profiles become one, the one that is left keeps the older
 * assignment. So nobody changes sides by signing in, and an unmerge gives each side its own back.
 * Answers from memory; writes behind. Killed before it has written, it assigns the same by hash
 * again. Safe for use by many threads.
 */
public final class Assignments implements Commit.Listener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Assignments.class);
  private static final List<String> COLUMNS =
      List.of("experiment", "profile_no", "variant", "assigned_at");
  private static final int CAPACITY = 100_000;

  private static final Duration FLUSH = Duration.ofSeconds(2);

  private final Warehouse warehouse;
  private final ExperimentCatalog experiments;
  private final Clock clock;
  private final BatchWriter writer;
  private final Map<String, Map<ProfileId, Assignment>> byExperiment = new ConcurrentHashMap<>();

  /** Loads what is assigned. Make it a listener of commits before the first one comes. */
  public Assignments(Warehouse warehouse, ExperimentCatalog experiments, Clock clock) {
    this.warehouse = warehouse;
    this.experiments = experiments;
    this.clock = clock;
    this.writer = new BatchWriter(warehouse, "assignments", COLUMNS, CAPACITY);
    load("", Map.of());
  }

  private void load(String which, Map<String, ?> params) {
    warehouse.forEach(
        "SELECT experiment, "
            + ProfileNumbers.sql("profile_no")
            + " AS profile, argMin(variant, assigned_at) AS first_variant, min(assigned_at) AS"
            + " first_at FROM assignments "
            + which
            + " GROUP BY experiment, profile",
        params,
        row ->
            keep(
                ProfileId.of(row.integer("profile")),
                new Assignment(
                    row.text("experiment"), row.text("first_variant"), row.time("first_at"))));
  }

  /**
   * The variant of a profile, assigned now if it has none yet; empty when the experiment is not
   * running or unknown.
   */
  public Optional<Assignment> assign(String experiment, ProfileId profile) {
    return experiments
        .find(experiment)
        .filter(e -> e.state() == State.RUNNING)
        .map(e -> assign(e, profile));
  }

  /** The variants of a profile in all running experiments of a placement. */
  public List<Assignment> assign(List<Experiment> running, ProfileId profile) {
    return running.stream().map(e -> assign(e, profile)).toList();
  }

  /** The variant of a profile if it has one; assigns nothing. */
  public Optional<Assignment> find(String experiment, ProfileId profile) {
    return Optional.ofNullable(of(experiment).get(profile));
  }

  private Assignment assign(Experiment experiment, ProfileId profile) {
    Map<ProfileId, Assignment> assigned = of(experiment.key());
    Assignment known = assigned.get(profile);
    if (known != null) {
      return known;
    }
    Assignment first =
        new Assignment(
            experiment.key(),
            Bucketing.variant(
                    experiment.variants(), Bucketing.bucket(experiment.key(), profile.toString()))
                .key(),
            Instant.ofEpochMilli(clock.millis()));
    Assignment earlier = assigned.putIfAbsent(profile, first);
    if (earlier != null) {
      return earlier;
    }
    if (!writer.add(
        List.of(first.experiment(), profile.unsigned(), first.variant(), first.at()),
        Duration.ZERO)) {
      LOG.warn(
          "An assignment of experiment {} is not kept: too many wait to be written",
          first.experiment());
    }
    return first;
  }

  /**
   * Moves the assignments of merged profiles; the older one wins. Those of parted profiles are read
   * anew, because the table knows which number each was made for.
   */
  @Override
  public void committed(Commit commit) {
    for (Commit.Merged merged : commit.merges()) {
      for (Map<ProfileId, Assignment> assigned : byExperiment.values()) {
        Assignment moved = assigned.remove(merged.loser());
        if (moved != null) {
          keep(merged.winner(), moved);
        }
      }
    }
    forget(commit.erased());
    if (!commit.splits().isEmpty()) {
      reload(
          commit.splits().stream()
              .flatMap(parted -> Stream.of(parted.kept(), parted.restored()))
              .collect(Collectors.toSet()));
    }
  }

  private void reload(Set<ProfileId> profiles) {
    writer.flush(FLUSH);
    forget(profiles);
    load(
        "WHERE %s IN {profiles:Array(UInt32)}".formatted(ProfileNumbers.sql("profile_no")),
        Map.of("profiles", profiles.stream().map(ProfileId::unsigned).toList()));
  }

  private void forget(Set<ProfileId> profiles) {
    byExperiment.values().forEach(assigned -> assigned.keySet().removeAll(profiles));
  }

  private void keep(ProfileId profile, Assignment assignment) {
    of(assignment.experiment())
        .merge(profile, assignment, (a, b) -> b.at().isBefore(a.at()) ? b : a);
  }

  private Map<ProfileId, Assignment> of(String experiment) {
    return byExperiment.computeIfAbsent(experiment, key -> new ConcurrentHashMap<>());
  }

  /** Waits until everything assigned so far is kept; false when that did not happen in time. */
  public boolean flush(Duration patience) {
    return writer.flush(patience);
  }

  @Override
  public void close() {
    writer.close();
  }
}
