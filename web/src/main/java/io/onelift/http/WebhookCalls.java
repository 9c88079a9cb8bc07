package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.json.Body;
import io.onelift.security.Permission;
import io.onelift.webhook.Webhook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** The webhook that is told of what is quarantined. */
final class WebhookCalls implements Resource {
  private static final String PATH = "/api/ingest/webhook";

  private final Webhook webhook;

  WebhookCalls(Webhook webhook) {
    this.webhook = webhook;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(PATH, Permission.ADMINISTER, this::show),
        Route.put(PATH, Permission.ADMINISTER, this::set),
        Route.delete(PATH, Permission.ADMINISTER, this::remove),
        Route.post(PATH + "/test", Permission.ADMINISTER, this::test));
  }

  private void show(Context context) {
    Webhook.State state = webhook.state();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("configured", state.url().isPresent());
    state.url().ifPresent(url -> json.put("url", url));
    json.put("waiting", state.waiting());
    state.lastSuccess().ifPresent(at -> json.put("last_success", at));
    state.lastFailure().ifPresent(failure -> json.put("last_error", failure));
    context.json(json);
  }

  private void set(Context context) {
    Body body = Body.parse(context.bodyAsBytes());
    String url = body.text("url");
    Optional<String> secret = body.optionalText("secret");
    body.end();
    webhook.set(url, secret);
    show(context);
  }

  private void remove(Context context) {
    webhook.remove();
    context.status(204);
  }

  private void test(Context context) {
    try {
      Optional<String> problem = webhook.test();
      context.json(
          Map.of(
              "delivered", problem.isEmpty(), "message", problem.orElse("The receiver took it")));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while the webhook was tested");
    }
  }
}
