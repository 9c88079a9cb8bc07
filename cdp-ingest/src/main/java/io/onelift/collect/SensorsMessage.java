package io.onelift.collect;

import static io.onelift.collect.MessageFields.shown;

import io.onelift.event.Event;
import io.onelift.event.EventKind;
import io.onelift.event.Fingerprint;
import io.onelift.event.Flat;
import io.onelift.event.Identifier;
import io.onelift.event.TraitOperation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** One message of Sensors' data format, checked and made an {@link Event} or an {@link Item}. */
final class SensorsMessage {
  /** Message types that are events, and the name of those that need not say it. */
  private static final Map<String, String> TRACKS =
      Map.of(
          "track", "",
          "track_signup", "$SignUp",
          "track_id_bind", "$BindID",
          "track_id_unbind", "$UnbindID");

  private static final Map<String, TraitOperation> PROFILES =
      Map.of(
          "profile_set", TraitOperation.SET,
          "profile_set_once", TraitOperation.SET_ONCE,
          "profile_increment", TraitOperation.INCREMENT,
          "profile_append", TraitOperation.APPEND,
          "profile_unset", TraitOperation.UNSET,
          "profile_delete", TraitOperation.DELETE);

  private static final Set<String> ITEMS = Set.of("item_set", "item_delete");

  /** Properties that speak of the message, and not of the event or the person. */
  private static final Set<String> OF_THE_MESSAGE = Set.of("$is_login_id", "$project", "$token");

  /** How the SDKs write a date: by the clock of a wall, which is the project's. */
  private static final Pattern DATE =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?");

  private final Map<String, Object> message;
  private final MessageFields fields;
  private final Instant receivedAt;
  private final TimeBounds bounds;

  SensorsMessage(Map<String, Object> message, Instant receivedAt, TimeBounds bounds) {
    this.message = message;
    this.fields = new MessageFields(message);
    this.receivedAt = receivedAt;
    this.bounds = bounds;
  }

  void problem(String reason) {
    fields.problem(reason);
  }

  List<String> problems() {
    return fields.problems();
  }

  boolean isItem() {
    return message.get("type") instanceof String type && ITEMS.contains(type);
  }

  /** The item, or empty when there are problems. */
  Optional<Item> item() {
    Optional<String> type = fields.identifier("item_type");
    Optional<String> id = fields.identifier("item_id");
    if (type.isEmpty() || id.isEmpty()) {
      fields.problem("'item_type' or 'item_id' is missing: an item needs both");
    }
    Map<String, Object> properties = values(fields.object("properties"));
    Instant time = time();
    return fields.problems().isEmpty()
        ? Optional.of(
            new Item(
                type.orElseThrow(),
                id.orElseThrow(),
                properties,
                "item_delete".equals(message.get("type")),
                time,
                receivedAt,
                SensorsCalls.SOURCE))
        : Optional.empty();
  }

  /**
   * The event, or empty when there are problems.
   *
   * @param instant true when the call says that its events are instant
   * @param otherwiseId the id of an event that nothing tells from others; a random one without it
   */
  Optional<Event> event(boolean instant, Optional<String> otherwiseId) {
    String type = fields.scalar("type").orElse("");
    if (!TRACKS.containsKey(type) && !PROFILES.containsKey(type)) {
      fields.problem(
          "'type' must be track, track_signup, track_id_bind, track_id_unbind, profile_set,"
              + " profile_set_once, profile_increment, profile_append, profile_unset,"
              + " profile_delete, item_set or item_delete; it is "
              + shown(message.get("type")));
      return Optional.empty();
    }
    Map<String, Object> properties = fields.object("properties");
    String name = name(type);
    List<Identifier> identifiers = SensorsIdentifiers.of(fields, type, properties);
    Instant time = time();
    TraitOperation operation = PROFILES.getOrDefault(type, TraitOperation.SET);
    boolean ofProfile = PROFILES.containsKey(type);
    Map<String, Object> traits = ofProfile ? traits(operation, properties) : Map.of();
    return fields.problems().isEmpty()
        ? Optional.of(
            new Event(
                id(type, name, otherwiseId),
                ofProfile ? EventKind.IDENTIFY : EventKind.TRACK,
                name,
                time,
                receivedAt,
                identifiers,
                ofProfile ? Map.of() : values(properties),
                operation,
                traits,
                context(),
                SensorsCalls.SOURCE,
                instant || Boolean.TRUE.equals(message.get("is_instant_event"))))
        : Optional.empty();
  }

