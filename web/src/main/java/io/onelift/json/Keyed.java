package io.onelift.json;

import java.util.Optional;

/** The key of something that is created under its body's key and changed under its path's. */
final class Keyed {
  private Keyed() {}

  /** The path's key where there is one, which the body may repeat; else the body's. */
  static String key(Body body, Optional<String> path) {
    if (path.isEmpty()) {
      return body.text("key");
    }
    body.optionalText("key")
        .filter(own -> !own.equals(path.get()))
        .ifPresent(
            own -> body.problem("key", "is '" + own + "', but the path says '" + path.get() + "'"));
    return path.get();
  }
}
