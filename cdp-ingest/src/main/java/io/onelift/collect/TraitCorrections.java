package io.onelift.collect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.onelift.event.Commit;
import io.onelift.event.Flat;
import io.onelift.event.ProfileId;
import io.onelift.identity.ProfileNumbers;
import io.onelift.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Says traits after all that events were taken without: in the events, because profiles follow from
 * them, and then in the profiles. Saying one again changes nothing. Safe for use by many threads.
 */
final class TraitCorrections {
  /** Of one pause of the way in. */
  private static final int MAX_EVENTS = 200;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private final Warehouse warehouse;
  private final Collector collector;

  TraitCorrections(Warehouse warehouse, Collector collector) {
    this.warehouse = warehouse;
    this.collector = collector;
  }

  /** Sets them; when this returns, the profiles say so. */
  void set(List<Retry.SetTrait> traits) throws InterruptedException {
    Map<String, List<Retry.SetTrait>> byEvent = new LinkedHashMap<>();
    traits.forEach(t -> byEvent.computeIfAbsent(t.messageId(), id -> new ArrayList<>()).add(t));
    List<String> ids = List.copyOf(byEvent.keySet());
    for (int from = 0; from < ids.size(); from += MAX_EVENTS) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + MAX_EVENTS));
      update(some, byEvent);
      refold(some);
    }
  }

  private void update(List<String> ids, Map<String, List<Retry.SetTrait>> byEvent) {
    Map<String, String> corrected = new LinkedHashMap<>();
    warehouse.forEach(
        "SELECT message_id, traits FROM events WHERE message_id IN {ids:Array(String)}",
        Map.of("ids", ids),
        row -> {
          Map<String, Object> said = parse(row.text("traits"));
          byEvent.get(row.text("message_id")).forEach(t -> put(said, t.name(), t.value()));
          corrected.put(row.text("message_id"), Flat.json(said));
        });
    Map<String, String> some = new LinkedHashMap<>();
    int bytes = 0;
    for (Map.Entry<String, String> event : corrected.entrySet()) {
      int more = Corrections.inAddress(event.getKey()) + Corrections.inAddress(event.getValue());
      if (bytes + more > Corrections.MAX_ADDRESS) {
        update(some);
        some.clear();
        bytes = 0;
      }
      some.put(event.getKey(), event.getValue());
      bytes += more;
    }
    update(some);
  }

  private void update(Map<String, String> traits) {
    if (!traits.isEmpty()) {
      warehouse.execute(
          "ALTER TABLE events UPDATE traits = {values:Array(String)}[indexOf({ids:Array(String)},"
              + " message_id)] WHERE message_id IN {ids:Array(String)} SETTINGS mutations_sync = 1",
          Map.of("ids", List.copyOf(traits.keySet()), "values", List.copyOf(traits.values())));
    }
  }

  /** The number of a profile may change between two commits, so it is read where none can come. */
  private void refold(List<String> ids) throws InterruptedException {
    CompletableFuture<Boolean> done =
        collector.exclusively(
            turn -> {
              Set<ProfileId> profiles =
                  new HashSet<>(
                      warehouse.query(
                          "SELECT DISTINCT %s AS profile FROM events WHERE message_id IN {ids:Array(String)}"
                              .formatted(ProfileNumbers.sql("profile_no")),
                          Map.of("ids", ids),
                          row -> ProfileId.of(row.integer("profile"))));
              Set<String> changed = turn.profiles().rebuild(turn.commit(), profiles);
              turn.announce(new Commit(List.of(), List.of(), profiles, changed));
              return true;
            });
    try {
      done.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Puts a value where its dotted name leads, as {@link Flat} has named it. */
  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> object, String name, Object value) {
    for (Map.Entry<String, Object> member : object.entrySet()) {
      if (name.startsWith(member.getKey() + ".") && member.getValue() instanceof Map<?, ?> inner) {
        put((Map<String, Object>) inner, name.substring(member.getKey().length() + 1), value);
        return;
      }
    }
    object.put(name, value);
  }

  private static Map<String, Object> parse(String json) {
    try {
      return json.isEmpty() ? new LinkedHashMap<>() : JSON.readValue(json, OBJECT);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The traits of an event are no JSON object: " + json, e);
    }
  }
}
