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
import io.onelift.warehouse.WarehouseConfig;
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
    footer = {"  ./cdp bench audience", "  ./cdp bench audience --profiles 1000000"})
final class BenchAudienceCommand implements Runnable {
  private static final Duration STATEMENT = Duration.ofMinutes(30);

  @Option(
      names = "--profiles",
      paramLabel = "N",
      defaultValue = "10000000",
      description = "Profiles of the large run (default: ${DEFAULT-VALUE}).")
  private long profiles;

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
    for (long size : List.of(Math.max(1, profiles / 10), profiles)) {
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
    out.flush();
  }

  private AudienceBench.Growth measure(Path directory, long size, PrintWriter out) {
    try (EmbeddedEngine engine = EmbeddedEngine.start(EngineConfig.in(directory));
        Warehouse warehouse =
            Warehouse.connect(
                new WarehouseConfig(
                    engine.address(),
                    engine.user(),
                    engine.password(),
                    "onelift",
                    ZoneId.of("UTC"),
                    STATEMENT));
        Metastore metastore =
            Metastore.open(MetastoreConfig.sqlite(directory.resolve("metastore.db")))) {
      TrackingPlan plan = TrackingPlan.open(warehouse);
      AudienceBench.learn(plan);
      TagCatalog tags = new TagCatalog(metastore, _ -> List.of());
      SemanticCatalog semantics =
          new SemanticCatalog(
              metastore,
              new LearnedSoFar(
                  plan, new ImportedTables(metastore), ItemTable.open(warehouse), tags));
      return new AudienceBench(warehouse, new WarehouseQueries(warehouse, semantics), out)
          .run(tags, size, size * events);
    }
  }
}
