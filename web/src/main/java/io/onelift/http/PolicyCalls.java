package io.onelift.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.onelift.audience.Vocabulary;
import io.onelift.json.Body;
import io.onelift.json.Json;
import io.onelift.policy.Policies;
import io.onelift.resolve.LogicalSchema;
import io.onelift.security.Permission;
import io.onelift.security.Role;
import io.onelift.semantic.SemanticCatalog;
import java.util.List;
import java.util.Set;

/** The rows and columns that each role may see. */
final class PolicyCalls implements Resource {
  /** The administrator sees everything, and programs ask nothing of tables. */
  private static final Set<String> ROLES = Set.of(Role.ANALYST.key(), Role.STRATEGIST.key());

  private final Policies policies;
  private final SemanticCatalog semantics;
  private final Vocabulary people;

  PolicyCalls(Policies policies, SemanticCatalog semantics, Vocabulary people) {
    this.policies = policies;
    this.semantics = semantics;
    this.people = people;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/policies", Permission.ADMINISTER, this::show),
        Route.put("/api/policies", Permission.ADMINISTER, this::save));
  }

  private void show(Context context) {
    ObjectNode document = policies.document();
    if (!document.has("roles")) {
      document.putObject("roles");
    }
    context.json(document.put("version", policies.version()));
  }

  private void save(Context context) {
    Body body = Body.parse(context.bodyAsBytes());
    JsonNode roles = body.node("roles");
    // A document may come back as it was shown.
    body.integer("version", 0, 0, Integer.MAX_VALUE);
    body.end();
    Policies.Names names =
        new Policies.Names(ROLES, new LogicalSchema(semantics.current()).types(), people);
    policies.save(
        Json.MAPPER.createObjectNode().set("roles", roles),
        names,
        AccessControl.caller(context).principal());
    show(context);
  }
}
