package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.json.Body;
import io.onelift.json.KeyJson;
import io.onelift.security.ApiKey;
import io.onelift.security.Keys;
import io.onelift.security.Permission;
import io.onelift.security.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keys for people and programs. */
final class KeyCalls implements Resource {
  private static final Map<String, Role> ROLES =
      Stream.of(Role.values()).collect(Collectors.toMap(Role::key, Function.identity()));

  private final Keys keys;

  KeyCalls(Keys keys) {
    this.keys = keys;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/keys", Permission.ADMINISTER, this::list),
        Route.post("/api/keys", Permission.ADMINISTER, this::create),
        Route.delete("/api/keys/{id}", Permission.ADMINISTER, this::revoke));
  }

  private void list(Context context) {
    context.json(
        Map.of("keys", keys.list().stream().map(key -> json(key, Optional.empty())).toList()));
  }

  private void create(Context context) {
    Body body = Body.parse(context.bodyAsBytes());
    String name = body.text("name");
    if (name.length() > 100) {
      body.problem("name", "must have at most 100 characters, not " + name.length());
    }
    Optional<Role> role = body.choice("role", ROLES);
    if (body.optionalNode("role").isEmpty()) {
      body.problem("role", "is missing; give one of admin, analyst, strategist, app, ingest");
    }
    body.end();
    Keys.NewKey made =
        keys.create(name, role.orElseThrow(), AccessControl.caller(context).principal());
    context.status(201).json(json(made.key(), Optional.of(made.secret())));
  }

  private void revoke(Context context) {
    keys.revoke(context.pathParam("id"));
    context.status(204);
  }

  private static KeyJson json(ApiKey key, Optional<String> secret) {
    return new KeyJson(
        key.id(),
        key.name(),
        key.role().key(),
        key.hint(),
        key.createdAt(),
        key.createdBy(),
        secret);
  }
}
