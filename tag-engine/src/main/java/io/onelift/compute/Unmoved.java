package io.onelift.compute;

import io.onelift.tag.Tag;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What tags were computed from, where that can be told apart but not by profile. Since the start
 * only: after one, each is computed once. Safe for use by many threads.
 */
final class Unmoved {
  private record Seen(int version, String state) {}

  private final Map<String, Seen> states = new ConcurrentHashMap<>();

  /** Notes the state that the values of a tag are from; empty when nothing can be told from it. */
  void note(Tag tag, Optional<String> state) {
    state.ifPresentOrElse(
        now -> states.put(tag.key(), new Seen(tag.version(), now)), () -> states.remove(tag.key()));
  }

  /** Whether the values were computed from the same state, by the same definition. */
  boolean isStill(Tag tag, Optional<String> state) {
    return state
        .map(now -> new Seen(tag.version(), now).equals(states.get(tag.key())))
        .orElse(false);
  }

  void forget(String key) {
    states.remove(key);
  }
}
