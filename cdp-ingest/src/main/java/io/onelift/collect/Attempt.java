package io.onelift.collect;

import io.onelift.event.Commit;
import io.onelift.event.Event;
import io.onelift.event.ProfileId;
import io.onelift.event.TraitOperation;
import io.onelift.identity.IdentityGraph;
import io.onelift.identity.Resolution;
import io.onelift.profile.ProfileChanges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The events of one commit and their profiles, while it is being written. */
final class Attempt {
  final long number;
  final List<Event> events;
  final Resolution resolution;
  private final List<ProfileId> profiles;

  /** Events whose profiles are resolved. */
  Attempt(long number, List<Event> events, Resolution resolution, IdentityGraph identities) {
    this.number = number;
    this.events = events;
    this.resolution = resolution;
    this.profiles = new ArrayList<>(events.size());
    Map<ProfileId, ProfileId> current = new HashMap<>();
    for (ProfileId leaf : resolution.leafs()) {
      profiles.add(current.computeIfAbsent(leaf, identities::current));
    }
  }

  /** What the events say about profiles, given each event's typed traits. */
  ProfileChanges changes(List<Map<String, Object>> traits) {
    Map<ProfileId, ProfileChanges.Seen> seen = new LinkedHashMap<>();
    List<ProfileChanges.Said> said = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      ProfileChanges.Seen known = seen.get(profiles.get(i));
      seen.put(
          profiles.get(i),
          known == null
              ? new ProfileChanges.Seen(event.time(), event.time())
              : known.and(event.time()));
      if (!traits.get(i).isEmpty() || event.operation() == TraitOperation.DELETE) {
        said.add(
            new ProfileChanges.Said(
                profiles.get(i), event.time(), event.operation(), event.source(), traits.get(i)));
      }
    }
    return new ProfileChanges(Set.copyOf(resolution.created()), resolution.merges(), seen, said);
  }

  /** What to tell listeners. */
  Commit commit(Set<String> traits) {
    List<Commit.Stored> stored = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      stored.add(new Commit.Stored(events.get(i), profiles.get(i)));
    }
    return new Commit(stored, resolution.merges(), Set.copyOf(profiles), traits);
  }
}
