package io.onelift.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.bitmap.CategoryIndex;
import io.onelift.bitmap.Held;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.compute.Pace;
import io.onelift.event.Commit;
import io.onelift.event.ProfileId;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.tag.Predicate;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

class AudienceSizesTest {
  private static final Pace AT_ONCE = new Pace(Duration.ofMillis(1), 1, Duration.ofSeconds(60));

  @TempDir private Path directory;

  @Test
  void countsAgainWhenTheTraitOfARuleIsCommitted() throws InterruptedException {
    TagBitmaps bitmaps = TagBitmaps.inMemory();
    bitmaps.put(
        "city",
        new Held(
            new CategoryIndex(Map.of("上海", RoaringBitmap.bitmapOf(1, 2, 3))), 1, Instant.EPOCH));
    RoaringBitmap answer = RoaringBitmap.bitmapOf(1, 2);
    BlockingQueue<Rule> asked = new LinkedBlockingQueue<>();
    try (Metastore metastore =
        Metastore.open(MetastoreConfig.sqlite(directory.resolve("metastore.db")))) {
      AudienceCatalog catalog = new AudienceCatalog(metastore);
      AudienceEngine engine =
          new AudienceEngine(
              bitmaps,
              () -> RoaringBitmap.bitmapOf(1, 2, 3, 4),
              (leaf, _, _) -> {
                asked.add(leaf);
                return answer;
              },
              catalog::rule,
              (_, _, _) -> new RoaringBitmap(),
              ZoneOffset.UTC,
              Clock.systemUTC());
      Predicate set = new Predicate.IsSet(true);
      Rule rule =
          new Rule.And(List.of(new Rule.HasTag("city", set), new Rule.HasTrait("age", set)));
      SavedAudience saved =
          catalog.create(new AudienceDraft(Optional.of("a"), "a", "", rule), "ann");
      try (AudienceSizes sizes = new AudienceSizes(catalog, engine, AT_ONCE)) {
        assertThat(sizes.count(saved).join().size().orElseThrow().profiles()).isEqualTo(2);
        asked.clear();

        sizes.committed(new Commit(List.of(), List.of(), Set.of(new ProfileId(1)), Set.of("age")));

        assertThat(asked.poll(30, TimeUnit.SECONDS)).isEqualTo(new Rule.HasTrait("age", set));
      }
    }
  }

  @Test
  void waitsForTheFirstValuesOfATag() throws InterruptedException {
    TagBitmaps bitmaps = TagBitmaps.inMemory();
    try (Metastore metastore =
        Metastore.open(MetastoreConfig.sqlite(directory.resolve("metastore.db")))) {
      AudienceCatalog catalog = new AudienceCatalog(metastore);
      BlockingQueue<Rule> asked = new LinkedBlockingQueue<>();
      AudienceEngine engine =
          new AudienceEngine(
              bitmaps,
              () -> RoaringBitmap.bitmapOf(1, 2, 3, 4),
              (leaf, _, _) -> {
                asked.add(leaf);
                return RoaringBitmap.bitmapOf(2);
              },
              catalog::rule,
              (_, _, _) -> new RoaringBitmap(),
              ZoneOffset.UTC,
              Clock.systemUTC());
      Predicate set = new Predicate.IsSet(true);
      Rule rule = new Rule.Or(List.of(new Rule.HasTag("city", set), new Rule.HasTrait("age", set)));
      SavedAudience saved =
          catalog.create(new AudienceDraft(Optional.of("a"), "a", "", rule), "ann");
      assertThat(engine.waitsFor(rule)).containsExactly("city");
      try (AudienceSizes sizes = new AudienceSizes(catalog, engine, AT_ONCE)) {
        assertThat(sizes.count(saved).join().size()).isEmpty();
        assertThat(asked).isEmpty();

        RoaringBitmap people = RoaringBitmap.bitmapOf(1, 3);
        bitmaps.put("city", new Held(new CategoryIndex(Map.of("上海", people)), 1, Instant.EPOCH));
        sizes.refreshed("city");

        assertThat(asked.poll(30, TimeUnit.SECONDS)).isEqualTo(new Rule.HasTrait("age", set));
        assertThat(sizes.count(saved).join().size().orElseThrow().profiles()).isEqualTo(3);
      }
    }
  }
}
