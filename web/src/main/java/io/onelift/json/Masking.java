package io.onelift.json;

import io.onelift.event.Field;
import io.onelift.event.Identifier;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Hides personal data from callers who may not see it. */
public final class Masking {
  /** Stands for a hidden value; nothing of it can be guessed from this. */
  public static final String HIDDEN = "***";

  private final boolean visible;

  /**
   * @param visible true for callers who may see personal data
   */
  public Masking(boolean visible) {
    this.visible = visible;
  }

  public String value(Identifier identifier) {
    return visible || !identifier.isPersonal() ? identifier.value() : HIDDEN;
  }

  /** A value that is personal data, hidden. */
  public Object personal(Object value) {
    return visible ? value : HIDDEN;
  }

  /** Values by field name, the personal ones hidden. */
  public Map<String, Object> values(Map<String, Object> values, Collection<Field> fields) {
    if (visible) {
      return values;
    }
    Map<String, Field> known =
        fields.stream().collect(Collectors.toMap(Field::name, Function.identity()));
    Map<String, Object> masked = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          Field field = known.get(name);
          masked.put(name, field != null && field.personal() ? HIDDEN : value);
        });
    return masked;
  }
}
