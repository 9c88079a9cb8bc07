package io.onelift.warehouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EngineSupervisionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LIMIT = 600L << 20;

  @TempDir Path directory;

  @Test
  void isBackWithEveryAcknowledgedRowAfterAKill() throws Exception {
    try (EmbeddedEngine engine = EmbeddedEngine.start(config());
        EngineClient client = EngineClient.of(engine)) {
      client.ask("CREATE TABLE t (a UInt64) ENGINE = MergeTree ORDER BY a");
      AtomicInteger acknowledged = new AtomicInteger();
      AtomicReference<String> refusal = new AtomicReference<>();
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(
              () -> {
                while (refusal.get() == null) {
                  try {
                    client.ask("INSERT INTO t VALUES (" + acknowledged.get() + ")");
                    acknowledged.incrementAndGet();
                  } catch (IOException e) {
                    refusal.set(e.toString());
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                }
              });
      EngineClient.await(PATIENCE, () -> acknowledged.get() > 20);
      long killed = engine.pid();
      kill(killed);
      writer.join();
      EngineClient.await(PATIENCE, () -> engine.pid() != killed);
      engine.awaitReady(PATIENCE);
      assertThat(engine.health()).isEqualTo(new EngineHealth.Running(engine.pid()));
      // The last insert may be there although its acknowledgement got lost.
      int rows = Integer.parseInt(client.ask("SELECT count() FROM t"));
      assertThat(rows).isBetween(acknowledged.get(), acknowledged.get() + 1);
      assertThat(client.ask("SELECT uniqExact(a) FROM t WHERE a < " + acknowledged.get()))
          .isEqualTo(acknowledged.toString());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void mergesGiveWayToEverythingElse() throws Exception {
    try (EmbeddedEngine engine = EmbeddedEngine.start(config());
        EngineClient client = EngineClient.of(engine)) {
      client.ask("CREATE TABLE t (a UInt64) ENGINE = MergeTree ORDER BY a");
      Path threads = Path.of("/proc/" + engine.pid() + "/task");
      EngineClient.await(PATIENCE, () -> nicenesses(threads).contains(5));
      assertThat(nicenesses(threads)).containsOnly(5);
    }
  }

  /** Of the threads that merge. */
  private static List<Integer> nicenesses(Path threads) {
    try (Stream<Path> all = Files.list(threads)) {
      List<Integer> nicenesses = new ArrayList<>();
      for (Path thread : all.toList()) {
        String state;
        try {
          state = Files.readString(thread.resolve("stat"));
        } catch (NoSuchFileException e) {
          // Some other thread that has ended since it was listed.
          continue;
        }
        // The name in brackets is the second field, and the niceness the nineteenth.
        if (state.contains("(MergeMutate)")) {
          nicenesses.add(
              Integer.parseInt(state.substring(state.lastIndexOf(')') + 2).split(" ", -1)[16]));
        }
      }
      return nicenesses;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void endsWithItsParentAndLetsTheNextOneIn() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Donelift.root=" + System.getProperty("onelift.root", ""),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = parent.inputReader(StandardCharsets.UTF_8)) {
      long engine = Long.parseLong(output.readLine());
      assertThatThrownBy(() -> EmbeddedEngine.start(config()))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("process " + parent.pid());
      assertThat(EngineProbe.run(config()).heldBy().orElseThrow())
          .contains("process " + parent.pid());
      parent.destroyForcibly().waitFor();
      try (EmbeddedEngine next = EmbeddedEngine.start(config());
          EngineClient client = EngineClient.of(next)) {
        assertThat(client.ask("SELECT a FROM kept")).isEqualTo("1");
        EngineClient.await(PATIENCE, () -> ProcessHandle.of(engine).isEmpty());
      }
    } finally {
      parent.destroyForcibly();
    }
  }

  /** An application of its own, to be killed. */
  static final class Parent {
    public static void main(String[] arguments) throws Exception {
      EmbeddedEngine engine = EmbeddedEngine.start(EngineConfig.in(Path.of(arguments[0])));
      try (EngineClient client = EngineClient.of(engine)) {
        client.ask("CREATE TABLE kept (a UInt8) ENGINE = MergeTree ORDER BY a");
        client.ask("INSERT INTO kept VALUES (1)");
      }
      System.out.println(engine.pid());
      Thread.currentThread().join();
    }
  }

  @Test
  void refusesAnOversizedQueryAndGoesOn() throws Exception {
    try (EmbeddedEngine engine = EmbeddedEngine.start(config());
        EngineClient client = EngineClient.of(engine)) {
      HttpResponse<String> response =
          client.post("", "SELECT length(groupArray(toString(number))) FROM numbers(1000000000)");
      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.headers().firstValue("X-ClickHouse-Exception-Code")).hasValue("241");
      assertThat(response.body()).contains("MEMORY_LIMIT_EXCEEDED");
      assertThat(client.ask("SELECT 1")).isEqualTo("1");
      assertThat(engine.health()).isInstanceOf(EngineHealth.Running.class);
    }
  }

  @Test
  void tellsThePasswordToNobody() throws Exception {
    try (EmbeddedEngine engine =
        EmbeddedEngine.start(config().withCredentials("bank", "very-secret"))) {
      assertThat(engine.user()).isEqualTo("bank");
      for (String open : List.of("cmdline", "environ")) {
        Path file = Path.of("/proc", Long.toString(engine.pid()), open);
        if (Files.exists(file)) {
          assertThat(Files.readString(file)).isNotEmpty().doesNotContain("very-secret");
        }
      }
      assertThat(Files.readString(directory.resolve("engine.log")))
          .contains("listens")
          .doesNotContain("very-secret");
    }
  }

  @Test
  void refusesWithoutALibraryAndSaysWhatToDo() {
    Path missing = directory.resolve("libchdb.so");
    assertThatThrownBy(() -> EmbeddedEngine.start(config().withLibrary(missing)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(missing.toString());
    assertThat(EngineProbe.run(config().withLibrary(missing)).problems())
        .anyMatch(problem -> problem.contains(missing.toString()));
  }

  @Test
  void saysWhyALibraryDoesNotLoad() throws Exception {
    Path broken = Files.writeString(directory.resolve("libchdb.so"), "no library");
    assertThatThrownBy(() -> EmbeddedEngine.start(config().withLibrary(broken)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(broken.toString());
  }

  @Test
  void findsWhatItNeeds() {
    EngineProbe probe = EngineProbe.run(config());
    assertThat(probe.problems()).isEmpty();
    assertThat(probe.version()).hasValueSatisfying(v -> assertThat(v).startsWith("26."));
    assertThat(probe.heldBy()).isEmpty();
    assertThat(probe.freeBytes()).isPositive();
  }

  private EngineConfig config() {
    return EngineConfig.in(directory).withMemoryLimit(LIMIT);
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }
}
