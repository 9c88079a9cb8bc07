package io.onelift.warehouse.embedded;

import io.onelift.warehouse.embedded.http.EngineMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One child process, from its start to its end. */
final class EngineChild {
  private final Process process;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();

  private EngineChild(Process process) {
    this.process = process;
  }

  static EngineChild spawn(Path workingDirectory, Map<String, String> orders, EngineLog log) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:MaxDirectMemorySize=128m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dfile.encoding=UTF-8",
            "-cp",
            System.getProperty("java.class.path"),
            EngineMain.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command).directory(workingDirectory.toFile());
    try {
      EngineChild child = new EngineChild(builder.start());
      child.listen(log);
      child.send(orders);
      return child;
    } catch (IOException e) {
      throw new EngineException("Cannot start the engine's process: " + e.getMessage(), e);
    }
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

  private static void each(BufferedReader lines, java.util.function.Consumer<String> consumer) {
    try (lines) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        consumer.accept(line);
      }
    } catch (IOException e) {
      consumer.accept("(the engine's output ended: " + e.getMessage() + ")");
    }
  }

  /** Its port, when it serves. */
  int awaitPort(Duration patience) {
    try {
      return port.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new EngineException(e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      process.destroyForcibly();
      throw new EngineException(
          "The engine did not start within " + patience.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new EngineException("Interrupted while the engine started", e);
    }
  }

  long pid() {
    return process.pid();
  }

  Process process() {
    return process;
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
