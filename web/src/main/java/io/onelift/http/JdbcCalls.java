package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.jdbc.JdbcEnd;
import io.onelift.security.Permission;
import java.util.List;

/**
 * The JDBC end: {@code jdbc:avatica:remote:url=http://HOST:PORT/jdbc;authentication=BASIC}, any
 * user, a key as the password.
 */
final class JdbcCalls implements Resource {
  static final String PATH = "/jdbc";

  private final JdbcEnd end;

  JdbcCalls(JdbcEnd end) {
    this.end = end;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.post(PATH, Permission.READ, this::answer));
  }

  private void answer(Context context) {
    JdbcEnd.Answer answer =
        end.answer(
            context.body(), AccessControl.caller(context).keyId(), AccessControl.access(context));
    context.status(answer.status()).contentType("application/json").result(answer.json());
  }
}
