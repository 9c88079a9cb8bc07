package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.collect.TimeBounds;
import io.onelift.collect.TimeBoundsSetting;
import io.onelift.json.Body;
import io.onelift.security.Permission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How old, and how far ahead, an event's time may be. */
final class BoundsCalls implements Resource {
  private final TimeBoundsSetting setting;

  BoundsCalls(TimeBoundsSetting setting) {
    this.setting = setting;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/ingest/bounds", Permission.READ, this::show),
        Route.put("/api/ingest/bounds", Permission.ADMINISTER, this::change));
  }

  private void show(Context context) {
    TimeBounds bounds = setting.get();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("oldest_days", bounds.oldestDays().orElse(null));
    json.put("ahead_minutes", bounds.aheadMinutes());
    context.json(json);
  }

  private void change(Context context) {
    Body body = Body.parse(context.bodyAsBytes());
    Optional<Integer> days =
        body.optionalNode("oldest_days")
            .map(_ -> body.integer("oldest_days", 1, 1, TimeBounds.MAX_DAYS));
    int minutes =
        body.integer(
            "ahead_minutes", TimeBounds.STANDARD.aheadMinutes(), 0, TimeBounds.MAX_MINUTES);
    body.end();
    setting.change(new TimeBounds(days, minutes));
    show(context);
  }
}
