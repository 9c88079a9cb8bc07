package io.onelift.chaos;

import io.onelift.bench.ServerProcess;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.embedded.EmbeddedEngine;
import io.onelift.warehouse.embedded.EngineConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Kills the product and its engine at random moments while senders send, and looks at the end
 * whether every acknowledged event is there exactly once and everything that follows from the
 * events is right.
 */
public final class Chaos {
  private static final List<Blow> BLOWS = List.of(Blow.values());
  private static final int SENDERS = 6;
  private static final Duration RECOVERY = Duration.ofMinutes(2);

  /** The embedded engine is not started again when it ends more often within a minute. */
  private static final int ENGINE_KILLS = 3;

  private final String main;
  private final Path data;
  private final String key;
  private final Random random;
  private final PrintWriter out;
  private final Tale tale;
  private ServerProcess server;
  private int engineKills;

  private Chaos(String main, Path data, long seed, PrintWriter out) {
    this.main = main;
    this.data = data;
    this.key = "chaos-key-" + seed;
    this.random = new Random(seed);
    this.out = out;
    this.tale = new Tale(seed);
    this.server = ServerProcess.start(main, data, key);
  }

  /**
   * Runs the rounds and prints what happened in each.
   *
   * @param main see {@link ServerProcess#start}
   * @param data a directory that is empty
   * @param seed the same one strikes in the same order; the moments differ with the machine
   * @return what is wrong at the end; empty when nothing is
   */
  public static List<String> run(String main, Path data, int rounds, long seed, PrintWriter out)
      throws InterruptedException {
    return new Chaos(main, data, seed, out).run(rounds);
  }

  private List<String> run(int rounds) throws InterruptedException {
    List<String> problems = new ArrayList<>();
    Senders senders = new Senders(tale, key, server.address());
    try {
      senders.start(SENDERS);
      for (int round = 1; round <= rounds && problems.isEmpty(); round++) {
        problems.addAll(round(round, senders));
      }
      senders.finish();
    } finally {
      server.close();
    }
    if (!senders.problem().isEmpty()) {
      problems.add(senders.problem());
    }
    problems.addAll(findings());
    out.printf(
        Locale.ROOT,
        "%nEvents told %,d, acknowledged %,d; calls sent again %,d; slowest refusal %d ms%n",
        tale.told(),
        senders.acknowledged(),
        senders.repeated(),
        senders.slowestRefusal().toMillis());
    problems.forEach(problem -> out.println("WRONG: " + problem));
    out.println(problems.isEmpty() ? "Nothing missing, nothing double." : "Not exact.");
    return problems;
  }

  private List<String> round(int round, Senders senders) throws InterruptedException {
    Blow blow = blow();
    Thread.sleep(200 + random.nextInt(1_500));
    long before = senders.acknowledged();
    long began = System.nanoTime();
    blow.strike(server, random);
    if (blow.endsApplication()) {
      server = ServerProcess.start(main, data, key);
      senders.moveTo(server.address());
      engineKills = 0;
    }
    boolean recovered = awaitMore(senders);
    out.printf(
        Locale.ROOT,
        "round %3d  %-26s acknowledged before %,9d, taking events again after %,6d ms%n",
        round,
        blow.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        before,
        (System.nanoTime() - began) / 1_000_000);
    return recovered
        ? List.of()
        : List.of("no event was taken within " + RECOVERY + " after " + blow);
  }

  private Blow blow() {
    Blow blow = BLOWS.get(random.nextInt(BLOWS.size()));
    boolean killsEngineOnly = blow == Blow.KILL_ENGINE || blow == Blow.HANG_AND_KILL_ENGINE;
    if (killsEngineOnly && ++engineKills > ENGINE_KILLS) {
      return Blow.KILL_BOTH;
    }
    return blow;
  }

  /** Waits until something is acknowledged that was not on its way before. */
  private static boolean awaitMore(Senders senders) throws InterruptedException {
    long enough = senders.acknowledged() + 1;
    long end = System.nanoTime() + RECOVERY.toNanos();
    while (senders.acknowledged() < enough && senders.problem().isEmpty()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(10);
    }
    return true;
  }

  private List<String> findings() {
    try (EmbeddedEngine engine = EmbeddedEngine.start(EngineConfig.in(data.resolve("engine")));
        Warehouse warehouse =
            Warehouse.connect(
                engine.warehouse("onelift", ZoneId.of("UTC"), Duration.ofMinutes(2)))) {
      return Findings.of(warehouse, tale);
    }
  }
}
