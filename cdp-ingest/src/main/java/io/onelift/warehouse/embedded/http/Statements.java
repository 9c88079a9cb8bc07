package io.onelift.warehouse.embedded.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.onelift.warehouse.embedded.engine.Engine;
import io.onelift.warehouse.embedded.engine.EngineConnection;
import io.onelift.warehouse.embedded.engine.StatementException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Runs statements, each on a thread and an engine connection of its own, a bounded number. */
final class Statements {
  /** How long a statement waits for its turn. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long a statement waits for the one that it replaces. */
  private static final Duration REPLACEMENT = Duration.ofSeconds(5);

  /** A client may use an id again when it has the response, which is just before the end here. */
  private static final Duration ENDING = Duration.ofMillis(300);

  private static final int MAX_WAITING = 500;

  private static final AtomicLong COUNT = new AtomicLong();

  private final Engine engine;
  private final String timeZone;
  private final Semaphore turns;
  private final int concurrency;
  private final Map<String, Ticket> running = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          MAX_WAITING,
          30,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("statement-", 1).factory());
  private final ScheduledExecutorService killer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("killer").factory());

  /** A statement on its way. */
  final class Ticket {
    private final String queryId;
    private final String marker;
    private boolean cancelled;
    private boolean over;
    private ScheduledFuture<?> kill;

    private Ticket(String queryId) {
      this.queryId = queryId;
      // A query id may be used again at once, and a late kill must not hit the new statement.
      this.marker = COUNT.incrementAndGet() + ":" + queryId;
    }

    /** Makes the engine stop working on it; returns at once. */
    synchronized void cancel() {
      if (!cancelled && !over) {
        cancelled = true;
        // Again and again: the engine may not have begun, and knows of no statement then.
        kill = killer.scheduleWithFixedDelay(() -> kill(marker), 0, 50, TimeUnit.MILLISECONDS);
      }
    }

    synchronized boolean isCancelled() {
      return cancelled;
    }

    void stopIfCancelled() {
      if (isCancelled()) {
        throw new StatementException(394, "QUERY_WAS_CANCELLED", "Query was cancelled.");
      }
    }

    /** False when it is not over by then. */
    private synchronized boolean awaitOver(long nanos) {
      long end = System.nanoTime() + nanos;
      try {
        while (!over && end > System.nanoTime()) {
          TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, end - System.nanoTime()));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return over;
    }

    private synchronized void over() {
      over = true;
      notifyAll();
      if (kill != null) {
        kill.cancel(false);
      }
    }
  }

  Statements(Engine engine, int concurrency) {
    this.engine = engine;
    this.concurrency = concurrency;
    this.turns = new Semaphore(concurrency, true);
    this.timeZone = java.util.TimeZone.getDefault().getID();
  }

  Ticket submit(StatementRequest request, RequestBody body, Reply reply) {
    Ticket ticket = new Ticket(request.queryId());
    try {
      threads.execute(() -> run(ticket, request, body, reply));
    } catch (RejectedExecutionException e) {
      throw busy(e);
    }
    return ticket;
  }

  private void run(Ticket ticket, StatementRequest request, RequestBody body, Reply reply) {
    HttpHeaders headers = new DefaultHttpHeaders();
    headers.set("X-ClickHouse-Server-Display-Name", "onelift");
    headers.set("X-ClickHouse-Query-Id", request.queryId());
    headers.set(
        "X-ClickHouse-Timezone", request.settings().getOrDefault("session_timezone", timeZone));
    try (body) {
      perform(ticket, request, body, reply, headers);
    } catch (StatementException e) {
      error(reply, e, headers, request.responseCoding());
    } catch (Reply.ClientGone e) {
      reply.cut();
    } catch (IOException e) {
      // The body does not decompress, or a result does not fit on the disk.
      error(
          reply,
          new StatementException(33, "CANNOT_READ_ALL_DATA", e.toString()),
          headers,
          request.responseCoding());
    } catch (RuntimeException | OutOfMemoryError e) {
      System.err.println("Statement " + request.queryId() + " failed: " + e);
      error(
          reply,
          new StatementException(1001, "STD_EXCEPTION", e.toString()),
          headers,
          request.responseCoding());
    }
  }

  private void perform(
      Ticket ticket, StatementRequest request, RequestBody body, Reply reply, HttpHeaders headers)
      throws IOException {
    register(ticket, request.replacesRunning());
    try {
      SqlBody sql = SqlBody.read(request, body);
      // Must get through when all turns are taken.
      if (sql.isKill()) {
        execute(ticket, request, sql, reply, headers);
        return;
      }
      awaitTurn();
      try {
        execute(ticket, request, sql, reply, headers);
      } finally {
        turns.release();
      }
    } finally {
      running.remove(ticket.queryId, ticket);
      ticket.over();
    }
  }

  private void execute(
      Ticket ticket, StatementRequest request, SqlBody sql, Reply reply, HttpHeaders headers)
      throws IOException {
    ticket.stopIfCancelled();
    try (EngineConnection connection = engine.connect(ticket.marker)) {
      connection.set(request.settings());
      if (!request.database().equals("default")) {
        connection.use(request.database());
      }
      if (request.readOnly()) {
        connection.set(Map.of("readonly", "2"));
      }
      new Statement(request, sql, connection, reply, headers, ticket).run();
    }
  }

  private void register(Ticket ticket, boolean replace) {
    long end = System.nanoTime() + (replace ? REPLACEMENT : ENDING).toNanos();
    for (Ticket other = running.putIfAbsent(ticket.queryId, ticket);
        other != null;
        other = running.putIfAbsent(ticket.queryId, ticket)) {
      if (replace) {
        other.cancel();
      }
      if (!other.awaitOver(end - System.nanoTime())) {
        throw new StatementException(
            216,
            "QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING",
            "Query with id = " + ticket.queryId + " is already running.");
      }
    }
  }

  private void awaitTurn() {
    try {
      if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw busy(null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy(e);
    }
  }

  private StatementException busy(Exception cause) {
    StatementException e =
        new StatementException(
            202,
            "TOO_MANY_SIMULTANEOUS_QUERIES",
            "Too many simultaneous queries: "
                + concurrency
                + " run and none ended within "
                + PATIENCE.toSeconds()
                + " s. Try again later.");
    if (cause != null) {
      e.initCause(cause);
    }
    return e;
  }

  private void kill(String marker) {
    try (EngineConnection connection = engine.connect("killer")) {
      connection
          .run(
              "KILL QUERY WHERE Settings['log_comment'] = {marker:String} ASYNC",
              "Null",
              Map.of("marker", escaped(marker)))
          .close();
    } catch (StatementException e) {
      System.err.println("Cannot stop statement " + marker + ": " + e.getMessage());
    }
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
  }

  /** Answers with an error, or cuts the response when it has begun. */
  static void error(Reply reply, StatementException e, HttpHeaders headers, Coding coding) {
    if (reply.hasBegun()) {
      reply.cut();
      return;
    }
    headers.set("X-ClickHouse-Exception-Code", e.code());
    headers.set("Content-Type", "text/plain; charset=UTF-8");
    headers.remove("Content-Encoding");
    if (e.code() == 194) {
      headers.set("WWW-Authenticate", "Basic realm=\"ClickHouse server HTTP API\"");
    }
    byte[] text = (e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
    // Clients unpack an error as they do a result, except for ClickHouse's own blocks.
    if (coding.headerName().isPresent()) {
      headers.set("Content-Encoding", coding.headerName().get());
      text = Codings.encoded(text, coding);
    }
    reply.whole(ErrorStatus.of(e.code()), headers, text);
  }
}
