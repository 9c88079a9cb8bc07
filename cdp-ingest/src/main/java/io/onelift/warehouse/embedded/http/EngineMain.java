package io.onelift.warehouse.embedded.http;

import io.onelift.warehouse.embedded.engine.DirectoryLock;
import io.onelift.warehouse.embedded.engine.Engine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The child process. Reads its orders from standard input as {@code name=value} lines up to an
 * empty one, so that the password is on no command line; says {@code onelift-engine ready PORT} or
 * {@code onelift-engine failed REASON} on standard output; logs to standard error; and ends when
 * standard input does, which also is when its parent dies.
 */
public final class EngineMain {
  /** Begins the lines that are meant for the parent. */
  public static final String PREFIX = "onelift-engine ";

  /** How long the engine of an application that was killed may take to end. */
  private static final Duration PREDECESSOR = Duration.ofSeconds(10);

  private EngineMain() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream parent = System.out;
    if (arguments.length == 1) {
      parent.println(PREFIX + "version " + Engine.check(Path.of(arguments[0])));
      return;
    }
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Map<String, String> orders = orders(input);
    DirectoryLock lock = null;
    try {
      lock = DirectoryLock.take(Path.of(orders.get("lock")), "its engine", PREDECESSOR);
      log("Opening " + orders.get("data") + ", memory limit " + orders.get("memory"));
      Engine engine =
          Engine.open(
              Path.of(orders.get("library")),
              Path.of(orders.get("data")),
              Long.parseLong(orders.get("memory")));
      Statements statements = new Statements(engine, Integer.parseInt(orders.get("concurrency")));
      int port = Integer.parseInt(orders.get("port"));
      HttpListener.open(
          port, statements, new Credentials(orders.get("user"), orders.get("password")));
      log("ClickHouse " + engine.version() + " listens on 127.0.0.1:" + port);
      parent.println(PREFIX + "ready " + port);
      parent.flush();
    } catch (RuntimeException e) {
      parent.println(PREFIX + "failed " + e.getMessage());
      parent.flush();
      Runtime.getRuntime().halt(1);
    }
    try {
      while (input.readLine() != null) {
        // Nothing is said after the orders; only the end matters.
      }
    } finally {
      // An unreachable lock would be collected and thereby freed.
      Reference.reachabilityFence(lock);
      Runtime.getRuntime().halt(0);
    }
  }

  private static void log(String line) {
    System.err.println(line);
  }

  private static Map<String, String> orders(BufferedReader input) throws IOException {
    Map<String, String> orders = new HashMap<>();
    for (String line = input.readLine(); line != null && !line.isEmpty(); line = input.readLine()) {
      int equals = line.indexOf('=');
      orders.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return orders;
  }
}
