package io.onelift.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.Sources;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Starts programs that send with an SDK. */
public final class Programs {
  private static final Path WEB = Sources.root().resolve("web");

  /** Where npm's packages are. */
  public static final Path SDKS = WEB.resolve("src").resolve("test").resolve("sdks");

  private Programs() {}

  /** A program of {@code src/test/sdks}, until it ends; it has to end well. */
  public static void node(String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("node", SDKS.resolve(script).toString()));
    Collections.addAll(command, arguments);
    run(command);
  }

  /** {@link SensorsSender} with its own libraries, until it ends; it has to end well. */
  public static void java(String... arguments) {
    Path libraries = WEB.resolve("target").resolve("sensors-sdk");
    Path classes = WEB.resolve("target").resolve("test-classes");
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Duser.timezone=Asia/Shanghai",
                "-cp",
                libraries.resolve("*") + File.pathSeparator + classes,
                SensorsSender.class.getName()));
    Collections.addAll(command, arguments);
    run(command);
  }

  private static void run(List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("TZ", "Asia/Shanghai");
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("%s said:%n%s", command, said).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
