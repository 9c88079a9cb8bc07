package io.onelift.browser;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** A site of somebody else, whose pages send events. */
final class Site implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, byte[]> contents = new ConcurrentHashMap<>();

  Site() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] content = contents.get(path);
            if (content == null) {
              exchange.sendResponseHeaders(404, -1);
            } else {
              String type = path.endsWith(".js") ? "text/javascript" : "text/html";
              exchange.getResponseHeaders().add("Content-Type", type + "; charset=utf-8");
              exchange.sendResponseHeaders(200, content.length);
              exchange.getResponseBody().write(content);
            }
          }
        });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  void file(String path, Path file) throws IOException {
    contents.put(path, Files.readAllBytes(file));
  }

  /** The address of a new page with this body. */
  String page(String html) {
    String path = "/page" + contents.size();
    contents.put(
        path, ("<!doctype html><title>Site</title>" + html).getBytes(StandardCharsets.UTF_8));
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
