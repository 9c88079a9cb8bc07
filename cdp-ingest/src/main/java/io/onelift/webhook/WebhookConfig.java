package io.onelift.webhook;

import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Where quarantined batches are told, and the secret they are signed with.
 *
 * @param url http or https; not an address of the link itself, where clouds keep their credentials
 * @param secret {@code whsec_} and base64 of 24 to 64 bytes, as Standard Webhooks has it
 */
public record WebhookConfig(String url, String secret) {
  private static final String PREFIX = "whsec_";

  public WebhookConfig {
    List<Problem> problems = new ArrayList<>();
    checkUrl(url, problems);
    if (key(secret).length < 24 || key(secret).length > 64) {
      problems.add(
          new Problem(
              "/secret",
              "must be 'whsec_' and the base64 of 24 to 64 random bytes, for example of openssl"
                  + " rand -base64 32"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  URI address() {
    return URI.create(url);
  }

  byte[] key() {
    return key(secret);
  }

  private static void checkUrl(String url, List<Problem> problems) {
    try {
      URI uri = new URI(url);
      boolean http = "http".equalsIgnoreCase(uri.getScheme());
      if ((!http && !"https".equalsIgnoreCase(uri.getScheme())) || uri.getHost() == null) {
        problems.add(
            new Problem("/url", "must be such as https://example.com/hook, not '" + url + "'"));
      } else if (uri.getUserInfo() != null) {
        problems.add(
            new Problem("/url", "must not carry a password; deliveries are signed instead"));
      }
    } catch (URISyntaxException e) {
      problems.add(new Problem("/url", "is no address: " + e.getMessage()));
    }
  }

  private static byte[] key(String secret) {
    if (!secret.startsWith(PREFIX)) {
      return new byte[0];
    }
    try {
      return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      // No base64 is no key, which the caller words.
      return new byte[0];
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "WebhookConfig[" + url + "]";
  }
}
