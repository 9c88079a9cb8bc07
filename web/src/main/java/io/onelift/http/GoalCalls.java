package io.onelift.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.onelift.event.InvalidInput;
import io.onelift.goal.Goal;
import io.onelift.goal.GoalJson;
import io.onelift.goal.Goals;
import io.onelift.goal.Progress;
import io.onelift.json.Json;
import io.onelift.json.StoredJson;
import io.onelift.metastore.Definitions.Stored;
import io.onelift.resolve.Access;
import io.onelift.security.Permission;
import java.util.List;
import java.util.Map;

/** Goals and how far they are. */
final class GoalCalls implements Resource {
  private static final String PATH = "/api/goals";

  private final Goals goals;

  GoalCalls(Goals goals) {
    this.goals = goals;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(PATH, Permission.READ, this::list),
        Route.post(PATH, Permission.DEFINE_REPORTS, this::create),
        Route.get(PATH + "/{key}", Permission.READ, this::show),
        Route.put(PATH + "/{key}", Permission.DEFINE_REPORTS, this::change),
        Route.delete(PATH + "/{key}", Permission.DEFINE_REPORTS, this::delete));
  }

  private void list(Context context) {
    Access access = AccessControl.access(context);
    context.json(Map.of("goals", all(goals, access)));
  }

  static List<ObjectNode> all(Goals goals, Access access) {
    return goals.list().stream().map(goal -> json(goals, goal, access)).toList();
  }

  private void show(Context context) {
    answer(context, goals.require(context.pathParam("key")));
  }

  private void create(Context context) {
    JsonNode body = Json.tree(context.bodyAsBytes());
    String by = AccessControl.caller(context).principal();
    answer(context.status(201), goals.create(StoredJson.key(body), body, by));
  }

  private void change(Context context) {
    JsonNode body = Json.tree(context.bodyAsBytes());
    String by = AccessControl.caller(context).principal();
    answer(context, goals.update(context.pathParam("key"), body, by));
  }

  private void delete(Context context) {
    goals.delete(context.pathParam("key"), AccessControl.caller(context).principal());
    context.status(204);
  }

  private void answer(Context context, Stored<Goal> goal) {
    context.json(json(goals, goal, AccessControl.access(context)));
  }

  private static ObjectNode json(Goals goals, Stored<Goal> stored, Access access) {
    ObjectNode json = StoredJson.of(stored, GoalJson::print);
    try {
      Progress progress = goals.progress(stored.value(), access);
      ObjectNode now = json.putObject("progress");
      now.put("value", progress.value());
      now.put("done", progress.done());
      now.put("elapsed", progress.elapsed());
      now.put("expected", progress.expected());
      progress.projected().ifPresent(figure -> now.put("projected", figure));
      now.put("status", progress.status().json());
    } catch (InvalidInput e) {
      // One goal whose metric or audience is gone must not hide the others.
      json.put("problem", e.getMessage());
    }
    return json;
  }
}
