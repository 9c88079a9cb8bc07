package io.onelift.collect;

import io.onelift.event.Event;
import io.onelift.event.EventKind;
import io.onelift.event.Fingerprint;
import io.onelift.event.Flat;
import io.onelift.event.Identifier;
import io.onelift.event.TypedValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** One message of Segment's specification, checked and made an {@link Event}. */
final class SegmentMessage {
  private static final Map<String, EventKind> KINDS =
      Arrays.stream(EventKind.values())
          .collect(Collectors.toMap(k -> k.name().toLowerCase(Locale.ROOT), k -> k));

  private static final int MAX_NAME = 200;
  private static final int MAX_ID = 256;
  private static final int MAX_EXTERNAL_IDS = 20;

  /** Less is the way through the network, not a wrong clock. */
  private static final Duration MIN_SKEW = Duration.ofSeconds(2);

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Duration MAX_AHEAD = Duration.ofDays(1);

  private final Map<String, Object> message;
  private final Instant receivedAt;
  private final List<String> problems = new ArrayList<>(0);

  SegmentMessage(Map<String, Object> message, Instant receivedAt) {
    this.message = message;
    this.receivedAt = receivedAt;
  }

  static Optional<EventKind> kind(String name) {
    return Optional.ofNullable(KINDS.get(name));
  }

  void problem(String reason) {
    problems.add(reason);
  }

  List<String> problems() {
    return problems;
  }

  /** The sender's message id, or empty. */
  String messageId() {
    return scalar("messageId").orElse("");
  }

  /** The event, or empty when there are problems. */
  Optional<Event> event() {
    Optional<EventKind> kind = scalar("type").flatMap(SegmentMessage::kind);
    if (kind.isEmpty()) {
      problem(
          "'type' must be one of track, identify, alias, group, page, screen; it is "
              + shown(message.get("type")));
      return Optional.empty();
    }
    Map<String, Object> context = object("context");
    Map<String, Object> properties = properties(kind.get());
    Map<String, Object> traits = traits(kind.get(), context);
    String name = name(kind.get());
    String id = id();
    List<Identifier> identifiers = identifiers(kind.get(), context);
    Instant time = time();
    return problems.isEmpty()
        ? Optional.of(
            new Event(
                id,
                kind.get(),
                name,
                time,
                receivedAt,
                identifiers,
                properties,
                traits,
                Flat.text(context),
                SegmentCalls.SOURCE,
                isInstant(context, properties)))
        : Optional.empty();
  }

  private static boolean isInstant(Map<String, Object> context, Map<String, Object> properties) {
    return Boolean.TRUE.equals(context.get("instant"))
        || Boolean.TRUE.equals(properties.get("is_instant_event"));
  }

  private String name(EventKind kind) {
    if (kind != EventKind.TRACK) {
      return kind.name().toLowerCase(Locale.ROOT);
    }
    String name = scalar("event").map(String::strip).orElse("");
    if (name.isEmpty()) {
      problem("'event' is missing: a track call needs the event's name");
    } else if (name.length() > MAX_NAME) {
      problem("'event' may have %d characters, it has %d".formatted(MAX_NAME, name.length()));
    }
    return name;
  }

  private Map<String, Object> properties(EventKind kind) {
    return switch (kind) {
      case TRACK -> object("properties");
      case PAGE, SCREEN -> {
        Map<String, Object> properties = object("properties");
        scalar("name").ifPresent(name -> properties.putIfAbsent("name", name));
        scalar("category").ifPresent(category -> properties.putIfAbsent("category", category));
        yield properties;
      }
      case GROUP -> {
        Map<String, Object> properties = object("traits");
        Optional<String> group = scalar("groupId");
        if (group.isEmpty()) {
          problem("'groupId' is missing: a group call needs it");
        }
        group.ifPresent(id -> properties.put("group_id", id));
        yield properties;
      }
      case IDENTIFY, ALIAS -> {
        object("properties");
        yield new LinkedHashMap<>();
      }
    };
  }

  private Map<String, Object> traits(EventKind kind, Map<String, Object> context) {
    if (kind != EventKind.IDENTIFY) {
      return Map.of();
    }
    Map<String, Object> traits = new LinkedHashMap<>();
    if (context.remove("traits") instanceof Map<?, ?> known) {
      known.forEach((name, value) -> put(traits, name, value));
    }
    traits.putAll(object("traits"));
    return traits;
  }

  /**
   * The sender's id. Without one, an event that says when it happened is told by everything it
   * says, so that sending it again does not count twice; one that does not say gets a random id.
   */
  private String id() {
    String id = messageId();
    if (id.length() > MAX_ID) {
      problem("'messageId' may have %d characters, it has %d".formatted(MAX_ID, id.length()));
    }
    if (!id.isEmpty()) {
      return id;
    }
    if (message.get("timestamp") == null && message.get("originalTimestamp") == null) {
      return UUID.randomUUID().toString();
    }
    Map<String, Object> said = new LinkedHashMap<>(message);
    said.remove("sentAt");
    return "auto-" + Fingerprint.of(Flat.json(said)).hex();
  }

