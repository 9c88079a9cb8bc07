package io.onelift.erasure;

import io.onelift.event.Event;
import io.onelift.event.Identifier;
import io.onelift.event.KeyedHash;
import io.onelift.warehouse.Warehouse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Keeps out the events of people who were erased and must not come back. Only keyed hashes of their
 * identifiers are known. Safe for use by many threads.
 */
public final class Suppressions {
  /** Message ids of one statement, whose parameters travel in its address. */
  private static final int MESSAGES = 100;

  private final Warehouse warehouse;
  private final Optional<KeyedHash> hash;

  /** Erasures by the hash of an identifier. */
  private final Map<String, String> known = new ConcurrentHashMap<>();

  private Suppressions(Warehouse warehouse, Optional<KeyedHash> hash) {
    this.warehouse = warehouse;
    this.hash = hash;
  }

  /** Nobody is kept out, and nobody can be. */
  public static Suppressions none(Warehouse warehouse) {
    return new Suppressions(warehouse, Optional.empty());
  }

  /** Reads what is suppressed. */
  public static Suppressions open(Warehouse warehouse, KeyedHash hash) {
    Suppressions suppressions = new Suppressions(warehouse, Optional.of(hash));
    warehouse.forEach(
        "SELECT hash, erasure_id FROM suppressed_identifiers FINAL",
        Map.of(),
        row -> suppressions.known.put(row.text("hash"), row.text("erasure_id")));
    return suppressions;
  }

  /**
   * The event as it may be taken. It is nobody's when its strongest identifier is suppressed; other
   * suppressed identifiers are left out, so that a shared device goes on for who is left.
   *
   * @return empty when it has to be dropped
   */
  public Optional<Event> admit(Event event) {
    if (known.isEmpty()) {
      return Optional.of(event);
    }
    if (erasure(event.identifiers().getFirst()).isPresent()) {
      return Optional.empty();
    }
    List<Identifier> left = event.identifiers().stream().filter(i -> erasure(i).isEmpty()).toList();
    return Optional.of(left.size() == event.identifiers().size() ? event : event.by(left));
  }

  private Optional<String> erasure(Identifier identifier) {
    return Optional.ofNullable(known.get(hash(identifier)));
  }

  private String hash(Identifier identifier) {
    return hash.orElseThrow().of(identifier.key());
  }

  /** Counts events that were dropped, and remembers their message ids as any other's. */
  public void dropped(List<Event> events) {
    if (events.isEmpty()) {
      return;
    }
    Map<String, Long> counts =
        events.stream()
            .collect(
                Collectors.groupingBy(
                    event -> erasure(event.identifiers().getFirst()).orElseThrow(),
                    Collectors.counting()));
    counts.forEach(
        (id, count) ->
            warehouse.execute(
                "INSERT INTO suppressed_events SELECT {id:String}, today(), {events:UInt64}",
                Map.of("id", id, "events", count)));
    for (int from = 0; from < events.size(); from += MESSAGES) {
      List<Event> some = events.subList(from, Math.min(events.size(), from + MESSAGES));
      warehouse.execute(
          "INSERT INTO erased_messages SELECT murmurHash3_128(message.1),"
              + " fromUnixTimestamp64Milli(message.2) FROM (SELECT"
              + " arrayJoin(arrayZip({ids:Array(String)}, {times:Array(Int64)})) AS message)",
          Map.of(
              "ids",
              some.stream().map(Event::messageId).toList(),
              "times",
              some.stream().map(event -> event.receivedAt().toEpochMilli()).toList()));
    }
  }

  /** Keeps out whoever comes with one of these identifiers from now on. */
  void add(String erasure, Collection<Identifier> identifiers) {
    List<String> hashes = identifiers.stream().map(this::hash).toList();
    warehouse.insert(
        "suppressed_identifiers",
        List.of("hash", "erasure_id"),
        hashes.stream().map(h -> List.<Object>of(h, erasure)).toList());
    hashes.forEach(h -> known.put(h, erasure));
  }
}
