package io.onelift.collect;

import io.onelift.event.Event;
import io.onelift.event.EventKind;
import io.onelift.event.Fingerprint;
import io.onelift.event.Flat;
import io.onelift.event.Identifier;
import io.onelift.event.TypedValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** One message of Segment's specification, checked and made an {@link Event}. */
final class SegmentMessage {
  private static final Map<String, EventKind> KINDS =
      Arrays.stream(EventKind.values()).collect(Collectors.toMap(EventKind::key, k -> k));

  private static final int MAX_EXTERNAL_IDS = 20;

  private final Map<String, Object> message;
  private final MessageFields fields;
  private final Instant receivedAt;
  private final TimeBounds bounds;

  SegmentMessage(Map<String, Object> message, Instant receivedAt, TimeBounds bounds) {
    this.message = message;
    this.fields = new MessageFields(message);
    this.receivedAt = receivedAt;
    this.bounds = bounds;
  }

  static Optional<EventKind> kind(String name) {
    return Optional.ofNullable(KINDS.get(name));
  }

  void problem(String reason) {
    fields.problem(reason);
  }

  List<String> problems() {
    return fields.problems();
  }

  /** The sender's message id, or empty. */
  String messageId() {
    return fields.scalar("messageId").orElse("");
  }

  /** The event, or empty when there are problems. */
  Optional<Event> event() {
    Optional<EventKind> kind = fields.scalar("type").flatMap(SegmentMessage::kind);
    if (kind.isEmpty()) {
      fields.problem(
          "'type' must be one of track, identify, alias, group, page, screen; it is "
              + MessageFields.shown(message.get("type")));
      return Optional.empty();
    }
    Map<String, Object> context = fields.object("context");
    Map<String, Object> properties = properties(kind.get());
    Map<String, Object> traits = traits(kind.get(), context);
    String name = name(kind.get());
    String id = id();
    List<Identifier> identifiers = identifiers(kind.get(), context);
    Instant time = time();
    return fields.problems().isEmpty()
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
    return kind == EventKind.TRACK ? fields.eventName() : kind.key();
  }

  private Map<String, Object> properties(EventKind kind) {
    return switch (kind) {
      case TRACK -> fields.object("properties");
      case PAGE, SCREEN -> {
        Map<String, Object> properties = fields.object("properties");
        fields.scalar("name").ifPresent(name -> properties.putIfAbsent("name", name));
        fields
            .scalar("category")
            .ifPresent(category -> properties.putIfAbsent("category", category));
        yield properties;
      }
      case GROUP -> {
        Map<String, Object> properties = fields.object("traits");
        Optional<String> group = fields.scalar("groupId");
        if (group.isEmpty()) {
          fields.problem("'groupId' is missing: a group call needs it");
        }
        group.ifPresent(id -> properties.put("group_id", id));
        yield properties;
      }
      case IDENTIFY, ALIAS -> {
        fields.object("properties");
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
      known.forEach((name, value) -> MessageFields.put(traits, name, value));
    }
    traits.putAll(fields.object("traits"));
    return traits;
  }

  /**
   * The sender's id. Without one, an event that says when it happened is told by everything it
   * says, so that sending it again does not count twice; one that does not say gets a random id.
   */
  private String id() {
    String id = messageId();
    fields.checkId("messageId", id);
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
    Optional<String> user = fields.identifier("userId");
    Optional<String> anonymous = fields.identifier("anonymousId");
    user.ifPresent(id -> identifiers.add(Identifier.user(id)));
    if (kind == EventKind.ALIAS) {
      Optional<String> previous = fields.identifier("previousId");
      if (previous.isEmpty() || user.isEmpty()) {
        fields.problem("An alias call needs 'previousId' and 'userId'");
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
      fields.problem("'userId' or 'anonymousId' is missing: an event must say whose it is");
    }
    return List.copyOf(identifiers);
  }

  /** {@code context.externalIds}: {@code [{id, type, collection, encoding}]}. */
  private void addExternalIds(Map<String, Object> context, Set<Identifier> identifiers) {
    if (!(context.get("externalIds") instanceof List<?> externals)) {
      return;
    }
    if (externals.size() > MAX_EXTERNAL_IDS) {
      fields.problem(
          "'context.externalIds' may have %d entries, it has %d"
              .formatted(MAX_EXTERNAL_IDS, externals.size()));
      return;
    }
    for (Object external : externals) {
      if (external instanceof Map<?, ?> entry
          && entry.get("id") != null
          && entry.get("type") != null
          && (entry.get("collection") == null || entry.get("collection").equals("users"))) {
        String type = MessageFields.identifierType(entry.get("type").toString());
        String value = Flat.text(entry.get("id")).strip();
        if (!value.isEmpty() && !type.isEmpty()) {
          fields.checkId("context.externalIds", value);
          identifiers.add(new Identifier(type, value));
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
    Instant time =
        sent.map(at -> SenderClock.corrected(said.get(), at, receivedAt)).orElse(said.get());
    fields.checkTime(time, bounds, receivedAt, "'timestamp' and 'sentAt'");
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
      fields.problem(
          "'%s' must be an ISO 8601 time such as 2026-11-01T08:30:00Z, it is %s"
              .formatted(field, MessageFields.shown(value)));
    }
    return moment;
  }
}
