package io.onelift.collect;

import io.onelift.event.Event;
import io.onelift.event.Field;
import io.onelift.event.Fit;
import io.onelift.event.Flat;
import io.onelift.event.Identifier;
import io.onelift.event.PlanDraft;
import io.onelift.event.ProfileId;
import io.onelift.event.ValueType;
import io.onelift.warehouse.Warehouse;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows of {@code events} that one commit writes. Receives the events, fits their properties and
 * traits to the tracking plan, gives rows, typed traits and what did not fit.
 */
final class EventRows {
  private static final List<String> FIXED =
      List.of(
          "message_id",
          "kind",
          "event",
          "profile_no",
          "time",
          "received_at",
          "identifiers",
          "context",
          "traits",
          "trait_operation",
          "source",
          "instant",
          "overflow",
          "commit_no",
          "commit_seq");

  private final PlanDraft draft;
  private final List<Row> rows = new ArrayList<>();
  private final List<Rejection> misfits = new ArrayList<>();

  /** The place of each learned column behind the fixed ones. */
  private final Map<Field, Integer> places = new LinkedHashMap<>();

  /** An event with its fitted values; those of the properties in the order of {@code fields}. */
  private record Row(
      Event event,
      List<Field> fields,
      List<Object> values,
      Map<String, String> overflow,
      Map<String, Object> traits) {}

  EventRows(PlanDraft draft) {
    this.draft = draft;
  }

  void add(Event event) {
    draft.event(event.name());
    List<Field> fields = new ArrayList<>(event.properties().size());
    List<Object> values = new ArrayList<>(event.properties().size());
    Map<String, String> overflow = new HashMap<>();
    Flat.of(event.properties())
        .forEach(
            (name, value) -> {
              switch (draft.property(event.name(), name, value)) {
                case Fit.Fits fits -> {
                  places.putIfAbsent(fits.field(), places.size());
                  fields.add(fits.field());
                  values.add(fits.value());
                }
                case Fit.Overflows over -> overflow.put(name, over.text());
                case Fit.Misfits misfit ->
                    reject(event, "properties", name, value, misfit.reason());
                case Fit.Absent absent -> {}
              }
            });
    rows.add(new Row(event, fields, values, overflow, traits(event)));
  }

  private Map<String, Object> traits(Event event) {
    Map<String, Object> traits = new LinkedHashMap<>();
    Flat.of(event.traits())
        .forEach(
            (name, value) -> {
              switch (draft.trait(event.operation(), name, value)) {
                case Fit.Fits fits -> traits.put(name, fits.value());
                case Fit.Misfits misfit -> reject(event, "traits", name, value, misfit.reason());
                // Still in the event's own traits, which are kept whole.
                case Fit.Overflows over -> {}
                case Fit.Absent absent -> {}
              }
            });
    return traits;
  }

  private void reject(Event event, String where, String part, Object value, String reason) {
    misfits.add(
        new Rejection(
            event.receivedAt(),
            event.source(),
            event.messageId(),
            part,
            List.of(reason),
            Flat.json(Map.of("event", event.name(), where, Map.of(part, value)))));
  }

  /** Properties and traits that were left out. */
  List<Rejection> misfits() {
    return misfits;
  }

  /** The traits of each event, by name, typed; in the order of the events. */
  List<Map<String, Object>> traits() {
    return rows.stream().map(Row::traits).toList();
  }

  void insert(Warehouse warehouse, List<ProfileId> profiles, long commit) {
    List<String> columns = new ArrayList<>(FIXED);
    places.keySet().forEach(field -> columns.add(field.column()));
    List<Object> nothing = new ArrayList<>(Collections.nCopies(places.size(), null));
    places.forEach(
        (field, at) -> nothing.set(at, field.type() == ValueType.LIST ? List.of() : null));
    List<List<Object>> values = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      List<Object> value = new ArrayList<>(columns.size());
      fixed(value, row, profiles.get(i), commit);
      value.add(i);
      value.addAll(nothing);
      for (int f = 0; f < row.fields().size(); f++) {
        value.set(FIXED.size() + places.get(row.fields().get(f)), row.values().get(f));
      }
      values.add(value);
    }
    warehouse.insert("events", columns, values);
  }

  private static void fixed(List<Object> value, Row row, ProfileId profile, long commit) {
    Event event = row.event();
    value.add(event.messageId());
    value.add(event.kind().key());
    value.add(event.name());
    value.add(profile.unsigned());
    value.add(event.time());
    value.add(event.receivedAt());
    value.add(identifiers(event.identifiers()));
    value.add(event.context());
    value.add(event.traits().isEmpty() ? "" : Flat.json(event.traits()));
    value.add(event.operation().key());
    value.add(event.source());
    value.add(event.instant());
    value.add(row.overflow());
    value.add(commit);
  }

  /** All of them in their order: unlike Java's, a map of ClickHouse may hold a key twice. */
  private static Map<String, String> identifiers(List<Identifier> identifiers) {
    Set<Map.Entry<String, String>> entries = new LinkedHashSet<>();
    identifiers.forEach(i -> entries.add(Map.entry(i.type(), i.value())));
    return new AbstractMap<>() {
      @Override
      public Set<Map.Entry<String, String>> entrySet() {
        return entries;
      }
    };
  }
}
