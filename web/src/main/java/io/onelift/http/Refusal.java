package io.onelift.http;

import java.time.Duration;
import java.util.Optional;

/** A request that is turned away before its handler understands it. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;
  private final transient Optional<Duration> retryAfter;

  private Refusal(int status, String type, String message, Optional<Duration> retryAfter) {
    super(message);
    this.status = status;
    this.type = type;
    this.retryAfter = retryAfter;
  }

  static Refusal unauthorized(String message) {
    return new Refusal(401, "unauthorized", message, Optional.empty());
  }

  static Refusal forbidden(String message) {
    return new Refusal(403, "forbidden", message, Optional.empty());
  }

  static Refusal tooMany(String message, Duration retryAfter) {
    return new Refusal(429, "too-many-requests", message, Optional.of(retryAfter));
  }

  static Refusal unavailable(String message, Duration retryAfter) {
    return new Refusal(503, "unavailable", message, Optional.of(retryAfter));
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
