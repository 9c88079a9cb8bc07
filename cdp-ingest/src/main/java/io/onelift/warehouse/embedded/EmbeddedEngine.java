package io.onelift.warehouse.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The real ClickHouse engine, running in a child process and answering ClickHouse's HTTP protocol
 * on loopback until it is closed or this process ends. Thread-safe.
 */
public final class EmbeddedEngine implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(5);
  private static final long LOG_BOUND = 10 << 20;

  private final EngineConfig config;
  private final EngineLog log;
  private final String user;
  private final String password;
  private final EngineChild child;
  private final int port;

  private EmbeddedEngine(EngineConfig config, Path library) {
    this.config = config;
    this.log = new EngineLog(config.log(), LOG_BOUND);
    this.user = config.user().orElse("onelift");
    this.password = config.password().orElseGet(EmbeddedEngine::secret);
    this.child = EngineChild.spawn(config.workingDirectory(), orders(library, config.port()), log);
    this.port = child.awaitPort(START);
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
    return new EmbeddedEngine(config, library);
  }

  private Map<String, String> orders(Path library, int onPort) {
    Map<String, String> orders = new LinkedHashMap<>();
    orders.put("library", library.toString());
    orders.put("data", config.data().toString());
    orders.put("memory", Long.toString(config.memoryLimit()));
    orders.put("concurrency", Integer.toString(config.concurrency()));
    orders.put("port", Integer.toString(onPort));
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

  /** Of the child process. */
  public long pid() {
    return child.pid();
  }

  @Override
  public void close() {
    child.stop(STOP);
    log.close();
  }
}
