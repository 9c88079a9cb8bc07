package io.onelift.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Replaces the values of hashed fields before anything of an event is kept: its properties, its
 * traits, the traits in its context, and what goes into quarantine. Safe for use by many threads.
 */
public final class Protection {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  /** In quarantine a hash is marked, so that a replay does not hash it again. */
  private static final String MARK = "hmac-sha256:";

  private static final Pattern MARKED = Pattern.compile(MARK + "[0-9a-f]{64}");
  private static final String CONTEXT_TRAITS = "traits.";

  private final Optional<KeyedHash> hash;
  private final Set<String> properties;
  private final Set<String> traits;

  /**
   * @param hash there whenever a field is hashed
   */
  Protection(Optional<KeyedHash> hash, Set<String> properties, Set<String> traits) {
    this.hash = hash;
    this.properties = Set.copyOf(properties);
    this.traits = Set.copyOf(traits);
  }

  boolean isHashedProperty(String name) {
    return properties.contains(name);
  }

  boolean isHashedTrait(String name) {
    return traits.contains(name);
  }

  /** The event as it may be kept; itself when nothing of it has to be hashed. */
  public Event of(Event event) {
    if (properties.isEmpty() && traits.isEmpty()) {
      return event;
    }
    Map<String, Object> safeProperties = protect(event.properties(), "", properties);
    Map<String, Object> safeTraits = protect(event.traits(), "", traits);
    Map<String, String> safeContext = context(event.context());
    if (safeProperties.equals(event.properties())
        && safeTraits.equals(event.traits())
        && safeContext.equals(event.context())) {
      return event;
    }
    return new Event(
        event.messageId(),
        event.kind(),
        event.name(),
        event.time(),
        event.receivedAt(),
        event.identifiers(),
        safeProperties,
        event.operation(),
        safeTraits,
        safeContext,
        event.source(),
        event.instant());
  }

  private Map<String, String> context(Map<String, String> context) {
    if (traits.isEmpty()) {
      return context;
    }
    Map<String, String> safe = new LinkedHashMap<>(context);
    safe.replaceAll(
        (name, value) ->
            name.startsWith(CONTEXT_TRAITS)
                    && traits.contains(name.substring(CONTEXT_TRAITS.length()))
                ? hashed(value)
                : value);
    return safe;
  }

  /**
   * Something rejected as it may be kept: the values of every member that is named like a hashed
   * field, wherever it stands. What is no JSON and speaks of such a field is not kept at all.
   */
  public String ofRejected(String payload) {
    if (properties.isEmpty() && traits.isEmpty()) {
      return payload;
    }
    try {
      Map<String, Object> read = JSON.readValue(payload, OBJECT);
      Map<String, Object> safe = protectAnywhere(read);
      return safe.equals(read) ? payload : JSON.writeValueAsString(safe);
    } catch (JsonProcessingException e) {
      return properties.stream().anyMatch(payload::contains)
              || traits.stream().anyMatch(payload::contains)
          ? "Not kept: it is no JSON object and may hold the value of a hashed field"
          : payload;
    }
  }

  private Map<String, Object> protect(Map<?, ?> values, String prefix, Set<String> names) {
    Map<String, Object> safe = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          String name = prefix + key;
          safe.put(
              key.toString(),
              names.contains(name)
                  ? hash(value, false)
                  : !names.isEmpty() && value instanceof Map<?, ?> inner
                      ? protect(inner, name + ".", names)
                      : value);
        });
    return safe;
  }

  private Map<String, Object> protectAnywhere(Map<?, ?> values) {
    Map<String, Object> safe = new LinkedHashMap<>();
    values.forEach((key, value) -> safe.put(key.toString(), anywhere(key.toString(), value)));
    return safe;
  }

  private Object anywhere(String path, Object value) {
    if (isHashed(path)) {
      return hash(value, true);
    }
    return switch (value) {
      case Map<?, ?> inner -> {
        Map<String, Object> safe = new LinkedHashMap<>();
        inner.forEach(
            (key, member) -> safe.put(key.toString(), anywhere(path + "." + key, member)));
        yield safe;
      }
      case Collection<?> list -> list.stream().map(member -> anywhere(path, member)).toList();
      // A payload keeps its nulls.
      case null -> null;
      default -> value;
    };
  }

  /** True when a path ends in the name of a hashed field. */
  private boolean isHashed(String path) {
    int dot = -1;
    do {
      String end = path.substring(dot + 1);
      if (properties.contains(end) || traits.contains(end)) {
        return true;
      }
      dot = path.indexOf('.', dot + 1);
    } while (dot >= 0);
    return false;
  }

  private Object hash(Object value, boolean mark) {
    return switch (value) {
      case null -> "";
      case Collection<?> list -> list.stream().map(member -> hash(member, mark)).toList();
      default -> {
        String text = hashed(Flat.text(value));
        yield mark && !text.isEmpty() ? MARK + text : text;
      }
    };
  }

  private String hashed(String text) {
    if (text.isBlank()) {
      return "";
    }
    return MARKED.matcher(text).matches()
        ? text.substring(MARK.length())
        : hash.orElseThrow().of(text.strip());
  }
}
