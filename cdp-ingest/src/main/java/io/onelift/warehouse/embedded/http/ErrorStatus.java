package io.onelift.warehouse.embedded.http;

import io.netty.handler.codec.http.HttpResponseStatus;

/** The HTTP status that a ClickHouse server answers with for each of its error codes. */
final class ErrorStatus {
  private ErrorStatus() {}

  static HttpResponseStatus of(int code) {
    return switch (code) {
      // REQUIRED_PASSWORD
      case 194 -> HttpResponseStatus.UNAUTHORIZED;
      // UNKNOWN_USER, WRONG_PASSWORD, AUTHENTICATION_FAILED, SET_NON_GRANTED_ROLE, ACCESS_DENIED
      case 192, 193, 516, 512, 497 -> HttpResponseStatus.FORBIDDEN;
      // What was sent does not parse or does not fit its type.
      case 6,
          15,
          25,
          26,
          27,
          36,
          38,
          41,
          43,
          44,
          45,
          53,
          62,
          72,
          117,
          168,
          223,
          224,
          237,
          321,
          376,
          427,
          441,
          675,
          676 ->
          HttpResponseStatus.BAD_REQUEST;
      // Unknown table, function, identifier, type, storage, database, setting, format …
      case 46, 47, 50, 56, 60, 63, 73, 78, 81, 115, 277, 336, 511 -> HttpResponseStatus.NOT_FOUND;
      // QUERY_IS_TOO_LARGE
      case 308 -> HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE;
      // NOT_IMPLEMENTED
      case 48 -> HttpResponseStatus.NOT_IMPLEMENTED;
      // TIMEOUT_EXCEEDED
      case 159 -> HttpResponseStatus.REQUEST_TIMEOUT;
      // CANNOT_OPEN_FILE, SOCKET_TIMEOUT, TOO_MANY_SIMULTANEOUS_QUERIES, CANNOT_SCHEDULE_TASK
      case 76, 202, 209, 439 -> HttpResponseStatus.SERVICE_UNAVAILABLE;
      default -> HttpResponseStatus.INTERNAL_SERVER_ERROR;
    };
  }
}
