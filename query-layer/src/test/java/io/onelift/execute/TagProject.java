package io.onelift.execute;

import io.onelift.audience.AudienceEngine;
import io.onelift.audience.Rule;
import io.onelift.audience.TagRules;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.collect.Ingest;
import io.onelift.compute.ModelValues;
import io.onelift.compute.Pace;
import io.onelift.compute.RuleMembers;
import io.onelift.compute.TagComputation;
import io.onelift.compute.TagRefresher;
import io.onelift.compute.TagUploads;
import io.onelift.compute.WarehouseValues;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.resolve.AudienceMembers;
import io.onelift.semantic.Learned;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.tag.TagCatalog;
import io.onelift.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.roaringbitmap.RoaringBitmap;

/** Everything that tags are computed with, on the real engine, refreshed only when asked to. */
final class TagProject implements AutoCloseable {
  final Metastore metastore;
  final Ingest ingest;
  final TagCatalog catalog;
  final WarehouseQueries queries;
  final TagUploads uploads;
  private final Warehouse warehouse;
  private final Clock clock;

  TagProject(Warehouse warehouse, Path directory, Clock clock) {
    this.warehouse = warehouse;
    this.clock = clock;
    this.metastore = Metastore.open(MetastoreConfig.sqlite(directory.resolve("metastore.db")));
    this.ingest = Ingest.open(warehouse);
    this.catalog = new TagCatalog(metastore, _ -> List.of());
    this.queries =
        new WarehouseQueries(
            warehouse,
            new SemanticCatalog(
                metastore,
                () ->
                    new Learned(
                        List.of(),
                        ingest.plan.properties(),
                        ingest.plan.traits(),
                        List.of(),
                        List.of())));
    this.uploads = new TagUploads(warehouse, metastore, ingest.identities::find, clock);
  }

  /** A refresher that does nothing by itself for a day. */
  TagRefresher refresher(TagBitmaps into) {
    return refresher(into, queries, rules -> rules);
  }

  /**
   * The same, watched.
   *
   * @param values in place of {@link #queries}
   * @param rules in place of the rules it is given
   */
  TagRefresher refresher(
      TagBitmaps into, WarehouseValues values, UnaryOperator<RuleMembers> rules) {
    return new TagRefresher(
        catalog,
        new TagComputation(
            values,
            values::everybody,
            ModelValues.none(),
            rules.apply(new TagRules(engine(into))),
            uploads,
            queries,
            warehouse.zone()),
        into,
        ingest.collector::lastCommit,
        new Pace(Duration.ofDays(1), 1, Duration.ofDays(1)),
        clock);
  }

  /** The audiences of the sample, and rules answered by the real engine. */
  AudienceMembers audiences(TagBitmaps bitmaps) {
    AudienceEngine engine = engine(bitmaps);
    return new AudienceMembers() {
      @Override
      public Set<String> keys() {
        return SampleData.AUDIENCES.keys();
      }

      @Override
      public RoaringBitmap members(String key) {
        return SampleData.AUDIENCES.members(key);
      }

      @Override
      public RoaringBitmap members(Rule rule) {
        return engine.members(rule);
      }
    };
  }

  AudienceEngine engine(TagBitmaps bitmaps) {
    return new AudienceEngine(
        bitmaps,
        queries::everybody,
        queries,
        _ -> Optional.empty(),
        (_, _, _) -> new RoaringBitmap(),
        warehouse.zone(),
        clock);
  }

  @Override
  public void close() {
    ingest.close();
    metastore.close();
  }
}