  private String name(String type) {
    if (PROFILES.containsKey(type)) {
      return "identify";
    }
    String usual = TRACKS.get(type);
    return usual.isEmpty() || message.get("event") != null ? fields.eventName() : usual;
  }

  private Map<String, Object> traits(TraitOperation operation, Map<String, Object> properties) {
    return switch (operation) {
      case SET, SET_ONCE -> values(properties);
      case INCREMENT -> {
        Map<String, Object> traits = values(properties);
        traits.forEach(
            (name, value) -> {
              if (!(value instanceof Number)) {
                fields.problem("profile_increment adds numbers, '" + name + "' is " + shown(value));
              }
            });
        yield traits;
      }
      case APPEND -> {
        Map<String, Object> traits = values(properties);
        traits.replaceAll((name, value) -> value instanceof List<?> ? value : List.of(value));
        yield traits;
      }
      case UNSET -> {
        Map<String, Object> traits = new LinkedHashMap<>();
        if (message.get("properties") instanceof Map<?, ?> named) {
          named.forEach((name, value) -> traits.put(name.toString(), true));
        }
        OF_THE_MESSAGE.forEach(traits::remove);
        yield traits;
      }
      case DELETE -> Map.of();
    };
  }

  private static Map<String, Object> values(Map<String, Object> properties) {
    Map<String, Object> values = new LinkedHashMap<>(properties);
    OF_THE_MESSAGE.forEach(values::remove);
    values.replaceAll(
        (name, value) ->
            value instanceof String text && DATE.matcher(text).matches()
                ? text.replace(' ', 'T')
                : value);
    return values;
  }

  /** The library that sent it, under the names that Segment's libraries use. */
  private Map<String, String> context() {
    Map<String, String> context = new LinkedHashMap<>();
    Flat.text(fields.object("lib"))
        .forEach(
            (name, value) -> {
              String word = name.replaceFirst("^\\$(lib_)?", "");
              context.put("library." + (word.equals("lib") ? "name" : word), value);
            });
    return context;
  }

  /**
   * When it happened by our clock; {@code _flush_time} is when the sender sent it by its own. With
   * {@code time_free} the sender brings in history, which may be old.
   */
  private Instant time() {
    Optional<Instant> said = moment("time");
    Optional<Instant> sent = moment("_flush_time");
    boolean history = Boolean.TRUE.equals(message.get("time_free"));
    if (said.isEmpty()) {
      return receivedAt;
    }
    Instant time =
        sent.filter(at -> !history)
            .map(at -> SenderClock.corrected(said.get(), at, receivedAt))
            .orElse(said.get());
    fields.checkTime(
        time, history ? bounds.forHistory() : bounds, receivedAt, "'time' and '_flush_time'");
    return time;
  }

  private Optional<Instant> moment(String field) {
    Object value = message.get(field);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Number number && number.doubleValue() == number.longValue()) {
      return Optional.of(Instant.ofEpochMilli(number.longValue()));
    }
    if (value instanceof String text && text.strip().matches("\\d{1,18}")) {
      return Optional.of(Instant.ofEpochMilli(Long.parseLong(text.strip())));
    }
    fields.problem(
        "'%s' must be milliseconds since 1970 such as 1793520000000, it is %s"
            .formatted(field, shown(value)));
    return Optional.empty();
  }

  /**
   * What tells the message from every other one and is the same when it is sent again. SDKs give
   * each message a random {@code _track_id} and write {@code _flush_time} and {@code lib} anew; a
   * message without one is told by everything else it says, and when it does not even say when it
   * happened, it gets a random id.
   */
  private String id(String type, String name, Optional<String> otherwiseId) {
    Map<String, Object> told = new LinkedHashMap<>();
    if (message.get("_track_id") != null) {
      told.put("type", type);
      told.put("event", name);
      for (String field : List.of("_track_id", "distinct_id", "time")) {
        told.put(field, message.get(field));
      }
    } else if (message.get("time") != null) {
      told.putAll(message);
      told.remove("_flush_time");
      told.remove("lib");
    } else {
      return otherwiseId.orElseGet(() -> UUID.randomUUID().toString());
    }
    return "sensors-" + Fingerprint.of(Flat.json(told)).hex();
  }
}
