package io.onelift.demo;

import io.onelift.event.Event;
import io.onelift.event.EventKind;
import io.onelift.event.Identifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The events of one person as they are drawn. Message ids depend only on the person and the order
 * of drawing, so a second drawing gives the same.
 */
final class Journal {
  private final String prefix;
  private final Instant end;
  private final Instant now;
  private final List<Event> events = new ArrayList<>();
  private int drawn;

  /**
   * @param prefix of the message ids
   * @param end the person does nothing at or after it
   * @param now nothing at all happens at or after it
   */
  Journal(String prefix, Instant end, Instant now) {
    this.prefix = prefix;
    this.end = end;
    this.now = now;
  }

  void track(String name, Instant time, List<Identifier> who, Map<String, Object> properties) {
    add(EventKind.TRACK, name, time, who, properties, Map.of());
  }

  void page(String page, Instant time, List<Identifier> who) {
    add(EventKind.PAGE, "page", time, who, Map.of("page", page), Map.of());
  }

  void identify(Instant time, List<Identifier> who, Map<String, Object> traits) {
    add(EventKind.IDENTIFY, "identify", time, who, Map.of(), traits);
  }

  private void add(
      EventKind kind,
      String name,
      Instant time,
      List<Identifier> who,
      Map<String, Object> properties,
      Map<String, Object> traits) {
    String id = prefix + drawn++;
    // What the bank knows of somebody stays known after they have left.
    Instant last = kind == EventKind.IDENTIFY ? now : end;
    if (time.isBefore(last)) {
      events.add(
          new Event(id, kind, name, time, time, who, properties, traits, Map.of(), "demo", false));
    }
  }

  /** A later moment that is drawn evenly from the span. */
  static Instant after(Instant time, Duration atLeast, Duration atMost, RandomGenerator random) {
    return time.plus(atLeast).plusMillis(random.nextLong(atMost.toMillis() - atLeast.toMillis()));
  }

  /** In the order in which things happened. */
  List<Event> events() {
    return events.stream().sorted(Comparator.comparing(Event::time)).toList();
  }
}
