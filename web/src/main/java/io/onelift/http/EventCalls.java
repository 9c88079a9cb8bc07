package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.event.Commit;
import io.onelift.event.TrackingPlan;
import io.onelift.json.LiveEventJson;
import io.onelift.json.Masking;
import io.onelift.security.Permission;
import java.util.List;
import java.util.Map;

/** Events as they arrive. */
final class EventCalls implements Resource {
  private final TrackingPlan plan;
  private final LiveEvents live;

  EventCalls(TrackingPlan plan, LiveEvents live) {
    this.plan = plan;
    this.live = live;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/api/events/live", Permission.READ, this::live));
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
}
