package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.security.Permission;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The console's files, from the class path. A path without a file in it is one of the console's own
 * pages and gets its start page.
 */
final class ConsoleFiles implements Resource {
  private static final String FOLDER = "/console/";
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("webp", "image/webp"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("json", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("map", "application/json"));
  private static final List<String> CALLS = List.of("/api", "/v1", "/ofrep", "/sa", "/metrics");
  private static final String NOT_BUILT =
      """
      <!doctype html><meta charset="utf-8"><title>OneLift</title>
      <p>The console was left out of this build. Build it with <code>mvn package</code>, or use the calls
      that <a href="/docs">/docs</a> lists.</p>
      """;

  private final Map<String, Optional<byte[]>> files = new ConcurrentHashMap<>();

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/", Permission.OPEN, this::serve),
        Route.get("/<path>", Permission.OPEN, this::serve));
  }

  private void serve(Context context) {
    String path = context.path();
    if (CALLS.stream().anyMatch(call -> path.equals(call) || path.startsWith(call + "/"))) {
      context.status(404);
      return;
    }
    String name = path.substring(1);
    int dot = name.lastIndexOf('.');
    String type = dot < 0 ? "" : TYPES.getOrDefault(name.substring(dot + 1), "");
    if (type.isEmpty()) {
      startPage(context);
      return;
    }
    Optional<byte[]> file = name.contains("..") ? Optional.empty() : file(name);
    if (file.isEmpty()) {
      context.status(404);
      return;
    }
    // The build puts a hash of the content into the names of assets, so they never change.
    context.header(
        "Cache-Control",
        name.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache");
    context.contentType(type).result(file.get());
  }

  private void startPage(Context context) {
    context.header("Cache-Control", "no-cache");
    context.contentType("text/html; charset=utf-8");
    file("index.html").ifPresentOrElse(context::result, () -> context.result(NOT_BUILT));
  }

  private Optional<byte[]> file(String name) {
    return files.computeIfAbsent(name, ConsoleFiles::load);
  }

  private static Optional<byte[]> load(String name) {
    try (InputStream in = ConsoleFiles.class.getResourceAsStream(FOLDER + name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the console's " + name, e);
    }
  }
}
