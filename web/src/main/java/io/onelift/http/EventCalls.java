package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.collect.Collector;
import io.onelift.collect.Quarantine;
import io.onelift.event.Commit;
import io.onelift.event.TrackingPlan;
import io.onelift.json.Body;
import io.onelift.json.LiveEventJson;
import io.onelift.json.Masking;
import io.onelift.json.RejectedJson;
import io.onelift.security.Permission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Events as they arrive, and those that could not be taken. */
final class EventCalls implements Resource {
  private final Quarantine quarantine;
  private final Collector collector;
  private final TrackingPlan plan;
  private final LiveEvents live;

  EventCalls(Quarantine quarantine, Collector collector, TrackingPlan plan, LiveEvents live) {
    this.quarantine = quarantine;
    this.collector = collector;
    this.plan = plan;
    this.live = live;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/events/live", Permission.READ, this::live),
        Route.get("/api/events/rejected", Permission.ADMINISTER, this::rejected),
        Route.post("/api/events/rejected/replay", Permission.ADMINISTER, this::replay));
  }

  private void live(Context context) {
    int limit = Parameters.integer(context, "limit", 50, 1, 500);
    Masking masking = new Masking(AccessControl.access(context).personalData());
    context.json(
        Map.of("events", live.latest(limit).stream().map(event -> json(event, masking)).toList()));
  }

  private LiveEventJson json(Commit.Stored stored, Masking masking) {
    return new LiveEventJson(
        stored.event().name(),
        stored.event().time(),
        stored.profile().toString(),
        masking.values(stored.event().properties(), plan.properties()),
        stored.event().source());
  }

  private void rejected(Context context) {
    int limit = Parameters.integer(context, "limit", 50, 1, 1000);
    List<Quarantine.Rejected> page = quarantine.list(Parameters.text(context, "after"), limit);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("rejected", page.stream().map(RejectedJson::of).toList());
    if (page.size() == limit) {
      answer.put("next", page.getLast().id());
    }
    answer.put("total", quarantine.total());
    context.json(answer);
  }

  private void replay(Context context) {
    byte[] bytes = context.bodyAsBytes();
    Set<String> ids = Set.of();
    if (bytes.length > 0) {
      Body body = Body.parse(bytes);
      ids = Set.copyOf(body.texts("ids"));
      body.end();
    }
    Quarantine.Replayed replayed = quarantine.replay(ids, collector);
    context.json(Map.of("replayed", replayed.replayed(), "rejected", replayed.rejected()));
  }
}
