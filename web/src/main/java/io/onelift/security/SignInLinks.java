package io.onelift.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;

/**
 * Codes that sign a browser in once, as the printed link does. They live a day and end with the
 * process.
 */
public final class SignInLinks {
  private final Cache<String, ApiKey> open =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofDays(1)).maximumSize(1_000).build();

  /** A code that stands for the key until somebody uses it. */
  public String issue(ApiKey key) {
    String code = Secrets.random();
    open.put(Secrets.digest(code), key);
    return code;
  }

  /** The key behind a code; a second use finds nothing. */
  public Optional<ApiKey> redeem(String code) {
    return Optional.ofNullable(open.asMap().remove(Secrets.digest(code)));
  }
}
