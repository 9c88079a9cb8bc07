package io.onelift.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.compute.TagSource;
import io.onelift.compute.TagValues;
import io.onelift.event.InvalidInput;
import io.onelift.tag.EventMeasure.PropertyTest;
import io.onelift.tag.Predicate;
import io.onelift.tag.Scalar;
import io.onelift.tag.TagDefinition.EventStep;
import io.onelift.tag.TagDefinition.FromPreference;
import io.onelift.tag.TagDefinition.FromSequence;
import io.onelift.tag.TagType;
import io.onelift.tag.Window;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

/** What the kinds of tags give that are more than a trait or a measure, on a few told events. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TagKindsTest {
  private static final Instant NOW = Instant.parse("2026-11-10T04:00:00Z");

  private final Warehouse warehouse;
  private final List<List<Object>> events = new ArrayList<>();
  private WarehouseQueries queries;

  TagKindsTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    SampleData.columns(warehouse, "events", SampleData.LEARNED.properties());
    SampleData.columns(warehouse, "profiles", SampleData.LEARNED.traits());
    List<List<Object>> profiles = new ArrayList<>();
    for (long no = 1; no <= 5; no++) {
      profiles.add(
          Arrays.asList(no, NOW, NOW, 1L, 0L, no == 1 ? "上海" : null, "138" + no, 10.0 * no));
    }
    warehouse.insert(
        "profiles",
        List.of(
            "profile_no",
            "first_seen",
            "last_seen",
            "version",
            "deleted",
            "t_city",
            "t_phone",
            "t_age"),
        profiles);
    // 1 uses the app twice, the branch once but for more money.
    event(1, "login", 100, "app", 1.0);
    event(1, "login", 99, "app", 1.0);
    event(1, "login", 98, "branch", 5.0);
    // 2 uses both once, the web later; 3 both in the same millisecond.
    event(2, "login", 97, "app", null);
    event(2, "login", 96, "web", null);
    event(3, "login", 90, "web", 1.0);
    event(3, "login", 90, "app", 1.0);
    // 4 never says where; 5 was one person with 6 once, and used the app long ago.
    event(4, "login", 90, null, 1.0);
    event(6, "login", 2_000, "app", 2.0);
    event(5, "login", 10, "web", 1.0);
    // 1 goes all the way, 2 too slowly, 3 in the wrong order.
    event(1, "view", 50, "app", null);
    event(1, "purchase", 49, "app", 10.0);
    event(2, "view", 50, "app", null);
    event(2, "purchase", 20, "app", 10.0);
    event(3, "purchase", 50, "app", 10.0);
    event(3, "view", 49, "app", null);
    warehouse.insert(
        "events",
        List.of(
            "message_id",
            "kind",
            "event",
            "profile_no",
            "time",
            "received_at",
            "source",
            "p_channel",
            "p_amount",
            "p_items"),
        events);
    warehouse.insert(
        "profile_overrides", List.of("loser", "winner", "version"), List.of(List.of(6L, 5L, 1L)));
    warehouse.execute("SYSTEM RELOAD DICTIONARY profile_override");
    queries = new WarehouseQueries(warehouse, SampleData.catalog(directory));
  }

  private void event(int profile, String name, long hoursAgo, String channel, Double amount) {
    Instant time = NOW.minus(Duration.ofHours(hoursAgo));
    events.add(
        Arrays.asList(
            "m%03d".formatted(events.size()),
            "track",
            name,
            profile,
            time,
            time,
            "test",
            channel,
            amount,
            channel == null ? List.of() : List.of(channel, "all")));
  }

  private Map<String, List<Integer>> categories(TagValues values) {
    Map<String, List<Integer>> found = new TreeMap<>();
    ((TagValues.Categories) values)
        .profiles()
        .forEach((value, those) -> found.put(value, ints(those)));
    return found;
  }

  private static List<Integer> ints(RoaringBitmap some) {
    return Arrays.stream(some.toArray()).boxed().toList();
  }

  private static Map<Integer, Double> numbers(TagValues values) {
    TagValues.Numbers numbers = (TagValues.Numbers) values;
    Map<Integer, Double> found = new TreeMap<>();
    for (int i = 0; i < numbers.profiles().length; i++) {
      found.put(numbers.profiles()[i], numbers.numbers()[i]);
    }
    return found;
  }

  private TagValues preference(String property, Optional<String> sum, Window window) {
    return queries.values(
        new TagSource.Preference(new FromPreference("login", List.of(), property, sum, window)),
        NOW);
  }

  @Test
  void prefersWhatHappenedMostAndOfAsManyWhatHappenedLast() {
    // Those with one each: 2 used the web last, 3 both at once, where the later text wins.
    assertThat(categories(preference("channel", Optional.empty(), new Window.Always())))
        .isEqualTo(Map.of("app", List.of(1), "web", List.of(2, 3, 5)));
  }

  @Test
  void prefersByTheSumOfAnotherPropertyInsideTheWindow() {
    // 2 has no amount at all, so nothing of it weighs.
    assertThat(categories(preference("channel", Optional.of("amount"), new Window.Always())))
        .isEqualTo(Map.of("app", List.of(5), "branch", List.of(1), "web", List.of(3)));
    assertThat(
            categories(
                preference(
                    "channel", Optional.of("amount"), new Window.Sliding(Duration.ofHours(1_000)))))
        .isEqualTo(Map.of("branch", List.of(1), "web", List.of(3, 5)));
  }

  @Test
  void prefersItemsOfListsAndNumbers() {
    assertThat(categories(preference("items", Optional.empty(), new Window.Always())))
        .isEqualTo(Map.of("all", List.of(1, 2, 3, 5)));
    assertThat(numbers(preference("amount", Optional.empty(), new Window.Always())))
        .isEqualTo(Map.of(1, 1.0, 3, 1.0, 4, 1.0, 5, 1.0));
  }

  @Test
  void givesNothingForWhatNobodySent() {
    assertThat(preference("nope", Optional.empty(), new Window.Always()).isEmpty()).isTrue();
    assertThat(preference("channel", Optional.of("nope"), new Window.Always()).isEmpty()).isTrue();
  }

  private static FromSequence sequence(Window window) {
    PropertyTest app = new PropertyTest("channel", new Predicate.In(List.of(Scalar.of("app"))));
    return new FromSequence(
        List.of(new EventStep("view", List.of()), new EventStep("purchase", List.of(app))),
        Duration.ofHours(24),
        window);
  }

  @Test
  void countsTheStepsThatWereReached() {
    Window always = new Window.Always();
    assertThat(numbers(queries.values(new TagSource.Sequence(sequence(always), false), NOW)))
        .isEqualTo(Map.of(1, 2.0, 2, 1.0, 3, 1.0));
    assertThat(numbers(queries.values(new TagSource.Sequence(sequence(always), true), NOW)))
        .isEqualTo(Map.of(1, 2.0));
    Window recent = new Window.Sliding(Duration.ofHours(49).plusMinutes(30));
    assertThat(numbers(queries.values(new TagSource.Sequence(sequence(recent), false), NOW)))
        .isEqualTo(Map.of(3, 1.0));
  }

  @Test
  void readsStatementsOfEveryType() {
    assertThat(
            numbers(
                queries.values(
                    "SELECT profile_id, SUM(amount) AS s FROM events WHERE event = 'login'"
                        + " GROUP BY profile_id ORDER BY s DESC LIMIT 3",
                    TagType.NUMBER)))
        .isEqualTo(Map.of(1, 7.0, 3, 2.0, 5, 3.0));
    assertThat(
            categories(
                queries.values(
                    "SELECT profile_id, channel FROM events WHERE event = 'login'", TagType.LIST)))
        .isEqualTo(
            Map.of("app", List.of(1, 2, 3, 5), "branch", List.of(1), "web", List.of(2, 3, 5)));
    // One value each: the greatest.
    assertThat(
            categories(
                queries.values(
                    "SELECT profile_id, channel FROM events WHERE event = 'login'", TagType.ENUM)))
        .isEqualTo(Map.of("branch", List.of(1), "web", List.of(2, 3, 5)));
    assertThat(
            categories(
                queries.values("SELECT profile_id, age >= 30 FROM customers", TagType.BOOLEAN)))
        .isEqualTo(Map.of("false", List.of(1, 2), "true", List.of(3, 4, 5)));
    assertThat(
            numbers(
                queries.values(
                    "SELECT profile_id, MAX(time) FROM events WHERE event = 'purchase'"
                        + " GROUP BY profile_id",
                    TagType.DATE)))
        .containsEntry(1, (double) NOW.minus(Duration.ofHours(49)).toEpochMilli());
    assertThat(
            numbers(
                queries.values(
                    "SELECT profile_id, toDate(MAX(time)) FROM events WHERE event = 'purchase'"
                        + " GROUP BY profile_id",
                    TagType.DATE)))
        .containsEntry(1, (double) Instant.parse("2026-11-07T16:00:00Z").toEpochMilli());
  }

  @Test
  void leavesOutWhoIsNobodyAndMasksWhatIsPersonal() {
    assertThat(
            numbers(
                queries.values(
                    "SELECT profile_id + 3, age FROM customers WHERE age < 30", TagType.NUMBER)))
        .isEqualTo(Map.of(4, 10.0, 5, 20.0));
    assertThat(categories(queries.values("SELECT profile_id, phone FROM customers", TagType.ENUM)))
        .isEqualTo(Map.of("***", List.of(1, 2, 3, 4, 5)));
  }

  @Test
  void saysWhatAStatementLacks() {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "SELECT profile_id FROM customers", "two",
                "SELECT city, profile_id FROM customers", "select profile_id first",
                "SELECT profile_id, city FROM customers", "no value of a tag of the type 'number'",
                "SELECT profile_id, agee FROM customers", "age",
                "DELETE FROM customers", "read")
            .entrySet()) {
      assertThatThrownBy(() -> queries.check(wrong.getKey(), TagType.NUMBER))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining(wrong.getValue());
    }
    queries.check("SELECT profile_id, age FROM customers", TagType.NUMBER);
  }
}
