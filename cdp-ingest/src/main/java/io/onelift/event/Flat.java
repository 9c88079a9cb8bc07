package io.onelift.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Nested JSON values made flat: an object's members are named with dots ({@code address.city}), a
 * list becomes a list of texts in which objects stand as JSON. Members that are null are left out.
 */
public final class Flat {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Deeper objects are kept as JSON text: nobody asks for a column six names long. */
  private static final int MAX_DEPTH = 5;

  private Flat() {}

  /** Leaf values by dotted name: texts, numbers, booleans and lists of texts. */
  public static Map<String, Object> of(Map<?, ?> nested) {
    Map<String, Object> flat = new LinkedHashMap<>();
    add(flat, "", nested, 1);
    return flat;
  }

  /** Leaf values by dotted name, as text. */
  public static Map<String, String> text(Map<?, ?> nested) {
    Map<String, String> text = new LinkedHashMap<>();
    of(nested).forEach((name, value) -> text.put(name, text(value)));
    return text;
  }

  /** A value as text: lists and objects as JSON, numbers without an exponent where possible. */
  public static String text(Object value) {
    return switch (value) {
      case String text -> text;
      case BigDecimal number -> number.toPlainString();
      case Collection<?> list -> json(list);
      case Map<?, ?> object -> json(object);
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          Long.toString(number.longValue());
      default -> value.toString();
    };
  }

  /** The JSON of a value. */
  public static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a JSON value: " + value.getClass(), e);
    }
  }

  private static void add(Map<String, Object> flat, String prefix, Map<?, ?> object, int depth) {
    object.forEach(
        (key, value) -> {
          String name = prefix + key;
          switch (value) {
            case null -> {}
            case Map<?, ?> inner when depth < MAX_DEPTH -> add(flat, name + ".", inner, depth + 1);
            case Map<?, ?> inner -> flat.put(name, json(inner));
            case Collection<?> list -> flat.put(name, texts(list));
            default -> flat.put(name, value);
          }
        });
  }

  private static List<String> texts(Collection<?> list) {
    List<String> texts = new ArrayList<>(list.size());
    for (Object element : list) {
      if (element != null) {
        texts.add(text(element));
      }
    }
    return texts;
  }
}
