package io.onelift.event;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One thing that happened, as decoded from any wire format and validated. Values in the maps are
 * what JSON has: {@code String}, {@code Boolean}, {@code Long}, {@code Double}, {@code BigDecimal},
 * {@code List}, {@code Map}; never null.
 *
 * @param messageId the sender's id for it; the same id counts once
 * @param name the event's name; for other kinds than track the kind in lower case
 * @param time when it happened, clock skew corrected
 * @param receivedAt when it reached the product
 * @param identifiers everything that names the person, strongest first; never empty
 * @param properties of the event (track, page, screen); empty for identify
 * @param operation what {@code traits} do to what is known; {@link TraitOperation#SET} when there
 *     are none
 * @param traits of the person (identify); empty for the other kinds
 * @param context flattened with dots, for example {@code campaign.source}; values as text
 * @param source what sent it: {@code segment}, {@code sensors}, {@code import}, {@code demo}
 * @param instant true when decisions must see it without waiting for a batch
 */
public record Event(
    String messageId,
    EventKind kind,
    String name,
    Instant time,
    Instant receivedAt,
    List<Identifier> identifiers,
    Map<String, Object> properties,
    TraitOperation operation,
    Map<String, Object> traits,
    Map<String, String> context,
    String source,
    boolean instant) {
  public Event {
    identifiers = List.copyOf(identifiers);
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    traits = Collections.unmodifiableMap(new LinkedHashMap<>(traits));
    context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
    if (messageId.isEmpty() || name.isEmpty() || identifiers.isEmpty()) {
      throw new IllegalArgumentException("An event needs a message id, a name and an identifier");
    }
  }

  /** An event whose traits, if it has any, are set. */
  public Event(
      String messageId,
      EventKind kind,
      String name,
      Instant time,
      Instant receivedAt,
      List<Identifier> identifiers,
      Map<String, Object> properties,
      Map<String, Object> traits,
      Map<String, String> context,
      String source,
      boolean instant) {
    this(
        messageId,
        kind,
        name,
        time,
        receivedAt,
        identifiers,
        properties,
        TraitOperation.SET,
        traits,
        context,
        source,
        instant);
  }

  /** The same event, received at another time and by another way. */
  public Event received(Instant at, String from) {
    return new Event(
        messageId,
        kind,
        name,
        time,
        at,
        identifiers,
        properties,
        operation,
        traits,
        context,
        from,
        instant);
  }

  /** The same event, named by these identifiers. */
  public Event by(List<Identifier> others) {
    return new Event(
        messageId,
        kind,
        name,
        time,
        receivedAt,
        others,
        properties,
        operation,
        traits,
        context,
        source,
        instant);
  }
}
