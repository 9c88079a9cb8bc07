package io.onelift.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.onelift.bitmap.CategoryIndex;
import io.onelift.bitmap.Distribution;
import io.onelift.bitmap.NumberIndex;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.event.Commit;
import io.onelift.event.Conflict;
import io.onelift.event.InvalidInput;
import io.onelift.event.ProfileId;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.tag.Condition;
import io.onelift.tag.Scalar;
import io.onelift.tag.Tag;
import io.onelift.tag.TagCatalog;
import io.onelift.tag.TagDefinition;
import io.onelift.tag.TagNames;
import io.onelift.tag.TagType;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

class TagRefresherTest {
  private static final ZoneOffset UTC = ZoneOffset.UTC;
  private static final Pace AT_ONCE = new Pace(Duration.ofMillis(1), 1, Duration.ofSeconds(60));

  @TempDir private Path directory;
  private Metastore metastore;
  private TagCatalog tags;
  private final TagBitmaps bitmaps = TagBitmaps.inMemory();
  private final Answers answers = new Answers();
  private final BlockingQueue<String> refreshed = new LinkedBlockingQueue<>();

  /** Answers with the cities it was told. */
  private static final class Answers implements WarehouseValues {
    private volatile Map<String, RoaringBitmap> cities = Map.of();
    private volatile boolean failing;

    @Override
    public TagValues values(TagSource source, Instant now) {
      if (failing) {
        throw new IllegalStateException("the trait is away");
      }
      return new TagValues.Categories(cities);
    }

    @Override
    public TagValues values(TagSource source, Instant now, RoaringBitmap within) {
      throw new AssertionError("There is no log here to go on from");
    }

    @Override
    public RoaringBitmap changed(List<TagSource> sources, Since since) {
      throw new AssertionError("There is no log here to go on from");
    }

    @Override
    public RoaringBitmap everybody() {
      return RoaringBitmap.bitmapOf(1, 2, 3);
    }
  }

  /** Statements and uploads are none here. */
  private static final Nothing NOTHING = new Nothing();

  private static final class Nothing implements SqlValues, UploadedValues {
    @Override
    public TagValues values(String tagOrSql, TagType type) {
      throw new AssertionError("No tag here is uploaded or a statement");
    }

    @Override
    public TagValues values(String tag, TagType type, RoaringBitmap within) {
      throw new AssertionError("No tag here is uploaded");
    }

    @Override
    public Optional<RoaringBitmap> changed(String tag, Since since) {
      throw new AssertionError("No tag here is uploaded");
    }

    @Override
    public OptionalLong unmatched(String tag) {
      throw new AssertionError("No tag here is uploaded");
    }

    @Override
    public void check(String sql, TagType type) {
      throw new AssertionError("No tag here is a statement");
    }

    @Override
    public Optional<String> state(String sql, TagType type) {
      throw new AssertionError("No tag here is a statement");
    }
  }

  /** Whoever has any value of the tag that the rule names. */
  private final RuleMembers members =
      new RuleMembers() {
        @Override
        public RoaringBitmap members(Condition condition) {
          String tag = condition.json().path("tag").asText();
          return bitmaps
              .find(tag)
              .orElseThrow(() -> new Conflict("The tag '" + tag + "' has no values yet."))
              .index()
              .profiles()
              .clone();
        }

        @Override
        public RoaringBitmap members(Condition condition, RoaringBitmap within) {
          return RoaringBitmap.and(members(condition), within);
        }

        @Override
        public List<TagSource> sources(Condition condition) {
          return List.of();
        }
      };

  @BeforeEach
  void open() {
    metastore = Metastore.open(MetastoreConfig.sqlite(directory.resolve("metastore.db")));
    tags = new TagCatalog(metastore, _ -> List.of());
    tags.create(tag(TagType.ENUM), "ann");
  }

  @AfterEach
  void close() {
    metastore.close();
  }

  private static Tag tag(TagType type) {
    return new Tag(
        "city", new TagNames("城市", "City"), "", "", type, new TagDefinition.FromTrait("city"), 0);
  }

  private TagRefresher refresher() throws InterruptedException {
    TagComputation computation =
        new TagComputation(
            answers, answers::everybody, ModelValues.none(), members, NOTHING, NOTHING, UTC);
    TagRefresher refresher =
        new TagRefresher(tags, computation, bitmaps, () -> 0, AT_ONCE, Clock.systemUTC());
    refresher.listen(refreshed::add);
    refresher.refresh("city").join();
    return refresher;
  }

  private void awaitRefresh() throws InterruptedException {
    assertThat(refreshed.poll(30, TimeUnit.SECONDS)).isEqualTo("city");
  }

  private Set<String> cities() {
    return ((CategoryIndex) bitmaps.find("city").orElseThrow().index()).names();
  }

