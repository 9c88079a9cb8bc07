package io.onelift.imports;

import io.onelift.collect.TimeBounds;
import io.onelift.event.Event;
import io.onelift.event.EventKind;
import io.onelift.event.Fingerprint;
import io.onelift.event.Flat;
import io.onelift.event.Identifier;
import io.onelift.files.ColumnShape;
import io.onelift.files.DateOrder;
import io.onelift.files.FileShape;
import io.onelift.files.ParsedRow;
import io.onelift.files.TimeText;
import io.onelift.imports.Mapping.EventMapping;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns rows into events by a mapping. The message ids come from the file, the mapping and the row,
 * so that the same file taken twice counts once.
 */
final class RowEvents {
  private final Mapping mapping;
  private final FileShape shape;
  private final ZoneId zone;
  private final Instant now;
  private final TimeBounds bounds;
  private final String prefix;

  /**
   * @param now the time of events whose mapping names none
   * @param bounds of the times that are believed
   */
  RowEvents(Mapping mapping, FileShape shape, ZoneId zone, Instant now, TimeBounds bounds) {
    this.mapping = mapping;
    this.shape = shape;
    this.zone = zone;
    this.now = now;
    this.bounds = bounds;
    String file = Fingerprint.of(shape.fingerprint() + Flat.json(mapping.json())).hex();
    this.prefix = "import:" + file.substring(0, 24) + ":";
  }

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
        String name = each.event().fill(row).map(Flat::text).orElse("").strip();
        if (name.isEmpty()) {
          throw new RowRefused("The event's name is empty.");
        }
        Optional<Object> given = each.messageId().flatMap(template -> template.fill(row));
        String messageId = given.map(Flat::text).orElse(id(row, i + 1));
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
    return prefix + row.number() + ":" + part;
  }

  private List<Identifier> identifiers(ParsedRow row) throws RowRefused {
    List<Identifier> identifiers = new ArrayList<>();
    mapping
        .identifiers()
        .forEach(
            (type, template) ->
                template
                    .fill(row)
                    .map(value -> Flat.text(value).strip())
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
              return value != null && Flat.text(value).equals(test.getValue());
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
    Instant time =
        TimeText.moment(value.get(), order(mapping.time().get()), zone)
            .orElseThrow(
                () ->
                    new RowRefused(
                        "'"
                            + value.get()
                            + "' is not a time; write 2026-10-01T09:30:00+08:00, 2026-10-01"
                            + " 09:30:00 or milliseconds."));
    Optional<String> problem = bounds.problem(time, now);
    if (problem.isPresent()) {
      throw new RowRefused(problem.get() + ".");
    }
    return time;
  }

  /** A column that is not all times has an order too: that of those that are. */
  private DateOrder order(Template time) {
    return time.columns().stream()
        .flatMap(column -> shape.column(column).stream())
        .map(ColumnShape::dateOrder)
        .findFirst()
        .orElse(DateOrder.YMD);
  }

  private static Map<String, Object> fill(Map<String, Template> templates, ParsedRow row) {
    Map<String, Object> values = new LinkedHashMap<>();
    templates.forEach(
        (name, template) -> template.fill(row).ifPresent(value -> values.put(name, value)));
    return values;
  }
}
