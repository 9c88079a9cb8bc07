package io.onelift.execute;

import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.resolve.Access;
import io.onelift.resolve.SqlResolver;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.semantic.SemanticModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/**
 * Prints how long it takes from text to ClickHouse's SQL, in a new process and when warm; run by
 * hand. Never part of a test, because a time says as much of the machine as of the code.
 */
final class PlanningTimings {
  private PlanningTimings() {}

  public static void main(String[] args) throws IOException {
    Path directory = Files.createTempDirectory("onelift-timings");
    try (Metastore metastore =
        Metastore.open(MetastoreConfig.sqlite(directory.resolve("meta.db")))) {
      SemanticModel model = new SemanticCatalog(metastore, () -> SampleData.LEARNED).current();
      List<Statement> statements = Statement.load("/sql/statements.txt");
      time(model, "SELECT COUNT(*) FROM events", "first");
      time(model, "SELECT COUNT(*) FROM events", "second");
      for (int round = 0; round < 12; round++) {
        List<Double> all = new ArrayList<>();
        for (Statement statement : statements) {
          all.add(time(model, statement.sql(), ""));
        }
        Collections.sort(all);
        System.out.printf(
            "round %d: median %.2f ms, 95th %.2f ms, most %.2f ms of %d%n",
            round,
            all.get(all.size() / 2),
            all.get(all.size() * 95 / 100),
            all.getLast(),
            all.size());
      }
    }
  }

  private static double time(SemanticModel model, String sql, String name) {
    long start = System.nanoTime();
    Compiler.compile(
        new SqlResolver(model, Set.of("few", "many"), ZoneOffset.UTC, Access.INTERNAL)
            .resolve(sql, Map.of()),
        Access.INTERNAL,
        new Bitmaps(_ -> new RoaringBitmap()));
    double ms = (System.nanoTime() - start) / 1e6;
    if (!name.isEmpty()) {
      System.out.printf("%s: %.1f ms%n", name, ms);
    }
    return ms;
  }
}
