package io.onelift.imports;

import io.onelift.event.InvalidInput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The mapping that the names of a file's columns suggest. */
final class DefaultMapping {
  private static final Map<String, String> IDENTIFIERS =
      Map.of(
          "user_id", "user_id",
          "userid", "user_id",
          "customer_id", "user_id",
          "id", "user_id",
          "anonymous_id", "anonymous_id",
          "anonymousid", "anonymous_id",
          "device_id", "device_id");
  private static final Set<String> EVENT = Set.of("event", "event_name");
  private static final Set<String> TIME = Set.of("time", "timestamp", "event_time", "ts");
  private static final Set<String> MESSAGE_ID = Set.of("message_id", "messageid", "event_id");

  private DefaultMapping() {}

  static Mapping of(ImportKind kind, List<String> columns) {
    Map<String, Template> identifiers = new LinkedHashMap<>();
    Map<String, Template> rest = new LinkedHashMap<>();
    Optional<Template> event = Optional.empty();
    Optional<Template> time = Optional.empty();
    Optional<Template> messageId = Optional.empty();
    boolean events = kind == ImportKind.EVENTS;
    for (String column : columns) {
      String name = column.toLowerCase(Locale.ROOT);
      Template template = Template.column(column);
      if (IDENTIFIERS.containsKey(name)) {
        identifiers.putIfAbsent(IDENTIFIERS.get(name), template);
      } else if (events && EVENT.contains(name)) {
        event = Optional.of(template);
      } else if (events && TIME.contains(name)) {
        time = Optional.of(template);
      } else if (events && MESSAGE_ID.contains(name)) {
        messageId = Optional.of(template);
      } else {
        rest.put(column, template);
      }
    }
    if (identifiers.isEmpty()) {
      throw new InvalidInput(
          "/mapping/identifiers",
          "No column names a person ("
              + columns
              + "). Send a mapping such as {\"identifiers\": {\"user_id\": \"customer-{row}\"}}.");
    }
    if (!events) {
      return new Mapping(identifiers, rest, List.of());
    }
    Template name =
        event.orElseThrow(
            () ->
                new InvalidInput(
                    "/mapping/events",
                    "No column is called event. Send a mapping such as {\"events\": [{\"event\":"
                        + " \"purchase\"}]}."));
    return new Mapping(
        identifiers,
        Map.of(),
        List.of(new Mapping.EventMapping(name, Map.of(), time, messageId, rest)));
  }
}
