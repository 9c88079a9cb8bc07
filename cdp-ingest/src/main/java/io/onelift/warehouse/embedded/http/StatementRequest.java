package io.onelift.warehouse.embedded.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a request's line and headers ask for.
 *
 * @param sql from the URL; the body, if any, follows it
 * @param parameters for {@code {name:Type}}
 * @param settings in the order of the URL
 * @param wholeFirst nothing is answered before the statement has ended
 * @param replacesRunning stops a statement with the same id instead of being refused
 */
record StatementRequest(
    String sql,
    String database,
    String defaultFormat,
    Map<String, String> parameters,
    Map<String, String> settings,
    String queryId,
    boolean readOnly,
    boolean wholeFirst,
    boolean replacesRunning,
    Coding requestCoding,
    Coding responseCoding) {

  /** Names in the URL that are no settings. */
  private static final Set<String> RESERVED =
      Set.of(
          "query",
          "database",
          "default_format",
          "user",
          "password",
          "quota_key",
          "compress",
          "decompress",
          "query_id",
          "session_id",
          "session_timeout",
          "session_check",
          "role",
          "buffer_size",
          "wait_end_of_query",
          "stacktrace",
          "client_protocol_version",
          "close_session",
          "replace_running_query",
          "log_comment",
          "readonly");

  StatementRequest {
    parameters = Map.copyOf(parameters);
  }

  static Map<String, String> query(HttpRequest request) {
    Map<String, String> query = new LinkedHashMap<>();
    new QueryStringDecoder(request.uri())
        .parameters()
        .forEach((name, values) -> query.put(name, values.getLast()));
    return query;
  }

  static StatementRequest of(HttpRequest request, Map<String, String> query) {
    HttpHeaders headers = request.headers();
    Map<String, String> parameters = new LinkedHashMap<>();
    Map<String, String> settings = new LinkedHashMap<>();
    query.forEach(
        (name, value) -> {
          if (name.startsWith("param_")) {
            parameters.put(name.substring("param_".length()), value);
          } else if (!RESERVED.contains(name)) {
            settings.put(name, value);
          }
        });
    // As with a ClickHouse server: a link must not be able to change anything.
    boolean readOnly = request.method().equals(HttpMethod.GET) || isOn(query.get("readonly"));
    return new StatementRequest(
        query.getOrDefault("query", ""),
        first(query.get("database"), headers.get("X-ClickHouse-Database")).orElse("default"),
        first(headers.get("X-ClickHouse-Format"), query.get("default_format"))
            .orElse("TabSeparated"),
        parameters,
        settings,
        first(query.get("query_id"), headers.get("X-ClickHouse-Query-Id"))
            .orElseGet(() -> UUID.randomUUID().toString()),
        readOnly,
        isOn(query.get("wait_end_of_query")),
        isOn(query.get("replace_running_query")),
        isOn(query.get("decompress"))
            ? Coding.BLOCKS
            : Coding.named(headers.get(HttpHeaderNames.CONTENT_ENCODING, "")),
        isOn(query.get("compress"))
            ? Coding.BLOCKS
            : isOff(query.get("enable_http_compression"))
                ? Coding.IDENTITY
                : Coding.accepted(headers.get(HttpHeaderNames.ACCEPT_ENCODING, "")));
  }

  private static Optional<String> first(String one, String other) {
    return Optional.ofNullable(one == null || one.isEmpty() ? other : one)
        .filter(value -> !value.isEmpty());
  }

  private static boolean isOn(String value) {
    return value != null && !value.isEmpty() && !isOff(value);
  }

  private static boolean isOff(String value) {
    return "0".equals(value) || "false".equals(value);
  }
}
