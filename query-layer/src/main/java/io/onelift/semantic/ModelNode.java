package io.onelift.semantic;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.event.Problem;
import io.onelift.tag.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A place in a YAML document while it is read. What is wrong goes into the list that all places of
 * a document share, and reading goes on with an empty value, so that every problem is found at
 * once.
 */
record ModelNode(JsonNode json, String pointer, List<Problem> problems) {

  void problem(String message) {
    problems.add(new Problem(pointer, message));
  }

  ModelNode child(String name) {
    return new ModelNode(json.path(name), pointer + "/" + escape(name), problems);
  }

  boolean has(String name) {
    return json.hasNonNull(name);
  }

  /** The entries of a map; none when it is absent. */
  Map<String, ModelNode> entries() {
    Map<String, ModelNode> entries = new LinkedHashMap<>();
    if (json.isObject()) {
      json.fieldNames().forEachRemaining(name -> entries.put(name, child(name)));
    } else if (!json.isMissingNode() && !json.isNull()) {
      problem("This must be a map, not " + json);
    }
    return entries;
  }

  /** The items of a list; none when it is absent. A single value is a list of one. */
  List<ModelNode> items() {
    List<ModelNode> items = new ArrayList<>();
    if (json.isArray()) {
      for (int i = 0; i < json.size(); i++) {
        items.add(new ModelNode(json.get(i), pointer + "/" + i, problems));
      }
    } else if (!json.isMissingNode() && !json.isNull()) {
      items.add(this);
    }
    return items;
  }

  /** A text that has to be there. */
  String text(String name) {
    return optionalText(name)
        .orElseGet(
            () -> {
              problem("'" + name + "' is missing");
              return "";
            });
  }

  Optional<String> optionalText(String name) {
    ModelNode child = child(name);
    if (!has(name)) {
      return Optional.empty();
    }
    if (!child.json.isValueNode()) {
      child.problem("This must be a text, not " + child.json);
      return Optional.empty();
    }
    return Optional.of(child.json.asText());
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (ModelNode item : child(name).items()) {
      if (item.json.isValueNode()) {
        texts.add(item.json.asText());
      } else {
        item.problem("This must be a text, not " + item.json);
      }
    }
    return texts;
  }

  /** Reports keys that mean nothing here. */
  void allow(Set<String> names) {
    for (Map.Entry<String, ModelNode> entry : entries().entrySet()) {
      if (!names.contains(entry.getKey())) {
        entry
            .getValue()
            .problem("'" + entry.getKey() + "' means nothing here. " + hint(entry.getKey(), names));
      }
    }
  }

  /** The one of these keys that is there; reports none or several. */
  Optional<String> oneOf(Collection<String> names, String what) {
    List<String> present = names.stream().filter(name -> !json.path(name).isMissingNode()).toList();
    if (present.size() == 1) {
      return Optional.of(present.getFirst());
    }
    problem(
        present.isEmpty()
            ? what + " is missing; give one of " + String.join(", ", names)
            : what + " must be one, not " + String.join(" and ", present));
    return Optional.empty();
  }

  private static String hint(String wrong, Set<String> names) {
    return NearestName.hint(wrong, names);
  }

  static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
