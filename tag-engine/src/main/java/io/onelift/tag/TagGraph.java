package io.onelift.tag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which tags are made of which. */
final class TagGraph {
  private final Map<String, Tag> tags;

  TagGraph(Map<String, Tag> tags) {
    this.tags = tags;
  }

  /** The way from a tag back to itself, as it would be with this definition. */
  Optional<List<String>> circle(Tag changed) {
    Map<String, Tag> then = new LinkedHashMap<>(tags);
    then.put(changed.key(), changed);
    List<String> way = new ArrayList<>(List.of(changed.key()));
    return new TagGraph(then).leadsBack(changed, changed.key(), way, new LinkedHashSet<>())
        ? Optional.of(way)
        : Optional.empty();
  }

  private boolean leadsBack(Tag tag, String start, List<String> way, Set<String> seen) {
    for (String next : tag.definition().uses().tags().stream().sorted().toList()) {
      way.add(next);
      Tag used = tags.get(next);
      if (next.equals(start)
          || (used != null && seen.add(next) && leadsBack(used, start, way, seen))) {
        return true;
      }
      way.removeLast();
    }
    return false;
  }

  /** Keys of the tags whose own definition names this one. */
  List<String> madeOf(String key) {
    return tags.values().stream()
        .filter(tag -> tag.definition().uses().tags().contains(key))
        .map(Tag::key)
        .sorted()
        .toList();
  }

  /** All tags, each after those that it is made of, else by key. */
  List<Tag> inOrder() {
    Map<String, Tag> ordered = new LinkedHashMap<>();
    byKey(tags.values()).forEach(tag -> visit(tag, ordered, new LinkedHashSet<>()));
    return List.copyOf(ordered.values());
  }

  private void visit(Tag tag, Map<String, Tag> ordered, Set<String> open) {
    if (ordered.containsKey(tag.key()) || !open.add(tag.key())) {
      return;
    }
    byKey(tag.definition().uses().tags().stream().map(tags::get).filter(t -> t != null).toList())
        .forEach(used -> visit(used, ordered, open));
    ordered.put(tag.key(), tag);
  }

  private static List<Tag> byKey(Collection<Tag> some) {
    return some.stream().sorted(Comparator.comparing(Tag::key)).toList();
  }
}
