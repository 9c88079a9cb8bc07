package io.onelift.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Slows guessing: after 20 wrong secrets from one address within a minute, the address has to wait.
 * Keys that the product made are checked all the same, since 256 random bits cannot be guessed and
 * one program with a wrong key must not lock out the others behind the same address.
 */
public final class FailureLimit {
  public static final Duration PERIOD = Duration.ofMinutes(1);
  private static final int ALLOWED = 20;

  private final Cache<String, AtomicInteger> failures =
      Caffeine.newBuilder().expireAfterWrite(PERIOD).maximumSize(100_000).build();

  public void failed(String address) {
    failures.get(address, key -> new AtomicInteger()).incrementAndGet();
  }

  /** True when this secret from this address is not to be looked at now. */
  public boolean isBlocked(String address, String secret) {
    AtomicInteger count = failures.getIfPresent(address);
    return count != null && count.get() >= ALLOWED && !secret.startsWith(Secrets.KEY_PREFIX);
  }
}
