package io.onelift.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A receiver of deliveries on loopback that does what it is told. */
final class Listening implements AutoCloseable {
  /** A delivery as it came. */
  record Call(String id, String timestamp, String signature, String text) {
    JsonNode json() {
      try {
        return new ObjectMapper().readTree(text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final HttpServer server;
  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private volatile int status = 204;
  private volatile boolean hanging;

  Listening() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          calls.add(
              new Call(
                  exchange.getRequestHeaders().getFirst("webhook-id"),
                  exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                  exchange.getRequestHeaders().getFirst("webhook-signature"),
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          while (hanging) {
            LockSupport.parkNanos(10_000_000);
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  void answer(int code) {
    status = code;
  }

  void hang(boolean on) {
    hanging = on;
  }

  /** The next call, once it is there. */
  Call next() {
    try {
      Call call = calls.poll(60, TimeUnit.SECONDS);
      if (call == null) {
        throw new AssertionError("No delivery came");
      }
      return call;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  int waiting() {
    return calls.size();
  }

  @Override
  public void close() {
    hanging = false;
    server.stop(0);
  }
}
