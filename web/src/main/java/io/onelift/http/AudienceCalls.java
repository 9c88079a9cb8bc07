package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.audience.AudienceCatalog;
import io.onelift.audience.AudienceDraft;
import io.onelift.audience.AudienceEngine;
import io.onelift.audience.AudienceSizes;
import io.onelift.audience.FixedAudiences;
import io.onelift.audience.Rule;
import io.onelift.audience.RuleJson;
import io.onelift.audience.RuleText;
import io.onelift.audience.SavedAudience;
import io.onelift.audience.ScheduledSnapshots;
import io.onelift.event.Conflict;
import io.onelift.json.AudienceJson;
import io.onelift.json.Body;
import io.onelift.json.EstimateJson;
import io.onelift.json.Masking;
import io.onelift.security.Permission;
import io.onelift.strategy.DecisionTables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/** Who is meant. */
final class AudienceCalls implements Resource {
  private final AudienceCatalog catalog;
  private final AudienceEngine engine;
  private final AudienceSizes sizes;
  private final RuleBody rules;
  private final FixedAudiences fixed;
  private final ScheduledSnapshots schedules;
  private final DecisionTables tables;
  private final ProfileView profiles;

  AudienceCalls(Services.People people, FixedAudiences fixed, ProfileView profiles) {
    this.catalog = people.audiences();
    this.engine = people.engine();
    this.sizes = people.sizes();
    this.rules = new RuleBody(people.vocabulary());
    this.fixed = fixed;
    this.schedules = people.schedules();
    this.tables = people.tables();
    this.profiles = profiles;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post("/api/audiences/estimate", Permission.READ, this::estimate),
        Route.post("/api/audiences/convert", Permission.READ, this::convert),
        Route.get("/api/audiences", Permission.READ, this::list),
        Route.post("/api/audiences", Permission.DEFINE_AUDIENCES, this::create),
        Route.get("/api/audiences/{key}", Permission.READ, this::show),
        Route.put("/api/audiences/{key}", Permission.DEFINE_AUDIENCES, this::change),
        Route.delete("/api/audiences/{key}", Permission.DEFINE_AUDIENCES, this::delete),
        Route.get("/api/audiences/{key}/members", Permission.READ, this::members));
  }

  private void estimate(Context context) {
    Body body = Body.parse(context.bodyAsBytes());
    Optional<Rule> rule = rules.required(body);
    boolean detail = body.flag("detail", false);
    body.end();
    context.json(
        EstimateJson.of(
            detail
                ? engine.estimateInDetail(rule.orElseThrow())
                : engine.estimate(rule.orElseThrow())));
  }

  private void convert(Context context) {
    Body body = Body.parse(context.bodyAsBytes());
    Optional<Rule> rule = rules.required(body);
    body.end();
    context.json(
        Map.of(
            "rule", RuleJson.print(rule.orElseThrow()),
            "text", RuleText.print(rule.orElseThrow())));
  }

  private void list(Context context) {
    context.json(Map.of("audiences", catalog.list().stream().map(this::json).toList()));
  }

  private AudienceJson json(SavedAudience audience) {
    return AudienceJson.of(audience, fixed.kind(audience));
  }

  private void show(Context context) {
    context.json(json(catalog.require(context.pathParam("key"))));
  }

  private void create(Context context) {
    Body body = Body.parse(context.bodyAsBytes());
    boolean isStatic = body.flag("static", false);
    AudienceDraft draft = draft(body, body.optionalText("key"));
    String by = AccessControl.caller(context).principal();
    context.status(201).json(counted(catalog.create(draft, by), isStatic, by));
  }

  private void change(Context context) {
    String key = context.pathParam("key");
    Body body = Body.parse(context.bodyAsBytes());
    body.optionalText("key");
    boolean isStatic = body.flag("static", false);
    AudienceDraft draft = draft(body, Optional.of(key));
    String by = AccessControl.caller(context).principal();
    context.json(counted(catalog.update(key, draft, by), isStatic, by));
  }

  private AudienceJson counted(SavedAudience saved, boolean isStatic, String by) {
    SavedAudience kept = isStatic ? fixed.freeze(saved, engine.members(saved.rule()), by) : saved;
    return json(Waiting.await(sizes.count(kept)));
  }

  private void delete(Context context) {
    List<String> using = tables.usingAudience(context.pathParam("key"));
    if (!using.isEmpty()) {
      throw new Conflict(
          "The audience '"
              + context.pathParam("key")
              + "' is used by the decision tables "
              + String.join(", ", using)
              + "; change those first.");
    }
    fixed.delete(context.pathParam("key"), AccessControl.caller(context).principal());
    schedules.forget(context.pathParam("key"));
    context.status(204);
  }

  private void members(Context context) {
    SavedAudience audience = catalog.require(context.pathParam("key"));
    int limit = Parameters.integer(context, "limit", 50, 1, 1000);
    int after = Parameters.integer(context, "after", 0, 0, Integer.MAX_VALUE);
    RoaringBitmap members = engine.members(audience.rule());
    PeekableIntIterator iterator = members.getIntIterator();
    iterator.advanceIfNeeded(after + 1);
    RoaringBitmap page = new RoaringBitmap();
    while (iterator.hasNext() && page.getCardinality() < limit) {
      page.add(iterator.next());
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(
        "members",
        profiles.members(page, new Masking(AccessControl.access(context).personalData())));
    if (iterator.hasNext()) {
      answer.put("next", Integer.toUnsignedString(page.last()));
    }
    answer.put("size", members.getLongCardinality());
    context.json(answer);
  }

  private AudienceDraft draft(Body body, Optional<String> key) {
    String name = body.text("name");
    String description = body.optionalText("description").orElse("");
    Optional<Rule> rule = rules.required(body);
    body.end();
    return new AudienceDraft(key, name, description, rule.orElseThrow());
  }
}
