package io.onelift.http;

import com.fasterxml.jackson.databind.JsonMappingException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.onelift.event.Conflict;
import io.onelift.event.InvalidInput;
import io.onelift.event.NotFound;
import io.onelift.event.Problem;
import io.onelift.execute.TooBusy;
import io.onelift.json.Json;
import io.onelift.json.ProblemDocument;
import io.onelift.warehouse.WarehouseException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every failure as a problem document: the caller's in words, ours with an id in the log. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final Duration SOON = Duration.ofSeconds(3);

  private Failures() {}

  static void register(RoutesConfig routes) {
    routes.exception(Exception.class, (failure, context) -> write(context, failure));
    for (int status : List.of(404, 405)) {
      routes.error(status, Failures::describe);
    }
  }

  static void write(Context context, Throwable failure) {
    switch (failure) {
      case InvalidInput invalid ->
          write(
              context,
              400,
              "invalid-input",
              "What was sent cannot be taken",
              invalid.getMessage(),
              invalid.problems());
      case NotFound missing ->
          write(context, 404, "not-found", "There is no such thing", missing.getMessage());
      case Conflict conflict ->
          write(context, 409, "conflict", "It contradicts what is there", conflict.getMessage());
      case Refusal refusal -> refuse(context, refusal);
      case TooBusy busy -> refuse(context, Refusal.tooMany(busy.getMessage(), busy.retryAfter()));
      case WarehouseException warehouse -> write(context, warehouse);
      case HttpResponseException known when known.getStatus() < 500 ->
          write(
              context,
              known.getStatus(),
              known.getStatus() == 413 ? "too-large" : "refused",
              "The request was refused",
              String.valueOf(known.getMessage()));
      case CompletionException wrapped when wrapped.getCause() != null ->
          write(context, wrapped.getCause());
      case ExecutionException wrapped when wrapped.getCause() != null ->
          write(context, wrapped.getCause());
      case JsonMappingException mapping when isClientGone(mapping) ->
          LOG.debug("The client left {} {}", context.method(), context.path());
      case Throwable unexpected when isClientGone(unexpected) ->
          LOG.debug("The client left {} {}", context.method(), context.path());
      case Throwable unexpected -> unexpected(context, unexpected);
    }
  }

  private static void refuse(Context context, Refusal refusal) {
    if (refusal.status() == 401) {
      // JDBC's client answers this alone; a browser never calls there.
      String scheme = context.path().equals(JdbcCalls.PATH) ? "Basic" : "Bearer";
      context.header("WWW-Authenticate", scheme + " realm=\"onelift\"");
    }
    refusal
        .retryAfter()
        .ifPresent(wait -> context.header("Retry-After", Long.toString(wait.toSeconds())));
    write(
        context, refusal.status(), refusal.type(), "The request was refused", refusal.getMessage());
  }

  private static void write(Context context, WarehouseException failure) {
    switch (failure.fault()) {
      case UNAVAILABLE -> {
        LOG.warn("The warehouse is away: {}", failure.getMessage());
        context.header("Retry-After", Long.toString(SOON.toSeconds()));
        write(
            context,
            503,
            "warehouse-unavailable",
            "The warehouse is not reachable at the moment",
            "It is restarting or cannot be reached. Nothing was lost; try again in "
                + SOON.toSeconds()
                + " seconds.");
      }
      case LIMIT ->
          write(
              context,
              422,
              "limit",
              "The question is larger than the limits allow",
              failure.getMessage() + ". Ask for less: a shorter range, fewer groups or a filter.");
      case REJECTED -> unexpected(context, failure);
    }
  }

  /** A failure of the JVM, such as a stack that overflowed, which no handler catches. */
  static void write(HttpServletResponse response, Error failure) {
    String id = id();
    LOG.error("Failure {}", id, failure);
    response.setStatus(500);
    response.setContentType(ProblemDocument.CONTENT_TYPE);
    try {
      response.getOutputStream().write(Json.bytes(internal(id)));
    } catch (IOException e) {
      LOG.debug("The client left before it was told of failure {}", id, e);
    }
  }

  private static String id() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  private static ProblemDocument internal(String id) {
    return new ProblemDocument(
        "/problems/internal",
        "Something went wrong on our side",
        500,
        "The log has the reason under the id " + id + ".",
        List.of());
  }

  private static void unexpected(Context context, Throwable failure) {
    String id = id();
    LOG.error("Failure {} at {} {}", id, context.method(), context.path(), failure);
    context.status(500).contentType(ProblemDocument.CONTENT_TYPE).result(Json.bytes(internal(id)));
  }

  private static void describe(Context context) {
    if (context.res().getContentType() != null
        && context.res().getContentType().startsWith(ProblemDocument.CONTENT_TYPE)) {
      return;
    }
    write(
        context,
        context.statusCode(),
        context.statusCode() == 405 ? "method-not-allowed" : "not-found",
        "There is no such call",
        "There is no " + context.method() + " " + context.path() + "; /docs lists every call.");
  }

  private static boolean isClientGone(Throwable failure) {
    return failure instanceof org.eclipse.jetty.io.EofException
        || (failure.getCause() != null && isClientGone(failure.getCause()));
  }

  private static void write(Context context, int status, String type, String title, String detail) {
    write(context, status, type, title, detail, List.of());
  }

  private static void write(
      Context context,
      int status,
      String type,
      String title,
      String detail,
      List<Problem> problems) {
    context
        .status(status)
        .contentType(ProblemDocument.CONTENT_TYPE)
        .result(
            Json.bytes(new ProblemDocument("/problems/" + type, title, status, detail, problems)));
  }
}
