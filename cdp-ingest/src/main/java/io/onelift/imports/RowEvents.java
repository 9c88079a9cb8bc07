package io.onelift.imports;

import io.onelift.event.Event;
import io.onelift.event.EventKind;
import io.onelift.event.Identifier;
import io.onelift.imports.Mapping.EventMapping;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns rows into events by a mapping. The message ids come from the file and the row, so that the
 * same file taken twice counts once.
 *
 * @param fingerprint of the file and the mapping
 * @param now the time of events whose mapping names none
 */
record RowEvents(Mapping mapping, String fingerprint, ZoneId zone, Instant now) {

  /** A row that cannot be taken. */
  static final class RowRefused extends Exception {
    private static final long serialVersionUID = 1L;

    RowRefused(String reason) {
      super(reason);
    }
  }

  List<Event> events(ParsedRow row) throws RowRefused {
    if (row.fault().isPresent()) {
      throw new RowRefused(row.fault().get());
    }
    List<Identifier> identifiers = identifiers(row);
    List<Event> events = new ArrayList<>();
    Map<String, Object> traits = fill(mapping.traits(), row);
    if (!traits.isEmpty() || mapping.events().isEmpty()) {
      events.add(
          event(id(row, 0), EventKind.IDENTIFY, "identify", now, identifiers, Map.of(), traits));
    }
    for (int i = 0; i < mapping.events().size(); i++) {
      EventMapping each = mapping.events().get(i);
      if (happened(each, row)) {
        String name = each.event().fill(row).map(Object::toString).orElse("").strip();
        if (name.isEmpty()) {
          throw new RowRefused("The event's name is empty.");
        }
        Optional<Object> given = each.messageId().flatMap(template -> template.fill(row));
        String messageId = given.map(Object::toString).orElse(id(row, i + 1));
        Map<String, Object> properties = fill(each.properties(), row);
        events.add(
            event(
                messageId,
                EventKind.TRACK,
                name,
                time(each, row),
                identifiers,
                properties,
                Map.of()));
      }
    }
    return events;
  }

  private Event event(
      String messageId,
      EventKind kind,
      String name,
      Instant time,
      List<Identifier> identifiers,
      Map<String, Object> properties,
      Map<String, Object> traits) {
    return new Event(
        messageId,
        kind,
        name,
        time,
        now,
        identifiers,
        properties,
        traits,
        Map.of(),
        "import",
        false);
  }

  private String id(ParsedRow row, int part) {
    return "import:" + fingerprint + ":" + row.number() + ":" + part;
  }

  private List<Identifier> identifiers(ParsedRow row) throws RowRefused {
    List<Identifier> identifiers = new ArrayList<>();
    mapping
        .identifiers()
        .forEach(
            (type, template) ->
                template
                    .fill(row)
                    .map(value -> value.toString().strip())
                    .filter(value -> !value.isEmpty())
                    .ifPresent(value -> identifiers.add(new Identifier(type, value))));
    if (identifiers.isEmpty()) {
      throw new RowRefused(
          "No identifier: " + mapping.identifiers().keySet() + " is empty in this row.");
    }
    return identifiers;
  }

  private static boolean happened(EventMapping mapping, ParsedRow row) {
    return mapping.when().entrySet().stream()
        .allMatch(
            test -> {
              Object value = row.values().get(test.getKey());
              return value != null && value.toString().equals(test.getValue());
            });
  }

  private Instant time(EventMapping mapping, ParsedRow row) throws RowRefused {
    if (mapping.time().isEmpty()) {
      return now;
    }
    Optional<Object> value = mapping.time().get().fill(row);
    if (value.isEmpty()) {
      throw new RowRefused("The time is empty.");
    }
    Optional<Instant> time = TimeText.parse(value.get(), zone);
    return time.orElseThrow(
        () ->
            new RowRefused(
                "'"
                    + value.get()
                    + "' is not a time; write 2026-10-01T09:30:00+08:00, 2026-10-01 09:30:00 or"
                    + " milliseconds."));
  }

  private static Map<String, Object> fill(Map<String, Template> templates, ParsedRow row) {
    Map<String, Object> values = new LinkedHashMap<>();
    templates.forEach(
        (name, template) -> template.fill(row).ifPresent(value -> values.put(name, value)));
    return values;
  }
}
