package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.collect.Collector;
import io.onelift.collect.Decoded;
import io.onelift.collect.Overloaded;
import io.onelift.collect.Receipt;
import io.onelift.event.InvalidInput;
import io.onelift.security.Permission;
import io.onelift.warehouse.WarehouseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** What every call that takes events does, whatever their wire format is. */
final class Intake {
  /** A body larger than allowed is read up to here, so that its sender gets the answer. */
  private static final long READ_ON = 32L * 1024 * 1024;

  /** How long a page's call is tried again, and how many calls at a time. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int PATIENT_CALLS = 2_000;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Semaphore patient = new Semaphore(PATIENT_CALLS);
  private final Collector collector;
  private final AccessControl access;

  Intake(Collector collector, AccessControl access) {
    this.collector = collector;
    this.access = access;
  }

  /** Lets a site's own pages send events: the write key is no secret and no cookie is looked at. */
  static void allowBrowsers(Context context) {
    context
        .header("Access-Control-Allow-Origin", "*")
        .header("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
        .header("Access-Control-Allow-Headers", headers(context))
        .header("Access-Control-Expose-Headers", "Retry-After")
        .header("Access-Control-Max-Age", "86400");
  }

  /** Whatever an SDK wants to send, such as {@code X-Retry-Count}: no header gives a right. */
  private static String headers(Context context) {
    String asked = context.header("Access-Control-Request-Headers");
    return asked != null && asked.matches("[\\w\\-, ]{1,500}")
        ? asked
        : "Authorization, Content-Type, Content-Encoding, X-Retry-Count, Dry-Run";
  }

  /**
   * The body as it came.
   *
   * @throws InvalidInput when it is larger than the limit: SDKs give up on 400 and say why
   */
  static byte[] body(Context context, int limit) {
    try (InputStream in = context.bodyInputStream()) {
      byte[] body = in.readNBytes(limit + 1);
      if (body.length <= limit) {
        return body;
      }
      long more = in.skip(READ_ON);
      throw new InvalidInput(
          "",
          "A call may have %d KB, this one has %d KB or more; send smaller batches, or a file to POST /api/imports"
              .formatted(limit / 1024, (limit + more) / 1024));
    } catch (IOException e) {
      throw new UncheckedIOException("The body broke off", e);
    }
  }

  /** Turns away whoever's key may not send events. */
  void require(Context context, String key) {
    AccessControl.require(
        AccessControl.caller(access.byKey(context, key), false), Permission.SEND_EVENTS);
  }

  /**
   * {@link #take} for a sender that sends once, whatever the answer is, as pages do: what cannot be
   * written at the moment is tried again here. Trying again is free, because an event counts once.
   */
  Receipt takeFromPage(Decoded decoded) {
    if (!patient.tryAcquire()) {
      return take(decoded);
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (true) {
        try {
          return take(decoded);
        } catch (Refusal | WarehouseException e) {
          boolean isPassing = !(e instanceof WarehouseException w) || w.isRetriable();
          if (!isPassing || System.nanoTime() > end) {
            throw e;
          }
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.unavailable("The server is shutting down. Send again.", PAUSE);
    } finally {
      patient.release();
    }
  }

  /** Writes what a call brought; when this returns, it is durable. */
  Receipt take(Decoded decoded) {
    try {
      return Waiting.await(collector.collect(decoded));
    } catch (Overloaded e) {
      throw Refusal.tooMany(e.getMessage(), e.retryAfter());
    }
  }
}
