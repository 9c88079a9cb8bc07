package io.onelift.sdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/** Stands before the product and goes wrong as networks and servers do, then works. */
public final class Gateway implements AutoCloseable {
  /** What becomes of a call. */
  public enum Trouble {
    /** Refused as by a server that has too much to do. */
    OVERLOADED,
    /** Refused as by a server whose warehouse is away. */
    UNAVAILABLE,
    /** Taken, but its sender does not hear of it. */
    ANSWER_LOST
  }

  private static final Set<String> NOT_PASSED_ON =
      Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade");

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer server;
  private final String target;
  private final String path;
  private final Queue<Trouble> troubles;

  /** In front of an address; each call but a preflight meets the next trouble, while there are. */
  Gateway(String target, List<Trouble> troubles) throws IOException {
    this(target, "/", troubles);
  }

  /** The same, where only calls of a path meet trouble. */
  public Gateway(String target, String path, List<Trouble> troubles) throws IOException {
    this.target = target;
    this.path = path;
    this.troubles = new ConcurrentLinkedQueue<>(troubles);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** True when everything that was to go wrong has. */
  public boolean isThrough() {
    return troubles.isEmpty();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Trouble trouble = meetsTrouble(exchange) ? troubles.poll() : null;
      switch (trouble) {
        case OVERLOADED -> refuse(exchange, 429);
        case UNAVAILABLE -> refuse(exchange, 503);
        case ANSWER_LOST -> {
          HttpResponse<byte[]> taken = pass(exchange, body);
          if (taken.statusCode() != 200) {
            throw new IOException("The product answered " + taken.statusCode());
          }
          refuse(exchange, 503);
        }
        case null -> answer(exchange, pass(exchange, body));
      }
    }
  }

  private boolean meetsTrouble(HttpExchange exchange) {
    return !exchange.getRequestMethod().equals("OPTIONS")
        && exchange.getRequestURI().getPath().startsWith(path);
  }

  private static void refuse(HttpExchange exchange, int status) throws IOException {
    exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
    exchange.getResponseHeaders().add("Access-Control-Expose-Headers", "Retry-After");
    exchange.getResponseHeaders().add("Retry-After", "1");
    exchange.sendResponseHeaders(status, -1);
  }

  private HttpResponse<byte[]> pass(HttpExchange exchange, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    request.header("X-Forwarded-Host", exchange.getRequestHeaders().getFirst("Host"));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> response)
      throws IOException {
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED_ON.contains(name) && !name.startsWith(":")) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, value));
              }
            });
    byte[] body = response.body();
    exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