  private static Tag table(String key, String over, String value) {
    Condition when =
        Condition.of(JsonNodeFactory.instance.objectNode().put("tag", over).put("is_set", true));
    return new Tag(
        key,
        new TagNames(key, key),
        "",
        "",
        TagType.ENUM,
        new TagDefinition.FromRules(
            List.of(new TagDefinition.RuleRow(when, Scalar.of(value))),
            Optional.of(Scalar.of("other"))),
        0);
  }

  private Map<String, Long> sizes(String key) {
    return bitmaps.find(key).orElseThrow().index().distribution().values().stream()
        .collect(Collectors.toMap(Distribution.ValueCount::value, Distribution.ValueCount::count));
  }

  private void awaitRefreshOf(String key) throws InterruptedException {
    while (true) {
      String done = refreshed.poll(30, TimeUnit.SECONDS);
      assertThat(done).as("a refresh of %s", key).isNotNull();
      if (done.equals(key)) {
        return;
      }
    }
  }

  @Test
  void refreshesWhatATagIsMadeOfFirstAndWhatIsMadeOfItAfterwards() throws InterruptedException {
    answers.cities = Map.of("上海", RoaringBitmap.bitmapOf(1));
    try (TagRefresher refresher = refresher()) {
      // By key the second would come before the first.
      tags.create(table("b", "city", "known"), "ann");
      tags.create(table("a", "b", "any"), "ann");
      assertThat(refresher.refresh("a").join().error()).isEmpty();
      assertThat(sizes("b")).isEqualTo(Map.of("known", 1L, "other", 2L));
      assertThat(sizes("a")).isEqualTo(Map.of("any", 3L));
      assertThat(tags.inOrder()).extracting(Tag::key).containsExactly("city", "b", "a");
      refreshed.clear();

      answers.cities = Map.of("上海", RoaringBitmap.bitmapOf(1, 2));
      refresher.committed(commit(Set.of("city"), List.of()));

      awaitRefreshOf("a");
      assertThat(sizes("b")).isEqualTo(Map.of("known", 2L, "other", 1L));
    }
  }

  @Test
  void saysWhichOfTheTagsItIsMadeOfFailed() throws InterruptedException {
    answers.cities = Map.of("上海", RoaringBitmap.bitmapOf(1));
    try (TagRefresher refresher = refresher()) {
      tags.create(table("b", "city", "known"), "ann");
      refresher.refresh("b").join();
      answers.failing = true;
      refresher.refresh("city").join();

      TagState state = refresher.refresh("b").join();

      assertThat(state.phase()).isEqualTo(TagState.Phase.FAILED);
      assertThat(state.error().orElseThrow()).contains("'city'", "the trait is away");
      assertThat(sizes("b")).isEqualTo(Map.of("known", 1L, "other", 2L));
      assertThat(state.next()).isPresent();
    }
  }

  @Test
  void keepsTheValuesOfTheOldDefinitionUntilTheNewOnesAreWhole() throws InterruptedException {
    answers.cities = Map.of("上海", RoaringBitmap.bitmapOf(1));
    try (TagRefresher refresher = refresher()) {
      tags.create(table("b", "city", "known"), "ann");
      refresher.refresh("b").join();
      answers.failing = true;

      tags.update(table("b", "nowhere", "never"), "ann");
      assertThat(refresher.refresh("b").join().error().orElseThrow()).contains("nowhere");

      assertThat(bitmaps.find("b").orElseThrow().definition()).isEqualTo(1);
      assertThat(sizes("b")).isEqualTo(Map.of("known", 1L, "other", 2L));

      tags.update(table("b", "city", "at home"), "ann");
      answers.failing = false;
      refresher.refresh("b").join();
      assertThat(bitmaps.find("b").orElseThrow().definition()).isEqualTo(3);
      assertThat(sizes("b")).isEqualTo(Map.of("at home", 1L, "other", 2L));
    }
  }

