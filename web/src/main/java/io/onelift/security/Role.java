package io.onelift.security;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody is to the project; {@link Permission} says what each role may do. */
public enum Role {
  /** Everything, personal data as it is. */
  ADMIN,
  /** Asks, queries and defines tags and audiences; personal data masked. */
  ANALYST,
  /** As the analyst, and runs offers, placements and experiments. */
  STRATEGIST,
  /** A program that sends events and asks for offers and assignments. */
  APP,
  /** A program that only sends events; the write key of an SDK. */
  INGEST;

  /** The role's name on the wire, in lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Role> of(String key) {
    return Stream.of(values()).filter(role -> role.key().equals(key)).findFirst();
  }
}
