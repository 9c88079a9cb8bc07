package io.onelift.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The product in a process of its own, with the Java options that this process was started with.
 * Its engine is a child of it.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("Ready in .* at (http\\S+)");
  private static final Duration STOP = Duration.ofSeconds(20);

  private final Process process;
  private final URI address;

  private ServerProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts {@code serve} on a free port and returns when it is ready.
   *
   * @param main the class whose {@code main} takes {@code serve}
   * @param key of the first admin
   * @throws IllegalStateException with what it printed, when it ends instead
   */
  public static ServerProcess start(String main, Path data, String key) {
    ProcessBuilder builder =
        new ProcessBuilder(command(main, data)).redirectErrorStream(true).directory(data.toFile());
    builder.environment().put("CDP_ADMIN_KEY", key);
    try {
      Process process = builder.start();
      // So that none is left behind when we are told to stop in the middle.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
      StringBuilder said = new StringBuilder();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        said.append(line).append('\n');
        Matcher ready = READY.matcher(line);
        if (ready.find()) {
          Thread.ofVirtual().start(() -> drain(output));
          return new ServerProcess(process, URI.create(ready.group(1)));
        }
      }
      throw new IllegalStateException("The server did not start:\n" + said);
    } catch (IOException e) {
      throw new UncheckedIOException("The server's process cannot be started", e);
    }
  }

  private static List<String> command(String main, Path data) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    // Set in the running process where a test runs, and then no argument of it.
    Optional.ofNullable(System.getProperty("onelift.root"))
        .ifPresent(root -> command.add("-Donelift.root=" + root));
    command.addAll(
        List.of(
            "-cp",
            absolute(System.getProperty("java.class.path")),
            main,
            "serve",
            "--port",
            "0",
            "--data",
            data.toString(),
            "--timezone",
            "UTC"));
    return command;
  }

  private static String absolute(String classPath) {
    List<String> entries = new ArrayList<>();
    for (String entry : classPath.split(java.io.File.pathSeparator, -1)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(java.io.File.pathSeparator, entries);
  }

  /** So that the server never waits for somebody to read what it prints. */
  private static void drain(BufferedReader output) {
    try {
      output.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // The process was killed, which ends its output.
    }
  }

  public URI address() {
    return address;
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** The engine's process, which a restart changes; empty while there is none. */
  public Optional<ProcessHandle> engine() {
    return process.children().findFirst();
  }

  /** Ends it as a power cut does. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Lets it write what is waiting and end. */
  @Override
  public void close() {
    process.destroy();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
