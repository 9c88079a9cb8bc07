package io.onelift.tag;

import java.util.Locale;

/** Something that would not work without a tag. */
public record TagUser(Kind kind, String key) {
  /** What kinds of things use tags. */
  public enum Kind {
    AUDIENCE,
    TAG,
    MODEL,
    DECISION_TABLE,
    /** A dimension that the semantic model declares. */
    DIMENSION;

    /** As JSON writes it. */
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** For messages: {@code audience vip}. */
  @Override
  public String toString() {
    return kind.json().replace('_', ' ') + " " + key;
  }
}
