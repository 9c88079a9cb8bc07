package io.onelift.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a client has gone while its request is being answered. A server learns of it only
 * when it reads or writes, and a question may be computed for a minute before the first byte; so
 * the connection, on which nothing may come now, is asked a few times a second whether it ended.
 * For one request, whose body has been read.
 */
final class ClientWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClientWatch.class);
  private static final Duration EVERY = Duration.ofMillis(200);

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread watcher;

  private ClientWatch(EndPoint connection, Context context, Runnable gone) {
    watcher = Thread.ofVirtual().name("client-watch").start(() -> watch(connection, context, gone));
  }

  /**
   * Watches until it is closed.
   *
   * @param gone what to do when the client has gone, once
   */
  static ClientWatch of(Context context, Runnable gone) {
    EndPoint connection =
        ServletContextRequest.getServletContextRequest(context.req())
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint();
    return new ClientWatch(connection, context, gone);
  }

  private void watch(EndPoint connection, Context context, Runnable gone) {
    ByteBuffer one = ByteBuffer.allocate(1).limit(0);
    try {
      while (!over.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        int read = connection.isOpen() ? connection.fill(one) : -1;
        if (read < 0) {
          LOG.debug("The client left {} {}", context.method(), context.path());
          gone.run();
          return;
        }
        if (read > 0) {
          // The next request, sent ahead: it lives, and has to send it again on another connection.
          context.header("Connection", "close");
          return;
        }
      }
    } catch (IOException e) {
      gone.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the last look, so that nobody reads from the connection behind the server's back. */
  @Override
  public void close() {
    over.countDown();
    try {
      watcher.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
