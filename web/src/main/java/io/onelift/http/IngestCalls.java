package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.collect.Collector;
import io.onelift.collect.Decoded;
import io.onelift.collect.Overloaded;
import io.onelift.collect.Receipt;
import io.onelift.collect.Rejection;
import io.onelift.collect.SegmentCalls;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.json.ReceiptJson;
import io.onelift.security.Permission;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Segment's calls, answered when everything is durable. */
final class IngestCalls implements Resource {
  private static final int REASONS = 20;

  private final SegmentCalls segment = new SegmentCalls();
  private final Collector collector;
  private final AccessControl access;
  private final Clock clock;

  IngestCalls(Collector collector, AccessControl access, Clock clock) {
    this.collector = collector;
    this.access = access;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    // Open, because SDKs send their key in many ways: the handler looks at all of them.
    return List.of(
        Route.post("/v1/{call}", Permission.OPEN, this::collect),
        Route.options("/v1/{call}", Permission.OPEN, context -> context.status(204)));
  }

  /** Lets a site's own pages send events: the write key is no secret and no cookie is looked at. */
  static void allowBrowsers(Context context) {
    context
        .header("Access-Control-Allow-Origin", "*")
        .header("Access-Control-Allow-Methods", "POST, OPTIONS")
        .header("Access-Control-Allow-Headers", "Authorization, Content-Type, Content-Encoding")
        .header("Access-Control-Max-Age", "86400");
  }

  private void collect(Context context) {
    Optional<String> early = AccessControl.writeKey(context);
    early.ifPresent(key -> require(context, key));
    byte[] body = context.bodyAsBytes();
    if (body.length > SegmentCalls.MAX_CALL_BYTES) {
      throw Refusal.tooLarge(
          "A call may have "
              + SegmentCalls.MAX_CALL_BYTES / 1024
              + " kB, this one has "
              + body.length / 1024
              + ". Send smaller batches, or a file to POST /api/imports.");
    }
    Decoded decoded =
        segment.decode(
            context.pathParam("call"),
            body,
            Optional.ofNullable(context.header("Authorization")),
            Instant.ofEpochMilli(clock.millis()));
    if (early.isEmpty()) {
      require(
          context,
          decoded
              .key()
              .orElseThrow(
                  () ->
                      Refusal.unauthorized(
                          "The write key is missing. Send it as the user of Basic authorization, as"
                              + " a Bearer key or as writeKey in the body.")));
    }
    answer(context, decoded);
  }

  private void require(Context context, String key) {
    AccessControl.require(
        AccessControl.caller(access.byKey(context, key), false), Permission.SEND_EVENTS);
  }

  private void answer(Context context, Decoded decoded) {
    Receipt receipt;
    try {
      receipt = Waiting.await(collector.collect(decoded.events(), decoded.rejections()));
    } catch (Overloaded e) {
      throw Refusal.tooMany(e.getMessage(), e.retryAfter());
    }
    if (decoded.events().isEmpty() && !decoded.rejections().isEmpty()) {
      // They are in quarantine by now; the sender has to know that nothing of it counts.
      throw new InvalidInput(problems(decoded.rejections()));
    }
    context.json(
        new ReceiptJson(
            true,
            receipt.accepted(),
            receipt.duplicates(),
            receipt.rejected(),
            decoded.rejections().stream()
                .flatMap(rejection -> rejection.reasons().stream())
                .limit(REASONS)
                .toList()));
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
}
