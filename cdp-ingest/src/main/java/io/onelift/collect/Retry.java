package io.onelift.collect;

import io.onelift.event.Event;
import io.onelift.event.Field;
import java.util.List;

/** What a second try of something quarantined comes to. */
sealed interface Retry {
  /** These are sent as if they had just come; times and message ids are their own. */
  record Send(List<Event> events, List<Item> items) implements Retry {
    public Send {
      events = List.copyOf(events);
      items = List.copyOf(items);
    }
  }

  /**
   * A property that an event was taken without can be set.
   *
   * @param value in the field's type
   */
  record SetProperty(String messageId, Field field, Object value) implements Retry {}

  /**
   * A trait that an event was taken without can be said after all.
   *
   * @param name flattened with dots
   * @param value as JSON has it
   */
  record SetTrait(String messageId, String name, Object value) implements Retry {}

  /** It cannot be taken; the reasons in words. */
  record Refuse(List<String> reasons) implements Retry {
    public Refuse {
      reasons = List.copyOf(reasons);
    }
  }
}
