package io.onelift.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Hands deliveries to the receiver; follows no redirect and reads nothing that it says. */
final class Receiver implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** Delivers once; what went wrong in words, or empty when the receiver took it. */
  Optional<String> deliver(Delivery delivery, WebhookConfig config, Instant at)
      throws InterruptedException {
    URI address = config.address();
    try {
      for (InetAddress ip : InetAddress.getAllByName(address.getHost())) {
        if (ip.isLinkLocalAddress() || ip.isMulticastAddress()) {
          return Optional.of(address.getHost() + " is an address that is never called: " + ip);
        }
      }
      HttpResponse<Void> response =
          http.send(delivery.request(address, config.key(), at), BodyHandlers.discarding());
      return response.statusCode() / 100 == 2
          ? Optional.empty()
          : Optional.of("The receiver answered " + response.statusCode() + " instead of 2xx");
    } catch (HttpTimeoutException e) {
      return Optional.of("The receiver did not answer within 10 seconds");
    } catch (UnknownHostException e) {
      return Optional.of("There is no host " + address.getHost());
    } catch (IOException e) {
      return Optional.of(
          "The receiver cannot be reached" + (e.getMessage() == null ? "" : ": " + e.getMessage()));
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