  private List<Identifier> identifiers(EventKind kind, Map<String, Object> context) {
    Set<Identifier> identifiers = new LinkedHashSet<>();
    Optional<String> user = identifier("userId");
    Optional<String> anonymous = identifier("anonymousId");
    user.ifPresent(id -> identifiers.add(Identifier.user(id)));
    if (kind == EventKind.ALIAS) {
      Optional<String> previous = identifier("previousId");
      if (previous.isEmpty() || user.isEmpty()) {
        problem("An alias call needs 'previousId' and 'userId'");
      }
      previous.ifPresent(id -> identifiers.add(new Identifier(Identifier.PREVIOUS_ID, id)));
    }
    addExternalIds(context, identifiers);
    anonymous.ifPresent(id -> identifiers.add(Identifier.anonymous(id)));
    if (identifiers.isEmpty()) {
      // People share devices: one names a person only when nothing else does.
      device(context).ifPresent(id -> identifiers.add(new Identifier("device_id", id)));
    }
    if (identifiers.isEmpty()) {
      problem("'userId' or 'anonymousId' is missing: an event must say whose it is");
    }
    return List.copyOf(identifiers);
  }

  /** {@code context.externalIds}: {@code [{id, type, collection, encoding}]}. */
  private void addExternalIds(Map<String, Object> context, Set<Identifier> identifiers) {
    if (!(context.get("externalIds") instanceof List<?> externals)) {
      return;
    }
    if (externals.size() > MAX_EXTERNAL_IDS) {
      problem(
          "'context.externalIds' may have %d entries, it has %d"
              .formatted(MAX_EXTERNAL_IDS, externals.size()));
      return;
    }
    for (Object external : externals) {
      if (external instanceof Map<?, ?> entry
          && entry.get("id") != null
          && entry.get("type") != null
          && (entry.get("collection") == null || entry.get("collection").equals("users"))) {
        String type = entry.get("type").toString().strip().toLowerCase(Locale.ROOT);
        String value = Flat.text(entry.get("id")).strip();
        String safe = type.replaceAll("[^\\p{L}\\p{N}]+", "_");
        if (!value.isEmpty() && !safe.isEmpty() && value.length() <= MAX_ID) {
          identifiers.add(new Identifier(safe, value));
        }
      }
    }
  }

  private static Optional<String> device(Map<String, Object> context) {
    return context.get("device") instanceof Map<?, ?> device
            && device.get("id") instanceof String id
        ? Optional.of(id.strip()).filter(d -> !d.isEmpty())
        : Optional.empty();
  }

  private Optional<String> identifier(String field) {
    Optional<String> value = scalar(field).map(String::strip).filter(v -> !v.isEmpty());
    if (value.isPresent() && value.get().length() > MAX_ID) {
      problem(
          "'%s' may have %d characters, it has %d".formatted(field, MAX_ID, value.get().length()));
    }
    return value;
  }

  /**
   * When it happened by our clock: the sender's clock is off by what lies between {@code sentAt}
   * and our receiving it, as in Segment's specification.
   */
  private Instant time() {
    Optional<Instant> said =
        message.get("originalTimestamp") == null
            ? moment("timestamp")
            : moment("originalTimestamp");
    Optional<Instant> sent = moment("sentAt");
    if (said.isEmpty()) {
      return receivedAt;
    }
    Instant time = said.get();
    if (sent.isPresent()) {
      Duration skew = Duration.between(sent.get(), receivedAt);
      time = skew.abs().compareTo(MIN_SKEW) < 0 ? time : time.plus(skew);
    }
    if (time.isBefore(EARLIEST) || time.isAfter(receivedAt.plus(MAX_AHEAD))) {
      problem(
          "The event's time is %s; it must lie between 2000 and tomorrow. Check 'timestamp' and 'sentAt'"
              .formatted(time));
    }
    return time;
  }

  private Optional<Instant> moment(String field) {
    Object value = message.get(field);
    Optional<Instant> moment =
        switch (value) {
          case null -> Optional.empty();
          case String text -> TypedValue.time(text.strip(), ZoneOffset.UTC);
          case Long millis -> Optional.of(Instant.ofEpochMilli(millis));
          default -> Optional.empty();
        };
    if (value != null && moment.isEmpty()) {
      problem(
          "'%s' must be an ISO 8601 time such as 2026-11-01T08:30:00Z, it is %s"
              .formatted(field, shown(value)));
    }
    return moment;
  }

  private Map<String, Object> object(String field) {
    Map<String, Object> object = new LinkedHashMap<>();
    switch (message.get(field)) {
      case null -> {}
      case Map<?, ?> members -> members.forEach((name, value) -> put(object, name, value));
      case Object other -> problem("'" + field + "' must be an object, it is " + shown(other));
    }
    return object;
  }

  private static void put(Map<String, Object> into, Object name, Object value) {
    if (value != null) {
      into.put(name.toString(), value instanceof BigInteger big ? new BigDecimal(big) : value);
    }
  }

  private Optional<String> scalar(String field) {
    return switch (message.get(field)) {
      case null -> Optional.empty();
      case String text -> Optional.of(text).filter(t -> !t.isEmpty());
      case Number number -> Optional.of(Flat.text(number));
      case Object other -> {
        problem("'" + field + "' must be a text, it is " + shown(other));
        yield Optional.empty();
      }
    };
  }

  private static String shown(Object value) {
    String json = value == null ? "missing" : Flat.json(value);
    return json.length() <= 100 ? json : json.substring(0, 100) + "…";
  }
}
