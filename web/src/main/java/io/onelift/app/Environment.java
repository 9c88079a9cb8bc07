package io.onelift.app;

import java.util.Optional;

/** What the environment says; read here and nowhere else. */
final class Environment {
  private Environment() {}

  /** The first admin key given from outside. */
  static Optional<String> adminKey() {
    return Optional.ofNullable(System.getenv("CDP_ADMIN_KEY"))
        .map(String::strip)
        .filter(key -> !key.isEmpty());
  }
}
