package io.onelift.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Senders as SDKs are: each sends a call again, as it is, until it is acknowledged, and only then
 * the next. They follow the server to a new address.
 */
final class Senders {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Tale tale;
  private final String key;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();
  private final AtomicLong slowestRefusal = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private volatile URI address;
  private volatile boolean ending;
  private volatile String problem = "";

  Senders(Tale tale, String key, URI address) {
    this.tale = tale;
    this.key = key;
    this.address = address;
  }

  void start(int count) {
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofPlatform().name("sender-" + i).daemon().start(this::run));
    }
  }

  void moveTo(URI next) {
    address = next;
  }

  /** Events acknowledged so far. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** Calls that had to be sent again. */
  long repeated() {
    return repeated.get();
  }

  /** The longest that a refusal (503 or 429) let its sender wait. */
  Duration slowestRefusal() {
    return Duration.ofNanos(slowestRefusal.get());
  }

  /** What should not have happened; empty when all is well. */
  String problem() {
    return problem;
  }

  /** Lets every sender bring its last call to an end. */
  void finish() throws InterruptedException {
    ending = true;
    for (Thread thread : threads) {
      thread.join(Duration.ofMinutes(3));
      if (thread.isAlive()) {
        problem = "A call was never acknowledged";
      }
    }
  }

  private void run() {
    try {
      while (!ending && problem.isEmpty()) {
        Tale.Call call = tale.next();
        while (!isAcknowledged(call)) {
          repeated.incrementAndGet();
          Thread.sleep(PAUSE);
        }
        acknowledged.addAndGet(call.events());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAcknowledged(Tale.Call call) throws InterruptedException {
    String path = call.path().endsWith("token=") ? call.path() + key : call.path();
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(PATIENCE)
            .header("Content-Type", call.contentType())
            .header("Authorization", "Bearer " + key)
            .POST(BodyPublishers.ofString(call.body()))
            .build();
    long begin = System.nanoTime();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      switch (response.statusCode()) {
        case 200 -> {
          return true;
        }
        case 429, 503 -> slowestRefusal.accumulateAndGet(System.nanoTime() - begin, Math::max);
        default -> {
          problem = call.path() + " answered " + response.statusCode() + ": " + response.body();
          return true;
        }
      }
    } catch (IOException e) {
      // The server is gone for the moment, as is the intention.
    }
    return false;
  }
}
