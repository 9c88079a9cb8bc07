package io.onelift.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.event.InvalidInput;
import io.onelift.metastore.Definitions.Stored;
import java.util.function.Function;

/** A saved definition: its own fields, and {@code key, version, updated_at, updated_by}. */
public final class StoredJson {
  private StoredJson() {}

  public static <T> ObjectNode of(Stored<T> stored, Function<T, ObjectNode> print) {
    ObjectNode json = print.apply(stored.value());
    json.put("key", stored.key());
    json.put("version", stored.version());
    json.put("updated_at", stored.updatedAt().toString());
    json.put("updated_by", stored.updatedBy());
    return json;
  }

  /**
   * The key in a body, for what is created.
   *
   * @throws InvalidInput when there is none
   */
  public static String key(JsonNode body) {
    JsonNode key = body.path("key");
    if (!key.isTextual() || key.textValue().isBlank()) {
      throw new InvalidInput("/key", "is missing; give a text");
    }
    return key.textValue();
  }
}
