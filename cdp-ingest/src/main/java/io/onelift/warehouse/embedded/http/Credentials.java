package io.onelift.warehouse.embedded.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.onelift.warehouse.embedded.engine.StatementException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;

/** The one user who may ask. */
record Credentials(String user, String password) {

  /**
   * Looks, as ClickHouse does, in {@code X-ClickHouse-User} and {@code -Key}, in Basic
   * authentication and in the URL's {@code user} and {@code password}.
   *
   * @throws StatementException REQUIRED_PASSWORD or AUTHENTICATION_FAILED
   */
  void check(HttpHeaders headers, Map<String, String> query) {
    Credentials given = given(headers, query);
    if (given.user.isEmpty() && given.password.isEmpty()) {
      throw new StatementException(
          194, "REQUIRED_PASSWORD", "This engine needs the user and the password of its owner");
    }
    // Both comparisons always, in a time that tells nothing about where the two differ.
    boolean sameUser = MessageDigest.isEqual(bytes(user), bytes(given.user));
    boolean samePassword = MessageDigest.isEqual(bytes(password), bytes(given.password));
    if (!sameUser || !samePassword) {
      throw new StatementException(
          516,
          "AUTHENTICATION_FAILED",
          given.user
              + ": Authentication failed: password is incorrect, or there is no user with such"
              + " name");
    }
  }

  private static Credentials given(HttpHeaders headers, Map<String, String> query) {
    String user = headers.get("X-ClickHouse-User", "");
    String key = headers.get("X-ClickHouse-Key", "");
    if (!user.isEmpty() || !key.isEmpty()) {
      return new Credentials(user, key);
    }
    String authorization = headers.get(HttpHeaderNames.AUTHORIZATION, "");
    if (authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      String pair = decode(authorization.substring(6).strip());
      int colon = pair.indexOf(':');
      return colon < 0
          ? new Credentials(pair, "")
          : new Credentials(pair.substring(0, colon), pair.substring(colon + 1));
    }
    return new Credentials(query.getOrDefault("user", ""), query.getOrDefault("password", ""));
  }

  private static String decode(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new StatementException(
          516, "AUTHENTICATION_FAILED", "The Authorization header is not valid Base64");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Credentials[" + user + "]";
  }
}
