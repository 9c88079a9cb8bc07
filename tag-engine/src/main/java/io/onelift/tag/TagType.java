package io.onelift.tag;

import io.onelift.event.ValueType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the values of a tag are; decides which tests a rule may make on it. */
public enum TagType {
  /** One word out of few; a bitmap per word. A source that gives several leaves several. */
  ENUM(ValueType.TEXT),
  /** Any number of words out of few; a bitmap per word. */
  LIST(ValueType.LIST),
  /** A number; bit-sliced. */
  NUMBER(ValueType.NUMBER),
  /** Yes or no; two bitmaps. */
  BOOLEAN(ValueType.BOOLEAN),
  /** A moment; bit-sliced milliseconds. */
  DATE(ValueType.TIME);

  private final ValueType valueType;

  TagType(ValueType valueType) {
    this.valueType = valueType;
  }

  /** The type that conditions on the tag are checked against. */
  public ValueType valueType() {
    return valueType;
  }

  /**
   * As JSON writes it: {@code enum}, {@code list}, {@code number}, {@code boolean}, {@code date}.
   */
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<TagType> ofJson(String word) {
    return Arrays.stream(values()).filter(type -> type.json().equals(word)).findFirst();
  }
}
