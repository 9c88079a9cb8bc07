package io.onelift.warehouse.embedded;

import io.onelift.warehouse.WarehouseConfig;
import io.onelift.warehouse.embedded.engine.DirectoryLock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The real ClickHouse engine, running in a child process and answering ClickHouse's HTTP protocol
 * on loopback until it is closed or this process ends. When the child dies it is started again,
 * with the same address, user and password; what it had acknowledged is there. Thread-safe.
 */
public final class EmbeddedEngine implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(5);
  private static final long LOG_BOUND = 10 << 20;

  /** More ends than this within {@link #CRASH_WINDOW} and it is not started again. */
  private static final int MAX_CRASHES = 5;

  private static final Duration CRASH_WINDOW = Duration.ofMinutes(1);

  private final EngineConfig config;
  private final Path library;
  private final DirectoryLock lock;
  private final EngineLog log;
  private final String user;
  private final String password;
  private final int port;
  private final ReentrantLock guard = new ReentrantLock();
  private final Condition changed = guard.newCondition();
  private EngineChild child;
  private EngineHealth health;

  private EmbeddedEngine(EngineConfig config, Path library, DirectoryLock lock, EngineLog log) {
    this.config = config;
    this.library = library;
    this.lock = lock;
    this.log = log;
    this.user = config.user().orElse("onelift");
    this.password = config.password().orElseGet(EmbeddedEngine::secret);
    this.port = config.port() == 0 ? LoopbackPort.free() : config.port();
    this.child = spawn();
    this.health = new EngineHealth.Running(child.pid());
  }

  /**
   * Returns when the engine answers.
   *
   * @throws EngineException that says why it cannot run and what to do
   */
  public static EmbeddedEngine start(EngineConfig config) {
    Path library = EngineLibrary.find(config.library());
    try {
      Files.createDirectories(config.data());
      Files.createDirectories(config.workingDirectory());
    } catch (IOException e) {
      throw new EngineException("Cannot make " + config.directory() + ": " + e.getMessage(), e);
    }
    DirectoryLock lock = lock(config);
    EngineLog log = null;
    try {
      log = new EngineLog(config.log(), LOG_BOUND);
      EmbeddedEngine engine = new EmbeddedEngine(config, library, lock, log);
      Thread.ofPlatform().daemon().name("engine-supervisor").start(engine::supervise);
      return engine;
    } catch (RuntimeException e) {
      if (log != null) {
        log.close();
      }
      lock.close();
      throw e;
    }
  }

  private static DirectoryLock lock(EngineConfig config) {
    try {
      return DirectoryLock.take(config.lock(), "the application", Duration.ZERO);
    } catch (DirectoryLock.Unavailable e) {
      throw new EngineException(e.getMessage(), e);
    }
  }

  private EngineChild spawn() {
    EngineChild started = EngineChild.spawn(config, orders(), log);
    try {
      started.awaitReady(START);
      return started;
    } catch (EngineException e) {
      started.stop(STOP);
      throw e;
    }
  }

  /** Waits for the child's end and starts it again, until it is closed or it ends too often. */
  private void supervise() {
    Deque<Instant> crashes = new ArrayDeque<>();
    while (true) {
      EngineChild watched = current();
      int status = watched.awaitEnd();
      Instant now = Instant.now();
      crashes.removeIf(crash -> crash.isBefore(now.minus(CRASH_WINDOW)));
      crashes.add(now);
      if (!become(new EngineHealth.Restarting(now))) {
        return;
      }
      log.write("The engine's process " + watched.pid() + " ended with status " + status);
      if (crashes.size() > MAX_CRASHES) {
        fail("The engine ended " + crashes.size() + " times within " + CRASH_WINDOW.toSeconds());
        return;
      }
      restart(crashes);
    }
  }

  private void restart(Deque<Instant> crashes) {
    try {
      EngineChild next = spawn();
      guard.lock();
      try {
        if (health instanceof EngineHealth.Closed) {
          next.stop(STOP);
          return;
        }
        child = next;
        health = new EngineHealth.Running(next.pid());
        changed.signalAll();
      } finally {
        guard.unlock();
      }
      log.write("Started the engine again as process " + next.pid());
    } catch (EngineException e) {
      // Counted as one more end by supervise, which finds the old child ended already.
      log.write("Could not start the engine again: " + e.getMessage());
      pause(Duration.ofMillis(200L * crashes.size()));
    }
  }

  private void fail(String what) {
    String reason =
        what
            + " s and is not started again. The last lines of "
            + config.log()
            + ":\n"
            + String.join("\n", log.last());
    become(new EngineHealth.Failed(reason));
    System.getLogger(EmbeddedEngine.class.getName()).log(System.Logger.Level.ERROR, reason);
  }

  private boolean become(EngineHealth next) {
    guard.lock();
    try {
      if (health instanceof EngineHealth.Closed) {
        return false;
      }
      health = next;
      changed.signalAll();
      return true;
    } finally {
      guard.unlock();
    }
  }

  private EngineChild current() {
    guard.lock();
    try {
      return child;
    } finally {
      guard.unlock();
    }
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, String> orders() {
    Map<String, String> orders = new LinkedHashMap<>();
    orders.put("library", library.toString());
    orders.put("data", config.data().toString());
    orders.put("lock", config.childLock().toString());
    orders.put("memory", Long.toString(config.memoryLimit()));
    orders.put("concurrency", Integer.toString(config.concurrency()));
    orders.put("port", Integer.toString(port));
    orders.put("user", user);
    orders.put("password", password);
    return orders;
  }

  private static String secret() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** {@code http://127.0.0.1:port}, the same for as long as this object lives. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public String user() {
    return user;
  }

  public String password() {
    return password;
  }

  /** A database of this engine; the parameters are those of {@link WarehouseConfig}. */
  public WarehouseConfig warehouse(String database, ZoneId zone, Duration timeout) {
    return new WarehouseConfig(address(), user, password, database, zone, timeout);
  }

  /** Of the child process, which a restart changes. */
  public long pid() {
    return current().pid();
  }

  public EngineHealth health() {
    guard.lock();
    try {
      return health;
    } finally {
      guard.unlock();
    }
  }

  /**
   * Waits while the engine restarts.
   *
   * @throws EngineException when it does not answer within {@code patience}, or never will
   */
  public void awaitReady(Duration patience) {
    long left = patience.toNanos();
    guard.lock();
    try {
      while (true) {
        switch (health) {
          case EngineHealth.Running _ -> {
            return;
          }
          case EngineHealth.Failed failed -> throw new EngineException(failed.reason());
          case EngineHealth.Closed _ -> throw new EngineException("The engine was closed");
          case EngineHealth.Restarting restarting -> {
            if (left <= 0) {
              throw new EngineException(
                  "The engine has been restarting since " + restarting.since());
            }
            left = changed.awaitNanos(left);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("Interrupted while the engine restarted", e);
    } finally {
      guard.unlock();
    }
  }

  /** Ends the child process; statements in flight are cut off. */
  @Override
  public void close() {
    if (become(new EngineHealth.Closed())) {
      current().stop(STOP);
      log.close();
      lock.close();
    }
  }
}
