package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.policy.Policies;
import io.onelift.policy.Policy;
import io.onelift.resolve.Access;
import io.onelift.security.ApiKey;
import io.onelift.security.Caller;
import io.onelift.security.FailureLimit;
import io.onelift.security.Keys;
import io.onelift.security.Permission;
import io.onelift.security.Role;
import io.onelift.security.Sessions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out who calls and whether they may. */
final class AccessControl {
  static final String COOKIE = "onelift_session";
  private static final String CALLER = "caller";
  private static final String POLICY = "policy";

  private final Keys keys;
  private final Sessions sessions;
  private final FailureLimit failures;
  private final Policies policies;

  AccessControl(Keys keys, Sessions sessions, FailureLimit failures, Policies policies) {
    this.keys = keys;
    this.sessions = sessions;
    this.failures = failures;
    this.policies = policies;
  }

  /** Runs before every matched route. */
  void check(Context context) {
    for (Object role : context.routeRoles()) {
      if (role instanceof Needs(Permission permission) && permission != Permission.OPEN) {
        Caller caller =
            identify(context)
                .orElseThrow(
                    () ->
                        Refusal.unauthorized(
                            "This call needs a key (Authorization: Bearer KEY) or a signed-in"
                                + " browser."));
        require(caller, permission);
        if (caller.byCookie()) {
          checkOrigin(context);
        }
        context.attribute(CALLER, caller);
        context.attribute(POLICY, policies.of(caller.role().key()));
      }
    }
  }

  /** Who called a route that is not open. */
  static Caller caller(Context context) {
    Caller caller = context.attribute(CALLER);
    if (caller == null) {
      throw new IllegalStateException("An open route has no caller: " + context.path());
    }
    return caller;
  }

  /** Who called, when a check has found out. */
  static Optional<Caller> callerIfAny(Context context) {
    return Optional.ofNullable(context.attribute(CALLER));
  }

  static Access access(Context context) {
    Caller caller = caller(context);
    Policy policy = context.attribute(POLICY);
    return new Access(caller.principal(), caller.may(Permission.SEE_PERSONAL_DATA), policy);
  }

  static void require(Caller caller, Permission permission) {
    if (!caller.may(permission)) {
      throw Refusal.forbidden(
          "The role "
              + caller.role().key()
              + " may not do this. It needs one of: "
              + permission.roles().stream()
                  .sorted()
                  .map(Role::key)
                  .collect(Collectors.joining(", "))
              + ".");
    }
  }

  /** The caller by bearer key or by cookie; empty when the request names nobody. */
  Optional<Caller> identify(Context context) {
    Optional<String> bearer = credentials(context, "bearer");
    if (bearer.isPresent()) {
      return Optional.of(caller(byKey(context, bearer.get()), false));
    }
    if (context.path().equals(JdbcCalls.PATH)) {
      // What JDBC calls the password; it asks for nothing else.
      return basic(context).map(pair -> caller(byKey(context, pair[pair.length - 1]), false));
    }
    return sessionToken(context).flatMap(sessions::find).map(key -> caller(key, true));
  }

  /**
   * The key with this secret.
   *
   * @throws Refusal when there is none, or when the address tried too many wrong ones
   */
  ApiKey byKey(Context context, String secret) {
    checkLimit(context, secret);
    return keys.find(secret)
        .orElseThrow(() -> failed(context, "The key is not known, or it was revoked."));
  }

  void checkLimit(Context context, String secret) {
    if (failures.isBlocked(context.ip(), secret)) {
      throw Refusal.tooMany(
          "Too many wrong keys came from this address. Try again in a minute.",
          FailureLimit.PERIOD);
    }
  }

  /** Counts a wrong secret and gives the answer to it. */
  Refusal failed(Context context, String message) {
    failures.failed(context.ip());
    return Refusal.unauthorized(message);
  }

  /** The write key as SDKs send it in a header: Basic with the key as user, or Bearer. */
  static Optional<String> writeKey(Context context) {
    Optional<String[]> basic = basic(context);
    return basic.isEmpty() ? credentials(context, "bearer") : basic.map(pair -> pair[0]);
  }

  /** User and password, one or both. */
  private static Optional<String[]> basic(Context context) {
    try {
      return credentials(context, "basic")
          .map(pair -> new String(Base64.getDecoder().decode(pair), StandardCharsets.UTF_8))
          .map(pair -> pair.split(":", 2));
    } catch (IllegalArgumentException e) {
      throw Refusal.unauthorized("The Basic authorization is not base64 of KEY:.");
    }
  }

  static Caller caller(ApiKey key, boolean byCookie) {
    return new Caller(key.name(), key.id(), key.role(), byCookie);
  }

  static Optional<String> sessionToken(Context context) {
    return Optional.ofNullable(context.cookie(COOKIE)).filter(token -> !token.isEmpty());
  }

  // SameSite=Strict keeps other sites from sending the cookie; the origin is the second lock.
  private static void checkOrigin(Context context) {
    String method = context.method().name();
    if (method.equals("GET") || method.equals("HEAD")) {
      return;
    }
    String origin = context.header("Origin");
    String site = context.header("Sec-Fetch-Site");
    boolean same = origin != null ? isSameHost(origin, context.host()) : "same-origin".equals(site);
    if (!same) {
      throw Refusal.forbidden(
          "A change by a browser's session has to come from the console itself. Programs send a"
              + " key: Authorization: Bearer KEY.");
    }
  }

  private static boolean isSameHost(String origin, String host) {
    try {
      return host.equalsIgnoreCase(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<String> credentials(Context context, String scheme) {
    String header = context.header("Authorization");
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(scheme + " ")) {
      return Optional.empty();
    }
    return Optional.of(header.substring(scheme.length() + 1).strip())
        .filter(value -> !value.isEmpty());
  }
}
