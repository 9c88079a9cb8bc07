package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.collect.Quarantine;
import io.onelift.collect.QuarantineFilter;
import io.onelift.collect.Rejected;
import io.onelift.collect.Replays;
import io.onelift.event.InvalidInput;
import io.onelift.event.NotFound;
import io.onelift.json.Body;
import io.onelift.json.RejectedJson;
import io.onelift.security.Permission;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** What could not be taken: looked at, corrected, sent again, thrown away. */
final class QuarantineCalls implements Resource {
  private static final Map<String, Boolean> PARTS = Map.of("true", true, "false", false);
  private static final int REASONS = 100;

  /** A replay that is through by then is answered with what came of it. */
  private static final Duration SOON = Duration.ofSeconds(2);

  private final Quarantine quarantine;
  private final Replays replays;

  QuarantineCalls(Quarantine quarantine, Replays replays) {
    this.quarantine = quarantine;
    this.replays = replays;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/events/rejected", Permission.ADMINISTER, this::list),
        Route.get("/api/events/rejected/reasons", Permission.ADMINISTER, this::reasons),
        Route.get("/api/events/rejected/replay", Permission.ADMINISTER, this::lastReplay),
        Route.post("/api/events/rejected/replay", Permission.ADMINISTER, this::replay),
        Route.post("/api/events/rejected/discard", Permission.ADMINISTER, this::discardMany),
        Route.get("/api/events/rejected/{id}", Permission.ADMINISTER, this::show),
        Route.put("/api/events/rejected/{id}", Permission.ADMINISTER, this::fix),
        Route.delete("/api/events/rejected/{id}", Permission.ADMINISTER, this::discard));
  }

  private void list(Context context) {
    int limit = Parameters.integer(context, "limit", 50, 1, 1000);
    QuarantineFilter filter = filter(context);
    List<Rejected> page = quarantine.list(filter, Parameters.text(context, "after"), limit);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("rejected", page.stream().map(RejectedJson::of).toList());
    if (page.size() == limit) {
      answer.put("next", page.getLast().id());
    }
    answer.put("total", quarantine.total(filter));
    context.json(answer);
  }

  private void reasons(Context context) {
    QuarantineFilter filter = filter(context);
    context.json(
        Map.of("reasons", quarantine.reasons(filter, REASONS), "total", quarantine.total(filter)));
  }

  private void show(Context context) {
    context.json(RejectedJson.of(quarantine.find(context.pathParam("id"))));
  }

  private void fix(Context context) {
    Body body = Body.parse(context.bodyAsBytes());
    String payload = body.node("payload").toString();
    body.end();
    context.json(verdict(replays.fix(context.pathParam("id"), payload)));
  }

  private static Map<String, Object> verdict(Replays.Verdict verdict) {
    return Map.of(
        "acceptable",
        verdict.isAcceptable(),
        "problems",
        verdict.problems(),
        "left_out",
        verdict.leftOut());
  }

  private void replay(Context context) {
    replays.start(filter(context.bodyAsBytes()));
    Replays.Run run;
    try {
      run = replays.last(SOON).orElseThrow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while waiting");
    }
    context.status(run.finishedAt().isPresent() ? 200 : 202).json(json(run));
  }

  private void lastReplay(Context context) {
    context.json(
        json(
            replays
                .last()
                .orElseThrow(
                    () -> new NotFound("replay", "last", "None ran since the server started."))));
  }

  private static Map<String, Object> json(Replays.Run run) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("running", run.finishedAt().isEmpty());
    json.put("total", run.total());
    json.put("replayed", run.replayed());
    json.put("rejected", run.rejected());
    json.put("started_at", run.startedAt());
    run.finishedAt().ifPresent(at -> json.put("finished_at", at));
    run.error().ifPresent(error -> json.put("error", error));
    return json;
  }

  private void discard(Context context) {
    Rejected rejected = quarantine.find(context.pathParam("id"));
    quarantine.discard(QuarantineFilter.of(Set.of(rejected.id())));
    context.status(204);
  }

  private void discardMany(Context context) {
    byte[] body = context.bodyAsBytes();
    if (body.length == 0) {
      throw new InvalidInput(
          "", "Say what to discard: {\"ids\":[…]}, {\"reason\":\"…\"}, or {} for everything");
    }
    context.json(Map.of("discarded", quarantine.discard(filter(body))));
  }

  private static QuarantineFilter filter(Context context) {
    Optional<String> part = Parameters.text(context, "part");
    if (part.isPresent() && !PARTS.containsKey(part.get())) {
      throw new InvalidInput(
          "/part",
          "must be true for left out properties or false for whole events, not '"
              + part.get()
              + "'");
    }
    return new QuarantineFilter(
        Set.of(),
        Parameters.text(context, "source"),
        Parameters.text(context, "reason"),
        part.map(PARTS::get));
  }

  private static QuarantineFilter filter(byte[] bytes) {
    if (bytes.length == 0) {
      return QuarantineFilter.ALL;
    }
    Body body = Body.parse(bytes);
    Set<String> ids = Set.copyOf(body.texts("ids"));
    if (ids.isEmpty() && body.optionalNode("ids").isPresent()) {
      body.problem("ids", "is empty; name some, or leave it out for all");
    }
    QuarantineFilter filter =
        new QuarantineFilter(
            ids,
            body.optionalText("source"),
            body.optionalText("reason"),
            body.optionalFlag("part"));
    body.end();
    return filter;
  }
}
