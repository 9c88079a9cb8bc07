package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.collect.Decoded;
import io.onelift.collect.Receipt;
import io.onelift.collect.Rejection;
import io.onelift.collect.SegmentCalls;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.json.ReceiptJson;
import io.onelift.json.SourceSettingsJson;
import io.onelift.security.Permission;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Segment's calls, answered when everything is durable. */
final class IngestCalls implements Resource {
  private static final int REASONS = 20;

  private static final Pattern HOST = Pattern.compile("[\\w.\\-\\[\\]:]{1,260}");

  private final SegmentCalls segment;
  private final Intake intake;
  private final Clock clock;

  IngestCalls(SegmentCalls segment, Intake intake, Clock clock) {
    this.segment = segment;
    this.intake = intake;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    // Open, because SDKs send their key in many ways: the handler looks at all of them.
    return List.of(
        Route.post("/v1/m", Permission.OPEN, IngestCalls::measure),
        Route.post("/v1/{call}", Permission.OPEN, this::collect),
        Route.options("/v1/{call}", Permission.OPEN, context -> context.status(204)),
        Route.get("/v1/projects/{key}/settings", Permission.OPEN, this::settings));
  }

  private void collect(Context context) {
    Optional<String> early = AccessControl.writeKey(context);
    early.ifPresent(key -> intake.require(context, key));
    Decoded decoded =
        segment.decode(
            context.pathParam("call"),
            Intake.body(context, SegmentCalls.MAX_CALL_BYTES),
            Optional.ofNullable(context.header("Authorization")),
            Instant.ofEpochMilli(clock.millis()));
    if (early.isEmpty()) {
      intake.require(
          context,
          decoded
              .key()
              .orElseThrow(
                  () ->
                      Refusal.unauthorized(
                          "The write key is missing. Send it as the user of Basic authorization, as"
                              + " a Bearer key or as writeKey in the body.")));
    }
    answer(context, decoded, intake.take(decoded));
  }

  private static void answer(Context context, Decoded decoded, Receipt receipt) {
    if (decoded.events().isEmpty() && !decoded.rejections().isEmpty()) {
      // They are in quarantine by now; the sender has to know that nothing of it counts.
      throw new InvalidInput(problems(decoded.rejections()));
    }
    context.json(ReceiptJson.of(receipt, decoded.rejections()));
  }

  private static List<Problem> problems(List<Rejection> rejections) {
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < rejections.size() && problems.size() < REASONS; i++) {
      String pointer = rejections.size() == 1 ? "" : "/batch/" + i;
      for (String reason : rejections.get(i).reasons()) {
        problems.add(new Problem(pointer, reason));
      }
    }
    return problems;
  }

  /**
   * How long the browser's library took to load and the like. A library whose settings do not come
   * from here sends it, and stops with an error in the page when there is no such call. Nothing of
   * it is about anybody, so nothing is kept.
   */
  private static void measure(Context context) {
    context.json(Map.of("success", true));
  }

  /** What the browser's library loads before it sends: that events come here, by this key. */
  private void settings(Context context) {
    String key = context.pathParam("key");
    intake.require(context, key);
    // Behind a proxy, the page has to send to the proxy.
    String scheme =
        "https".equals(context.header("X-Forwarded-Proto")) ? "https" : context.scheme();
    String host =
        Optional.ofNullable(context.header("X-Forwarded-Host"))
            .filter(name -> HOST.matcher(name).matches())
            .orElseGet(context::host);
    context.json(SourceSettingsJson.of(key, scheme, host));
  }
}
