package io.onelift.identity;

import io.onelift.event.Event;
import io.onelift.event.Fingerprint;
import io.onelift.event.Identifier;
import io.onelift.event.ProfileId;
import io.onelift.warehouse.Warehouse;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * OneID: which identifiers are one person. Held in memory, loaded from the warehouse at the start
 * and saved there with every commit. Any thread may read; one at a time resolves and saves.
 *
 * <p>The same events in any order give the same partition as long as no rule refuses a merge. The
 * rule: a profile has at most one {@code user_id}. What would bring a second one is left out of the
 * link, and the ledger says why; so two people who share a device stay two.
 */
public final class IdentityGraph {
  private final Warehouse warehouse;
  private final Partition partition = new Partition();
  private final Unsaved unsaved = new Unsaved();
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  private IdentityGraph(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** Loads the graph; about a second per million identifiers. */
  public static IdentityGraph open(Warehouse warehouse) {
    IdentityGraph graph = new IdentityGraph(warehouse);
    graph.loadIdentifiers();
    graph.loadMerges();
    ProfileNumbers.reload(warehouse);
    return graph;
  }

  /** The profile of an identifier. */
  public Optional<ProfileId> find(Identifier identifier) {
    lock.readLock().lock();
    try {
      int profile = partition.find(identifier);
      return profile == 0 ? Optional.empty() : Optional.of(new ProfileId(profile));
    } finally {
      lock.readLock().unlock();
    }
  }

  /** How many identifiers there are. */
  public long size() {
    lock.readLock().lock();
    try {
      return partition.identifiers();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** The profile that this one became; itself when it was never merged or never existed. */
  public ProfileId current(ProfileId profile) {
    lock.readLock().lock();
    try {
      return partition.has(profile.number())
          ? new ProfileId(partition.root(profile.number()))
          : profile;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Every number that became this profile, its own first. */
  public List<ProfileId> members(ProfileId profile) {
    lock.readLock().lock();
    try {
      if (!partition.has(profile.number())) {
        return List.of(profile);
      }
      return Arrays.stream(partition.members(partition.root(profile.number())))
          .mapToObj(ProfileId::new)
          .toList();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Everything that names a profile, by type, the user id first. */
  public List<Identifier> identifiers(ProfileId profile) {
    return identifiers(List.of(profile)).getOrDefault(current(profile), List.of());
  }

  /** Everything that names some profiles, by the number each has now; the user id first. */
  public Map<ProfileId, List<Identifier>> identifiers(Collection<ProfileId> profiles) {
    Map<ProfileId, List<Identifier>> found = new HashMap<>();
    warehouse.forEach(
        "SELECT type, value, profile_no FROM identifiers FINAL WHERE profile_no IN"
            + " {members:Array(UInt32)} ORDER BY type != 'user_id', type, linked_at, value",
        Map.of("members", profiles.stream().flatMap(p -> numbers(p).stream()).distinct().toList()),
        row ->
            found
                .computeIfAbsent(
                    current(ProfileId.of(row.integer("profile_no"))), p -> new ArrayList<>())
                .add(new Identifier(row.text("type"), row.text("value"))));
    return found;
  }

  /** Merges and refusals that a profile took part in, oldest first. */
  public List<LedgerEntry> ledger(ProfileId profile) {
    return warehouse.query(
        "SELECT * FROM merges FINAL WHERE winner IN {members:Array(UInt32)} OR loser IN"
            + " {members:Array(UInt32)} ORDER BY at, merge_id",
        Map.of("members", numbers(profile)),
        row ->
            new LedgerEntry(
                row.text("merge_id"),
                row.time("at"),
                LedgerEntry.Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
                ProfileId.of(row.integer("loser")),
                ProfileId.of(row.integer("winner")),
                row.text("cause"),
                row.text("message_id"),
                row.map("identifiers").entrySet().stream()
                    .map(e -> new Identifier(e.getKey(), e.getValue()))
                    .sorted(Comparator.comparing(Identifier::type).reversed())
                    .toList()));
  }

  private List<Long> numbers(ProfileId profile) {
    return members(profile).stream().map(ProfileId::unsigned).toList();
  }

  /**
   * Finds, creates and merges the profiles of events, in memory. {@link #save} makes it durable and
   * must come before the events are written.
   */
  public Resolution resolve(List<Event> events) {
    lock.writeLock().lock();
    try {
      List<ProfileId> profiles = new ArrayList<>(events.size());
      for (Event event : events) {
        unsaved.because(event);
        profiles.add(new ProfileId(partition.resolve(event.identifiers(), unsaved)));
      }
      return new Resolution(profiles, unsaved.takeCreated(), unsaved.takeMerges());
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * Makes durable and visible to SQL what was resolved since the last success, also what an earlier
   * save failed to.
   *
   * @param version higher than that of every earlier save
   */
  public void save(long version) {
    unsaved.write(warehouse, version);
  }

  private void loadIdentifiers() {
    String sql =
        "SELECT murmurHash3_128(concat(type, '\\0', value)), profile_no, type = 'user_id', type ="
            + " 'previous_id' FROM identifiers FINAL";
    try (InputStream in = new BufferedInputStream(open(sql), 1 << 16)) {
      byte[] bytes = in.readNBytes(22);
      while (bytes.length > 0) {
        ByteBuffer row = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        partition.load(Fingerprint.read(row), row.getInt(), row.get() != 0, row.get() != 0);
        bytes = in.readNBytes(22);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The identifiers could not be loaded from the warehouse", e);
    }
  }

  /** The ledger may know a merge whose override a crash cut off; it is made good here. */
  private void loadMerges() {
    warehouse.forEach(
        "SELECT loser, winner FROM profile_overrides FINAL ORDER BY winner, loser",
        Map.of(),
        row -> partition.load((int) row.integer("loser"), (int) row.integer("winner")));
    List<int[]> lost = new ArrayList<>();
    warehouse.forEach(
        "SELECT loser, winner FROM merges FINAL WHERE kind = 'merge' ORDER BY at, merge_id",
        Map.of(),
        row -> lost.add(new int[] {(int) row.integer("loser"), (int) row.integer("winner")}));
    for (int[] pair : lost) {
      if (partition.load(pair[0], pair[1])) {
        int winner = partition.root(pair[1]);
        int[] losers =
            Arrays.stream(partition.members(winner)).filter(member -> member != winner).toArray();
        unsaved.override(losers, winner);
      }
    }
    unsaved.write(warehouse, System.currentTimeMillis());
  }

  private InputStream open(String sql) {
    return warehouse.read(sql, Map.of(), "RowBinary", Map.of(), UUID.randomUUID().toString());
  }
}
