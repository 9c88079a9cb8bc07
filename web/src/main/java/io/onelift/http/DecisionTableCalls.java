package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.audience.Rule;
import io.onelift.event.ProfileId;
import io.onelift.identity.IdentityGraph;
import io.onelift.json.Body;
import io.onelift.json.DecisionTableJson;
import io.onelift.security.Permission;
import io.onelift.strategy.Decider;
import io.onelift.strategy.DecisionTable;
import io.onelift.strategy.DecisionTable.Outcome;
import io.onelift.strategy.DecisionTable.Row;
import io.onelift.strategy.DecisionTables;
import io.onelift.strategy.Ruling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.roaringbitmap.RoaringBitmap;

/** If-then-else tables: who gets what, where, and why. */
final class DecisionTableCalls implements Resource {
  private static final String PATH = "/api/decision-tables";

  private final DecisionTables tables;
  private final Decider decider;
  private final RuleBody rules;
  private final Supplier<RoaringBitmap> everybody;
  private final IdentityGraph identities;

  DecisionTableCalls(Services.People people, IdentityGraph identities) {
    this.tables = people.tables();
    this.decider = new Decider(people.engine());
    this.rules = new RuleBody(people.vocabulary());
    this.everybody = people.everybody();
    this.identities = identities;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(PATH, Permission.READ, this::list),
        Route.post(PATH, Permission.DEFINE_AUDIENCES, this::create),
        Route.get(PATH + "/{key}", Permission.READ, this::show),
        Route.put(PATH + "/{key}", Permission.DEFINE_AUDIENCES, this::change),
        Route.delete(PATH + "/{key}", Permission.DEFINE_AUDIENCES, this::delete),
        Route.get(PATH + "/{key}/decide", Permission.DECIDE, this::decide),
        Route.get(PATH + "/{key}/sizes", Permission.READ, this::sizes));
  }

  private void list(Context context) {
    context.json(Map.of("tables", tables.list().stream().map(DecisionTableJson::of).toList()));
  }

  private void show(Context context) {
    context.json(DecisionTableJson.of(tables.require(context.pathParam("key"))));
  }

  private void create(Context context) {
    Body body = Body.parse(context.bodyAsBytes());
    DecisionTable table = read(body, body.text("key"));
    String by = AccessControl.caller(context).principal();
    context.status(201).json(DecisionTableJson.of(tables.create(table, by)));
  }

  private void change(Context context) {
    Body body = Body.parse(context.bodyAsBytes());
    body.optionalText("key");
    DecisionTable table = read(body, context.pathParam("key"));
    String by = AccessControl.caller(context).principal();
    context.json(DecisionTableJson.of(tables.update(table, by)));
  }

  private void delete(Context context) {
    tables.delete(context.pathParam("key"), AccessControl.caller(context).principal());
    context.status(204);
  }

  private DecisionTable read(Body body, String key) {
    String name = body.text("name");
    List<Row> rows = new ArrayList<>();
    List<Body> listed = body.objects("rows");
    for (int i = 0; i < listed.size(); i++) {
      Body row = listed.get(i);
      Optional<Rule> when = rules.required(row, "/rows/" + i);
      Optional<Outcome> then = row.object("then").map(DecisionTableCalls::outcome);
      if (then.isEmpty()) {
        row.problem("then", "is missing; give an audience, a benefit or a touchpoint");
      }
      when.ifPresent(rule -> then.ifPresent(outcome -> rows.add(new Row(rule, outcome))));
    }
    Optional<Outcome> otherwise = body.object("otherwise").map(DecisionTableCalls::outcome);
    body.end();
    return new DecisionTable(key, name, rows, otherwise, 0);
  }

  private static Outcome outcome(Body body) {
    Outcome outcome =
        new Outcome(
            body.optionalText("audience"),
            body.optionalText("benefit"),
            body.optionalText("touchpoint"));
    if (outcome.audience().isEmpty()
        && outcome.benefit().isEmpty()
        && outcome.touchpoint().isEmpty()) {
      body.problem("audience", "is missing; give an audience, a benefit or a touchpoint");
    }
    return outcome;
  }

  private void decide(Context context) {
    DecisionTable table = tables.require(context.pathParam("key"));
    ProfileId profile = KnownProfile.of(Parameters.identifier(context), identities);
    Ruling ruling = decider.decide(table, profile.number());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("profile_id", profile.toString());
    ruling.row().ifPresent(row -> answer.put("row", row));
    ruling.outcome().ifPresent(outcome -> answer.put("outcome", outcome));
    answer.put("trace", ruling.trace());
    context.json(answer);
  }

  private void sizes(Context context) {
    DecisionTable table = tables.require(context.pathParam("key"));
    List<Long> sizes = decider.sizes(table, everybody.get());
    context.json(
        Map.of(
            "rows", sizes.subList(0, sizes.size() - 1),
            "otherwise", sizes.getLast()));
  }
}
