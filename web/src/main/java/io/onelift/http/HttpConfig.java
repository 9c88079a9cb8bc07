package io.onelift.http;

import java.time.Duration;

/**
 * Where the server listens and what it takes.
 *
 * @param host the address to bind, for example {@code 127.0.0.1}
 * @param port 0 takes a free one
 * @param largestBody bytes of a request's body, files for import excepted
 * @param stopWithin how long requests in flight may take to end when the server stops
 */
public record HttpConfig(String host, int port, long largestBody, Duration stopWithin) {
  public static HttpConfig on(String host, int port) {
    return new HttpConfig(host, port, 10L * 1024 * 1024, Duration.ofSeconds(10));
  }
}
