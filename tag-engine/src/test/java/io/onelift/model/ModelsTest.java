package io.onelift.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.audience.AudienceEngine;
import io.onelift.audience.Rule;
import io.onelift.bitmap.Held;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.compute.Since;
import io.onelift.compute.TagSource;
import io.onelift.compute.TagValues;
import io.onelift.event.Conflict;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.tag.Predicate;
import io.onelift.tag.Scalar;
import io.onelift.tag.TagCatalog;
import io.onelift.tag.TagType;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

/** Scores are carried on: some profiles' are read, and time says whose moved. */
class ModelsTest {
  private static final Instant NOW = PlantedPeople.NOW;
  private static final Rule LABEL = new Rule.HasTag("bought", new Predicate.IsSet(true));
  private static final Rule IN_APP =
      new Rule.HasTag("channel", new Predicate.In(List.of(Scalar.of("app"), Scalar.of("fair"))));

  private final PlantedPeople planted = new PlantedPeople(4_000, 2);
  private final TagBitmaps bitmaps = TagBitmaps.inMemory();
  private Metastore metastore;
  private ModelCatalog catalog;
  private Models models;

  @BeforeEach
  void open(@TempDir Path directory) {
    metastore = Metastore.open(MetastoreConfig.sqlite(directory.resolve("metastore.db")));
    catalog = new ModelCatalog(metastore);
    planted.tags.forEach((tag, index) -> bitmaps.put(tag.key(), new Held(index, 1, NOW)));
    AudienceEngine engine =
        new AudienceEngine(
            bitmaps,
            () -> planted.everybody,
            (_, _, _) -> new RoaringBitmap(),
            _ -> Optional.empty(),
            (_, _, _) -> new RoaringBitmap(),
            ZoneOffset.UTC,
            Clock.systemUTC());
    models =
        new Models(
            catalog,
            new People(() -> planted.everybody, engine, _ -> Optional.empty()),
            new TagValuesNow(
                new TagCatalog(metastore, _ -> List.of()), bitmaps, _ -> false, ZoneOffset.UTC),
            Clock.systemUTC());
    catalog.create(model(Optional.of(IN_APP)), "ann");
    Trained trained =
        new Trainer(new LogisticRegression(directory)).train(planted.material(1), (_, _) -> {});
    assertThat(trained.fit().isMovedByTime()).isTrue();
    catalog.learned("m", trained, "ann");
  }

  @AfterEach
  void close() {
    metastore.close();
  }

  private static ModelDefinition model(Optional<Rule> population) {
    return new ModelDefinition(
        "m",
        "m",
        "",
        ModelDefinition.Kind.PROPENSITY,
        LABEL,
        population,
        Set.of(),
        1,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void someHaveTheScoresThatTheyHaveAmongEverybody() {
    RoaringBitmap some = RoaringBitmap.bitmapOfRange(100, 300);

    for (TagType type : List.of(TagType.NUMBER, TagType.ENUM)) {
      assertThat(values(models.values("m", type, NOW, some)))
          .isEqualTo(values(models.values("m", type, NOW).of(some)))
          .isNotEmpty();
    }
    assertThat(models.tags("m")).contains("channel", "registered");
  }

  @Test
  void timeMovesThoseWhoseScoresItChangesAndNobodyElse() {
    // Nobody learned anything since: the future is as good as the past.
    Instant from = Instant.now().plus(Duration.ofDays(1));
    Instant to = from.plus(Duration.ofDays(3));
    Map<Integer, Object> before = values(models.values("m", TagType.NUMBER, from));
    Map<Integer, Object> after = values(models.values("m", TagType.NUMBER, to));

    RoaringBitmap moved = models.moved("m", new Since(1, from, to)).orElseThrow();

    for (int profile : before.keySet()) {
      if (!moved.contains(profile)) {
        assertThat(after).containsEntry(profile, before.get(profile));
      }
    }
    assertThat(models.moved("m", new Since(1, NOW, to))).as("trained since").isEmpty();
  }

  @Test
  void whoIsScoredFollowsFromWhatThePopulationReads() {
    assertThat(models.sources("m")).isEmpty();
    catalog.update(model(Optional.of(new Rule.HasTrait("vip", new Predicate.IsSet(true)))), "ann");
    assertThat(models.sources("m")).containsExactly(new TagSource.Trait("vip"));
    catalog.update(model(Optional.of(new Rule.InAudience("a"))), "ann");
    Instant later = Instant.now().plusSeconds(1);
    assertThat(models.moved("m", new Since(1, later, later)))
        .as("the audience may be another one")
        .isEmpty();
  }

  @Test
  void whyATrainingFailedIsKnownAfterARestartUntilItWorks() {
    catalog.failed("m", "too few", "ann");
    assertThat(new ModelCatalog(metastore).failure("m")).contains("too few");
    catalog.learned("m", catalog.requireTrained("m").value(), "ann");
    assertThat(catalog.failure("m")).isEmpty();
    assertThat(new ModelCatalog(metastore).failure("m")).isEmpty();
  }

  @Test
  void sayNothingBeforeTheyAreTrained() {
    ModelDefinition other = model(Optional.empty());
    catalog.delete("m", "ann");
    catalog.create(other, "ann");

    assertThatThrownBy(() -> models.values("m", TagType.NUMBER, NOW, planted.everybody))
        .isInstanceOf(Conflict.class);
    assertThat(models.tags("m")).isEmpty();
  }

  private static Map<Integer, Object> values(TagValues values) {
    Map<Integer, Object> found = new HashMap<>();
    switch (values) {
      case TagValues.Numbers(int[] profiles, double[] numbers) -> {
        for (int i = 0; i < profiles.length; i++) {
          found.put(profiles[i], numbers[i]);
        }
      }
      case TagValues.Categories(var categories) ->
          categories.forEach(
              (value, those) ->
                  those.forEach(
                      (org.roaringbitmap.IntConsumer) profile -> found.put(profile, value)));
    }
    return found;
  }
}
