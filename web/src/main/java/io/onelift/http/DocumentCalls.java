package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.security.Permission;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The document of all calls, for programs and for people. */
final class DocumentCalls implements Resource {
  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/openapi.json", Permission.SIGNED_IN, DocumentCalls::document),
        Route.get("/docs", Permission.SIGNED_IN, DocumentCalls::page),
        Route.get("/docs.js", Permission.SIGNED_IN, DocumentCalls::script));
  }

  private static void document(Context context) {
    context.contentType("application/json").result(read("openapi.json"));
  }

  private static void page(Context context) {
    context.contentType("text/html; charset=utf-8").result(read("docs.html"));
  }

  private static void script(Context context) {
    context.contentType("text/javascript; charset=utf-8").result(read("docs.js"));
  }

  static byte[] read(String name) {
    try (InputStream in = DocumentCalls.class.getResourceAsStream("/http/" + name)) {
      if (in == null) {
        throw new IllegalStateException("The build left out /http/" + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read /http/" + name, e);
    }
  }
}
