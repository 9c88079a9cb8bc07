package io.onelift.webhook;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One call to the receiver, signed by the Standard Webhooks convention (standardwebhooks.com):
 * HMAC-SHA256 of {@code id.timestamp.body}, so that nobody else can send it, change it, or send it
 * again much later.
 *
 * @param id the same at every try, so that the receiver can tell a repetition
 * @param body JSON
 */
record Delivery(String id, String body) {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** The call as it is sent at a moment: each try has its own time and signature. */
  HttpRequest request(URI address, byte[] key, Instant at) {
    long timestamp = at.getEpochSecond();
    return HttpRequest.newBuilder(address)
        .timeout(TIMEOUT)
        .header("Content-Type", "application/json")
        .header("User-Agent", "OneLift")
        .header("webhook-id", id)
        .header("webhook-timestamp", Long.toString(timestamp))
        .header("webhook-signature", "v1," + signature(key, timestamp))
        .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8))
        .build();
  }

  private String signature(byte[] key, long timestamp) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      String signed = id + "." + timestamp + "." + body;
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256", e);
    }
  }
}
