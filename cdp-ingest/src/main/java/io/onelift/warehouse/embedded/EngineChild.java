package io.onelift.warehouse.embedded;

import io.onelift.warehouse.embedded.http.EngineMain;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One child process, from its start to its end. */
final class EngineChild {
  private final Process process;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();

  private EngineChild(Process process) {
    this.process = process;
  }

  static EngineChild spawn(EngineConfig config, Map<String, String> orders, EngineLog log) {
    ProcessBuilder builder =
        java(
                List.of("-XX:ErrorFile=" + config.directory().resolve("engine-crash-%p.log")),
                List.of())
            .directory(config.workingDirectory().toFile());
    try {
      EngineChild child = new EngineChild(builder.start());
      child.listen(log);
      child.send(orders);
      return child;
    } catch (IOException e) {
      throw new EngineException("Cannot start the engine's process: " + e.getMessage(), e);
    }
  }

  /**
   * Loads a library in a process of its own, which a bad one may crash.
   *
   * @return its version
   */
  static String version(Path library) {
    try {
      Process process =
          java(List.of(), List.of(library.toString())).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said;
      try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
        said = output.lines().collect(Collectors.joining("\n"));
      }
      int status = process.waitFor();
      int at = said.indexOf(EngineMain.PREFIX + "version ");
      if (status != 0 || at < 0) {
        throw new EngineException(
            "The engine library " + library + " does not load (status " + status + "): " + said);
      }
      return said.substring(at + (EngineMain.PREFIX + "version ").length()).strip();
    } catch (IOException e) {
      throw new EngineException("Cannot start a Java process: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("Interrupted while " + library + " was loaded", e);
    }
  }

  private static ProcessBuilder java(List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx192m",
            "-XX:MaxDirectMemorySize=256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:-CreateCoredumpOnCrash",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dfile.encoding=UTF-8"));
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp", absolute(System.getProperty("java.class.path")), EngineMain.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    // These would be printed, and obeyed, by the child as well.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    return builder;
  }

  /** The child runs in a directory of its own, where relative paths would lead nowhere. */
  private static String absolute(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private void send(Map<String, String> orders) throws IOException {
    StringBuilder lines = new StringBuilder();
    orders.forEach((name, value) -> lines.append(name).append('=').append(value).append('\n'));
    OutputStream input = process.getOutputStream();
    input.write(lines.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  private void listen(EngineLog log) {
    Thread.ofPlatform()
        .daemon()
        .name("engine-output")
        .start(
            () -> {
              each(
                  process.inputReader(StandardCharsets.UTF_8),
                  line -> {
                    if (!line.startsWith(EngineMain.PREFIX)) {
                      log.write(line);
                      return;
                    }
                    String said = line.substring(EngineMain.PREFIX.length());
                    if (said.startsWith("ready ")) {
                      port.complete(Integer.parseInt(said.substring("ready ".length())));
                    } else {
                      log.write(said);
                      port.completeExceptionally(
                          new EngineException(said.substring("failed ".length())));
                    }
                  });
              port.completeExceptionally(
                  new EngineException("The engine's process ended while it started"));
            });
    Thread.ofPlatform()
        .daemon()
        .name("engine-log")
        .start(() -> each(process.errorReader(StandardCharsets.UTF_8), log::write));
  }

  private static void each(BufferedReader lines, Consumer<String> consumer) {
    try (lines) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        consumer.accept(line);
      }
    } catch (IOException e) {
      consumer.accept("(the engine's output ended: " + e.getMessage() + ")");
    }
  }

  /**
   * Returns when it serves.
   *
   * @throws EngineException with the reason that the child gave
   */
  void awaitReady(Duration patience) {
    try {
      port.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new EngineException(e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new EngineException(
          "The engine did not start within " + patience.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("Interrupted while the engine started", e);
    }
  }

  /** Its exit status, when it has ended. */
  int awaitEnd() {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody interrupts the supervisor", e);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Asks it to end by closing its standard input; kills it when it does not. */
  void stop(Duration patience) {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
