package io.onelift.http;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.onelift.event.InvalidInput;
import io.onelift.json.Body;
import io.onelift.json.SessionJson;
import io.onelift.security.ApiKey;
import io.onelift.security.Caller;
import io.onelift.security.Keys;
import io.onelift.security.Permission;
import io.onelift.security.Sessions;
import io.onelift.security.SignInLinks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Signing in and out. */
final class SessionCalls implements Resource {
  private final AccessControl access;
  private final Keys keys;
  private final Sessions sessions;
  private final SignInLinks links;
  private final ProjectInfo project;
  private final Supplier<Progress> demo;

  SessionCalls(
      AccessControl access,
      Keys keys,
      Sessions sessions,
      SignInLinks links,
      ProjectInfo project,
      Supplier<Progress> demo) {
    this.access = access;
    this.keys = keys;
    this.sessions = sessions;
    this.links = links;
    this.project = project;
    this.demo = demo;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post("/api/session", Permission.OPEN, this::signIn),
        Route.get("/api/session", Permission.SIGNED_IN, this::show),
        Route.delete("/api/session", Permission.OPEN, this::signOut),
        Route.post("/api/session/link", Permission.ADMINISTER, this::link));
  }

  private void signIn(Context context) {
    Body body = Body.parse(context.bodyAsBytes());
    Optional<String> key = body.optionalText("key");
    Optional<String> link = body.optionalText("link");
    body.end();
    if (key.isPresent() == link.isPresent()) {
      throw new InvalidInput("", "Give either \"key\" or \"link\", the code of a sign-in link.");
    }
    ApiKey found =
        key.map(secret -> access.byKey(context, secret)).orElseGet(() -> redeem(context, link));
    if (!Permission.READ.isGrantedTo(found.role())) {
      throw Refusal.forbidden(
          "A key of the role "
              + found.role().key()
              + " is for programs. Sign in with the key of an admin, analyst or strategist.");
    }
    context.cookie(cookie(context, sessions.open(found), (int) Sessions.LIFETIME.toSeconds()));
    context.status(204);
  }

  private ApiKey redeem(Context context, Optional<String> link) {
    String code = link.orElseThrow();
    access.checkLimit(context, code);
    return links
        .redeem(code)
        .orElseThrow(
            () ->
                access.failed(
                    context,
                    "This link was used already or is too old. ./cdp link prints a new one, or"
                        + " sign in with a key."));
  }

  private void show(Context context) {
    Caller caller = AccessControl.caller(context);
    context.json(
        new SessionJson(
            caller.principal(),
            caller.role().key(),
            new SessionJson.Project(project.name(), project.zone().getId(), project.currency()),
            project.version(),
            demo.get().json()));
  }

  private void signOut(Context context) {
    AccessControl.sessionToken(context).ifPresent(sessions::close);
    context.cookie(cookie(context, "", 0));
    context.status(204);
  }

  private void link(Context context) {
    Caller caller = AccessControl.caller(context);
    ApiKey key = keys.withId(caller.keyId()).orElseThrow();
    context.status(201).json(Map.of("code", links.issue(key)));
  }

  private static Cookie cookie(Context context, String value, int maxAge) {
    boolean secure = "https".equals(context.scheme());
    return new Cookie(
        AccessControl.COOKIE, value, "/", maxAge, secure, true, null, SameSite.STRICT);
  }
}
