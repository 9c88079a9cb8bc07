package io.onelift.app;

import io.onelift.bench.AudienceBench;
import io.onelift.collect.ItemTable;
import io.onelift.event.TrackingPlan;
import io.onelift.execute.WarehouseQueries;
import io.onelift.imports.ImportedTables;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.tag.TagCatalog;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how fast audiences are counted. */
@Command(
    name = "audience",
    mixinStandardHelpOptions = true,
    description =
        "Sizes of audiences, beside plain SQL on a wide table and beside ClickHouse's bitmap"
            + " functions, on the same people; for a tenth of the profiles and for all.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cdp bench audience",
      "  ./cdp bench audience --profiles 1000000",
      "  ./cdp bench audience --profiles 1000000,10000000,50000000"
    })
final class BenchAudienceCommand implements Runnable {
  private static final Duration STATEMENT = Duration.ofMinutes(30);
  private static final long LARGE = 50_000_000;

  @Option(
      names = "--profiles",
      paramLabel = "N",
      split = ",",
      defaultValue = "1000000,10000000",
      description =
          "Profiles; of several sizes each is measured, of a single one a tenth as well, to see how"
              + " costs grow (default: ${DEFAULT-VALUE}).")
  private List<Long> profiles;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "5",
      description = "Events a profile (default: ${DEFAULT-VALUE}).")
  private int events;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    List<AudienceBench.Growth> growth = new ArrayList<>();
    for (long size : sizes()) {
      try (Scratch scratch = Scratch.create("onelift-bench")) {
        growth.add(measure(scratch.directory(), size, out));
      }
    }
    out.printf(
        Locale.ROOT, "%14s %16s %28s%n", "profiles", "bytes a profile", "20 tags, ns a profile");
    for (AudienceBench.Growth one : growth) {
      out.printf(
          Locale.ROOT,
          "%,14d %16.1f %28.3f%n",
          one.profiles(),
          (double) one.bytes() / one.profiles(),
          (double) one.twenty().toNanos() / one.profiles());
    }
    AudienceBench.Growth last = growth.getLast();
    if (last.profiles() < LARGE) {
      double times = (double) LARGE / last.profiles();
      out.printf(
          Locale.ROOT,
          "%n%,d profiles: about %.1f GB of bitmaps, of a heap of %.1f GB, and %.0f minutes to make"
              + " them; --profiles %d measures it.%n",
          LARGE,
          last.bytes() * times / 1e9,
          Runtime.getRuntime().maxMemory() / 1e9,
          last.made().toSeconds() * times / 60,
          LARGE);
    }
    out.flush();
  }

  private List<Long> sizes() {
    long first = profiles.getFirst();
    return profiles.size() > 1 ? profiles : List.of(Math.max(1, first / 10), first);
  }

  private AudienceBench.Growth measure(Path directory, long size, PrintWriter out) {
    AudienceBench bench = new AudienceBench(size, size * events, out);
    try (Opened fresh = Opened.in(directory)) {
      bench.fill(fresh.warehouse, fresh.queries, fresh.tags);
    }
    long start = System.nanoTime();
    try (Opened again = Opened.in(directory)) {
      return bench.measure(again.warehouse, again.queries, start);
    }
  }

  /** As much of a project as audiences need. */
  private record Opened(
      EmbeddedEngine engine,
      Warehouse warehouse,
      Metastore metastore,
      TagCatalog tags,
      WarehouseQueries queries)
      implements AutoCloseable {
    static Opened in(Path directory) {
      EmbeddedEngine engine = EmbeddedEngine.start(EngineConfig.in(directory));
      Warehouse warehouse =
          Warehouse.connect(engine.warehouse("onelift", ZoneId.of("UTC"), STATEMENT));
      Metastore metastore =
          Metastore.open(MetastoreConfig.sqlite(directory.resolve("metastore.db")));
      TrackingPlan plan = TrackingPlan.open(warehouse);
      AudienceBench.learn(plan);
      TagCatalog tags = new TagCatalog(metastore, _ -> List.of());
      SemanticCatalog semantics =
          new SemanticCatalog(
              metastore,
              new LearnedSoFar(
                  plan, new ImportedTables(metastore), ItemTable.open(warehouse), tags));
      return new Opened(
          engine, warehouse, metastore, tags, new WarehouseQueries(warehouse, semantics));
    }

    @Override
    public void close() {
      metastore.close();
      warehouse.close();
      engine.close();
    }
  }
}
