package io.onelift.event;

import java.util.Objects;

/**
 * Something a touchpoint knows a person by.
 *
 * @param type {@code user_id}, {@code anonymous_id}, {@code phone}, {@code email}, {@code
 *     device_id} or a type of the project's own, in lower case with underscores
 * @param value as the touchpoint sent it, trimmed, never empty
 */
public record Identifier(String type, String value) {
  public static final String USER_ID = "user_id";
  public static final String ANONYMOUS_ID = "anonymous_id";

  /** The former id that an alias names: whichever user id or anonymous id has this value. */
  public static final String PREVIOUS_ID = "previous_id";

  public Identifier {
    Objects.requireNonNull(type, "type");
    value = value.strip();
    if (type.isEmpty() || value.isEmpty()) {
      throw new IllegalArgumentException("An identifier needs a type and a value");
    }
  }

  /** True when the type says that the value is personal data: a phone, an e-mail address. */
  public boolean isPersonal() {
    return type.equals("name") || FieldNames.isPersonal(type.replace("identity_", ""), false);
  }

  /**
   * Type and value as one text, told apart by a zero: ClickHouse's {@code concat(type, '\0',
   * value)}.
   */
  public String key() {
    return type + '\0' + value;
  }

  public static Identifier user(String value) {
    return new Identifier(USER_ID, value);
  }

  public static Identifier anonymous(String value) {
    return new Identifier(ANONYMOUS_ID, value);
  }
}
