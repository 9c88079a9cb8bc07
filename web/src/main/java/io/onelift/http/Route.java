package io.onelift.http;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.onelift.security.Permission;

/**
 * One call.
 *
 * @param path as Javalin writes it: {@code /api/tags/{key}}
 * @param permission what the caller needs; no route goes without saying
 */
record Route(HandlerType method, String path, Permission permission, Handler handler) {
  static Route get(String path, Permission permission, Handler handler) {
    return new Route(HandlerType.GET, path, permission, handler);
  }

  static Route post(String path, Permission permission, Handler handler) {
    return new Route(HandlerType.POST, path, permission, handler);
  }

  static Route put(String path, Permission permission, Handler handler) {
    return new Route(HandlerType.PUT, path, permission, handler);
  }

  static Route delete(String path, Permission permission, Handler handler) {
    return new Route(HandlerType.DELETE, path, permission, handler);
  }

  static Route options(String path, Permission permission, Handler handler) {
    return new Route(HandlerType.OPTIONS, path, permission, handler);
  }
}