  @Test
  void refusesATagThatWouldBeMadeOfItselfAndOneThatOthersAreMadeOf() {
    tags.create(table("b", "city", "known"), "ann");
    tags.create(table("c", "b", "known"), "ann");

    assertThatThrownBy(() -> tags.update(table("b", "c", "known"), "ann"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("b → c → b");
    assertThatThrownBy(() -> tags.delete("b", "ann"))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("used by tag c");
    assertThat(tags.require("b").owner()).isEqualTo("ann");
  }

  private static Commit commit(Set<String> traits, List<Commit.Merged> merges) {
    return new Commit(List.of(), merges, Set.of(new ProfileId(1)), traits);
  }

  @Test
  void refreshesTheTagWhoseTraitWasCommitted() throws InterruptedException {
    answers.cities = Map.of("上海", RoaringBitmap.bitmapOf(1));
    try (TagRefresher refresher = refresher()) {
      assertThat(cities()).containsExactly("上海");
      refreshed.clear();
      answers.cities = Map.of("北京", RoaringBitmap.bitmapOf(1));

      refresher.committed(commit(Set.of("age"), List.of()));
      assertThat(bitmaps.asOf("city", Instant.MAX)).isEqualTo(Instant.MAX);
      refresher.committed(commit(Set.of("city"), List.of()));

      awaitRefresh();
      assertThat(cities()).containsExactly("北京");
    }
  }

  @Test
  void refreshesWhenAProfileWithAValueIsMergedAway() throws InterruptedException {
    answers.cities = Map.of("上海", RoaringBitmap.bitmapOf(2));
    try (TagRefresher refresher = refresher()) {
      refreshed.clear();
      answers.cities = Map.of("上海", RoaringBitmap.bitmapOf(1));

      refresher.committed(
          commit(Set.of(), List.of(new Commit.Merged(new ProfileId(2), new ProfileId(1)))));

      awaitRefresh();
      assertThat(bitmaps.find("city").orElseThrow().index().profiles())
          .isEqualTo(RoaringBitmap.bitmapOf(1));
    }
  }

  @Test
  void refreshesWhenAProfileWithAValueIsPartedOrErased() throws InterruptedException {
    answers.cities = Map.of("上海", RoaringBitmap.bitmapOf(1));
    try (TagRefresher refresher = refresher()) {
      refreshed.clear();
      answers.cities = Map.of("上海", RoaringBitmap.bitmapOf(2));
      refresher.committed(
          changed(List.of(new Commit.Parted(new ProfileId(1), new ProfileId(2))), Set.of()));
      awaitRefresh();
      assertThat(bitmaps.find("city").orElseThrow().index().profiles())
          .isEqualTo(RoaringBitmap.bitmapOf(2));

      answers.cities = Map.of();
      refresher.committed(changed(List.of(), Set.of(new ProfileId(2))));
      awaitRefresh();
      assertThat(cities()).isEmpty();
    }
  }

  private static Commit changed(List<Commit.Parted> splits, Set<ProfileId> erased) {
    return new Commit(List.of(), List.of(), splits, erased, Set.of(), Set.of());
  }

  @Test
  void keepsTheOldValuesAndTheReasonWhenARefreshFails() throws InterruptedException {
    answers.cities = Map.of("上海", RoaringBitmap.bitmapOf(1));
    try (TagRefresher refresher = refresher()) {
      answers.failing = true;

      TagState failed = refresher.refresh("city").join();

      assertThat(failed.phase()).isEqualTo(TagState.Phase.FAILED);
      assertThat(failed.error()).contains("the trait is away");
      assertThat(cities()).containsExactly("上海");

      answers.failing = false;
      TagState again = refresher.refresh("city").join();
      assertThat(again.phase()).isNotEqualTo(TagState.Phase.FAILED);
      assertThat(again.error()).isEmpty();
    }
  }

  @Test
  void saysWhenADefinitionGivesAnotherKindOfValues() throws InterruptedException {
    answers.cities = Map.of("上海", RoaringBitmap.bitmapOf(1));
    try (TagRefresher refresher = refresher()) {
      tags.update(tag(TagType.NUMBER), "ann");

      assertThat(refresher.refresh("city").join().error().orElseThrow())
          .contains("gives texts", "'number'");
    }
  }

  @Test
  void forgetsADeletedTag() throws InterruptedException {
    try (TagRefresher _ = refresher()) {
      tags.delete("city", "ann");

      assertThat(bitmaps.find("city")).isEmpty();
    }
  }

  @Test
  void countsEverybodyThroughMergesSplitsAndErasures() {
    Population population = new Population();
    population.committed(new Commit(List.of(), List.of(), Set.of(new ProfileId(9)), Set.of()));
    population.load(answers);
    population.committed(
        commit(Set.of(), List.of(new Commit.Merged(new ProfileId(3), new ProfileId(1)))));

    assertThat(population.get()).isEqualTo(RoaringBitmap.bitmapOf(1, 2, 9));

    population.committed(
        changed(
            List.of(new Commit.Parted(new ProfileId(1), new ProfileId(3))),
            Set.of(new ProfileId(9))));
    assertThat(population.get()).isEqualTo(RoaringBitmap.bitmapOf(1, 2, 3));
  }

  @Test
  void isFreshAndEmptyWhenTheSourceOfANumberHasNotComeYet() throws InterruptedException {
    tags.update(tag(TagType.NUMBER), "ann");
    try (TagRefresher refresher = refresher()) {
      assertThat(refresher.state("city").error()).isEmpty();
      assertThat(refresher.state("city").phase()).isEqualTo(TagState.Phase.FRESH);
      assertThat(bitmaps.find("city").orElseThrow().index()).isInstanceOf(NumberIndex.class);
      assertThat(bitmaps.find("city").orElseThrow().index().profiles().isEmpty()).isTrue();
    }
  }
}
