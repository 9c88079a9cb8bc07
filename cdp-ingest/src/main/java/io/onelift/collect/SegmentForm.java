package io.onelift.collect;

import io.onelift.event.Event;
import io.onelift.event.EventKind;
import io.onelift.event.Identifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says an event as a Segment message, so that it can be shown, corrected and sent again. */
final class SegmentForm {
  private SegmentForm() {}

  /** A message that decodes to the event it was made of. */
  static Map<String, Object> of(Event event) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("type", event.kind().key());
    message.put("messageId", event.messageId());
    message.put("timestamp", event.time().toString());
    Map<String, Object> context = new LinkedHashMap<>(event.context());
    identifiers(event, message, context);
    switch (event.kind()) {
      case TRACK -> message.put("event", event.name());
      case GROUP -> message.put("groupId", event.properties().get("group_id"));
      case IDENTIFY, ALIAS, PAGE, SCREEN -> {}
    }
    if (!event.properties().isEmpty()) {
      message.put(event.kind() == EventKind.GROUP ? "traits" : "properties", event.properties());
    }
    if (!event.traits().isEmpty()) {
      message.put("traits", event.traits());
    }
    if (event.instant()) {
      context.put("instant", true);
    }
    if (!context.isEmpty()) {
      message.put("context", context);
    }
    return message;
  }

  private static void identifiers(
      Event event, Map<String, Object> message, Map<String, Object> context) {
    List<Map<String, String>> external = new ArrayList<>();
    for (Identifier identifier : event.identifiers()) {
      String field =
          switch (identifier.type()) {
            case Identifier.USER_ID -> "userId";
            case Identifier.ANONYMOUS_ID -> "anonymousId";
            case Identifier.PREVIOUS_ID -> "previousId";
            default -> "";
          };
      if (field.isEmpty() || message.putIfAbsent(field, identifier.value()) != null) {
        external.add(
            Map.of("type", identifier.type(), "id", identifier.value(), "collection", "users"));
      }
    }
    if (!external.isEmpty()) {
      context.put("externalIds", external);
    }
  }
}
