package io.onelift.erasure;

import io.onelift.event.Commit;
import io.onelift.event.Identifier;
import io.onelift.event.NotFound;
import io.onelift.event.ProfileId;
import io.onelift.identity.IdentityGraph;
import io.onelift.profile.Profile;
import io.onelift.profile.Profiles;
import io.onelift.warehouse.Warehouse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Erases people: their traits, identifiers, events and whatever of theirs is in quarantine. What
 * stays is the number of the profile, which means nothing without them, and how much was erased.
 *
 * <p>An erasure is recorded before anything is deleted, so that one that was cut off is completed
 * at the next start; every step may be repeated. All but {@link #list} must run between commits.
 */
public final class Erasures {
  /** Deletes what another part of the product keeps of a person; may be asked again. */
  @FunctionalInterface
  public interface Step {
    /**
     * @param numbers all that were the person's; rows may keep them
     */
    void erase(List<ProfileId> numbers, List<Identifier> identifiers);
  }

  private final Warehouse warehouse;
  private final IdentityGraph identities;
  private final Profiles profiles;
  private final Suppressions suppressions;
  private final ErasureTables tables;
  private final Clock clock;
  private final List<Step> steps = new CopyOnWriteArrayList<>();

  public Erasures(
      Warehouse warehouse,
      IdentityGraph identities,
      Profiles profiles,
      Suppressions suppressions,
      Clock clock) {
    this.warehouse = warehouse;
    this.identities = identities;
    this.profiles = profiles;
    this.suppressions = suppressions;
    this.tables = new ErasureTables(warehouse);
    this.clock = clock;
  }

  /** Has another part of the product delete what it keeps, in every erasure from now on. */
  public void also(Step step) {
    steps.add(step);
  }

  /** All erasures, the latest first. */
  public List<Erasure> list() {
    return tables.list();
  }

  /**
   * Erases a person. Afterwards {@link #purge} has to take the deleted events off the disk.
   *
   * @param commit a number of its own in the order of commits
   * @param suppress true to drop later events with the same identifiers
   * @param by who asks for it
   * @return what was erased, and what to tell the listeners of commits
   * @throws NotFound when there is no such profile
   */
  public Erased erase(long commit, ProfileId profile, boolean suppress, String by) {
    ProfileId current = identities.current(profile);
    if (identities.identifiers(current).isEmpty() && profiles.profile(current).isEmpty()) {
      throw new NotFound("profile", profile.toString(), "Look it up by identifier.");
    }
    List<Long> numbers = identities.members(current).stream().map(ProfileId::unsigned).toList();
    List<Identifier> identifiers = identities.identifiers(current);
    Optional<Profile> known = profiles.profile(current);
    String id = UUID.randomUUID().toString();
    List<Erasure.EventsOfDay> days = tables.count(id, numbers);
    Erasure requested =
        new Erasure(
            id,
            Instant.ofEpochMilli(clock.millis()),
            by,
            current,
            suppress,
            days.stream().mapToLong(Erasure.EventsOfDay::events).sum(),
            identifiers.size(),
            known.map(p -> (long) p.traits().size()).orElse(0L),
            0,
            0,
            Optional.empty(),
            days);
    tables.save(new ErasureTables.State(requested, numbers));
    Set<String> traits = new HashSet<>(known.map(p -> p.traits().keySet()).orElse(Set.of()));
    return erase(commit, new ErasureTables.State(requested, numbers), identifiers, traits);
  }

  /**
   * What an erasure did.
   *
   * @param change for the listeners of commits
   */
  public record Erased(Erasure erasure, Commit change) {}

  /**
   * Completes one erasure that was cut off. Each needs a commit number of its own, so ask again
   * until there is none: at the start before events are taken, and before another erasure.
   */
  public Optional<Erased> complete(long commit) {
    return tables.unfinished().stream()
        .findFirst()
        .map(
            state -> {
              ProfileId profile = state.erasure().profile();
              Set<String> traits =
                  profiles.profile(profile).map(p -> p.traits().keySet()).orElse(Set.of());
              return erase(commit, state, identities.identifiers(profile), traits);
            });
  }

  private Erased erase(
      long commit, ErasureTables.State state, List<Identifier> identifiers, Set<String> traits) {
    Erasure requested = state.erasure();
    List<Long> numbers = state.numbers();
    List<ProfileId> profileIds = numbers.stream().map(ProfileId::of).toList();
    if (requested.suppress()) {
      suppressions.add(requested.id(), identifiers);
    }
    long rejected = requested.rejected() + eraseRejected(numbers, identifiers);
    steps.forEach(step -> step.erase(profileIds, identifiers));
    Map<String, Object> theirs = Map.of("numbers", numbers);
    warehouse.execute(
        "INSERT INTO erased_messages SELECT murmurHash3_128(message_id), received_at FROM events"
            + " WHERE profile_no IN {numbers:Array(UInt32)}",
        theirs);
    warehouse.execute("DELETE FROM events WHERE profile_no IN {numbers:Array(UInt32)}", theirs);
    warehouse.execute(
        "ALTER TABLE profiles DELETE WHERE profile_no IN {numbers:Array(UInt32)} SETTINGS"
            + " mutations_sync = 1",
        theirs);
    // Last, because until then the identifiers tell what else is theirs.
    identities.forget(commit, requested.profile(), requested.by());
    Erasure done =
        new Erasure(
            requested.id(),
            requested.requestedAt(),
            requested.by(),
            requested.profile(),
            requested.suppress(),
            requested.events(),
            requested.identifiers(),
            requested.traits(),
            rejected,
            0,
            Optional.of(Instant.ofEpochMilli(clock.millis())),
            requested.eventsByDay());
    tables.save(new ErasureTables.State(done, numbers));
    return new Erased(
        done,
        new Commit(List.of(), List.of(), List.of(), Set.copyOf(profileIds), Set.of(), traits));
  }

  private long eraseRejected(List<Long> numbers, List<Identifier> identifiers) {
    Mentions mentions = new Mentions(identifiers);
    List<String> ids = new ArrayList<>();
    warehouse.forEach(
        "SELECT DISTINCT rejection_id, payload, reasons, message_id IN (SELECT message_id FROM"
            + " events WHERE profile_no IN {numbers:Array(UInt32)}) AS theirs FROM rejected_events"
            + " WHERE theirs OR multiSearchAny(payload, {values:Array(String)})",
        Map.of("numbers", numbers, "values", identifiers.stream().map(Identifier::value).toList()),
        row -> {
          if (row.integer("theirs") != 0 || mentions.in(row.text("payload"))) {
            ids.add(row.text("rejection_id"));
          }
        });
    if (!ids.isEmpty()) {
      warehouse.execute(
          "ALTER TABLE rejected_events DELETE WHERE rejection_id IN {ids:Array(String)} SETTINGS"
              + " mutations_sync = 1",
          Map.of("ids", ids));
    }
    return new HashSet<>(ids).size();
  }

  /**
   * Takes deleted events off the disk; they cannot be read any more before that. For any thread.
   */
  public void purge() {
    warehouse.execute("ALTER TABLE events APPLY DELETED MASK SETTINGS mutations_sync = 1");
  }
}
