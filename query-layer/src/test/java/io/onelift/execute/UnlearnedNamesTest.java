package io.onelift.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.audience.Rule;
import io.onelift.audience.Rule.DidEvent;
import io.onelift.audience.Rule.DidSequence;
import io.onelift.audience.Rule.HasTrait;
import io.onelift.audience.Rule.Step;
import io.onelift.compute.TagSource;
import io.onelift.compute.TagValues;
import io.onelift.tag.EventMeasure;
import io.onelift.tag.EventMeasure.Aggregate;
import io.onelift.tag.EventMeasure.PropertyTest;
import io.onelift.tag.Predicate;
import io.onelift.tag.Scalar;
import io.onelift.tag.Window;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.roaringbitmap.RoaringBitmap;

/** Definitions may come before their data: what nobody sent yet is missing, never an error. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnlearnedNamesTest {
  private static final Instant NOW = Instant.parse("2026-11-10T04:00:00Z");
  private static final Predicate ONE = new Predicate.In(List.of(Scalar.of("1")));
  private static final RoaringBitmap EVERYBODY = RoaringBitmap.bitmapOfRange(1, 201);

  private final Warehouse warehouse;
  private WarehouseQueries queries;

  UnlearnedNamesTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    SampleData.create(warehouse);
    queries = new WarehouseQueries(warehouse, SampleData.catalog(directory));
  }

  static Stream<Aggregate> aggregates() {
    return Stream.of(
        new Aggregate.Count(),
        new Aggregate.Sum("nope"),
        new Aggregate.Average("nope"),
        new Aggregate.Minimum("nope"),
        new Aggregate.Maximum("nope"),
        new Aggregate.Distinct("nope"),
        new Aggregate.First("nope"),
        new Aggregate.Last("nope"),
        new Aggregate.DaysSince());
  }

  @ParameterizedTest
  @MethodSource("aggregates")
  void giveNobodyAValueOfAnEventThatNobodySent(Aggregate aggregate) {
    for (Window window : List.of(new Window.Always(), new Window.Sliding(Duration.ofDays(7)))) {
      EventMeasure measure = new EventMeasure("nope", List.of(), aggregate);
      assertThat(queries.values(new TagSource.Events(measure, window), NOW).isEmpty()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("aggregates")
  void giveNobodyAValueUnderATestOfSuchAProperty(Aggregate aggregate) {
    List<PropertyTest> where = List.of(new PropertyTest("nope", ONE));
    EventMeasure measure = new EventMeasure("login", where, aggregate);
    assertThat(queries.values(new TagSource.Events(measure, new Window.Always()), NOW).isEmpty())
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("aggregates")
  void foldSuchAPropertyOfKnownEventsToNothing(Aggregate aggregate) {
    EventMeasure measure = new EventMeasure("login", List.of(), aggregate);
    TagValues values = queries.values(new TagSource.Events(measure, new Window.Always()), NOW);
    // A sum of nothing is missing, which a tag of a sum shows as 0.
    boolean counts =
        switch (aggregate) {
          case Aggregate.Count _, Aggregate.DaysSince _, Aggregate.Distinct _ -> true;
          case Aggregate.Sum _,
              Aggregate.Average _,
              Aggregate.Minimum _,
              Aggregate.Maximum _,
              Aggregate.First _,
              Aggregate.Last _ ->
              false;
        };
    assertThat(values.isEmpty()).isEqualTo(!counts);
  }

  static Stream<Rule.WarehouseLeaf> nobody() {
    Window always = new Window.Always();
    EventMeasure last = new EventMeasure("login", List.of(), new Aggregate.Last("nope"));
    EventMeasure tested =
        new EventMeasure("login", List.of(new PropertyTest("nope", ONE)), new Aggregate.Count());
    Predicate some =
        new Predicate.Range(
            Optional.of(new Predicate.Bound(Scalar.of(1.0), true)), Optional.empty());
    return Stream.of(
        new HasTrait("nope", ONE),
        new HasTrait("nope", new Predicate.IsSet(true)),
        new HasTrait("nope", new Predicate.Contains("x")),
        new DidEvent(last, ONE, always),
        new DidEvent(last, new Predicate.IsSet(true), always),
        new DidEvent(tested, some, always),
        new DidSequence(
            List.of(
                new Step("login", List.of(new PropertyTest("nope", ONE))),
                new Step("purchase", List.of())),
            Duration.ofDays(1),
            always));
  }

  @ParameterizedTest
  @MethodSource("nobody")
  void failEveryTestOfAValue(Rule.WarehouseLeaf leaf) {
    assertThat(queries.matching(leaf, NOW, Optional.empty())).isEqualTo(new RoaringBitmap());
    assertThat(queries.matching(leaf, NOW, Optional.of(EVERYBODY))).isEqualTo(new RoaringBitmap());
  }

  static Stream<Rule.WarehouseLeaf> all() {
    Window always = new Window.Always();
    EventMeasure tested =
        new EventMeasure("login", List.of(new PropertyTest("nope", ONE)), new Aggregate.Count());
    return Stream.of(
        new HasTrait("nope", new Predicate.IsSet(false)),
        new HasTrait("nope", new Predicate.NotIn(List.of(Scalar.of("1")))),
        new DidEvent(tested, new Predicate.In(List.of(Scalar.of(0.0))), always));
  }

  @ParameterizedTest
  @MethodSource("all")
  void passEveryTestOfAMissingValue(Rule.WarehouseLeaf leaf) {
    // Profiles 201 and 202 became 1 and 2.
    assertThat(queries.matching(leaf, NOW, Optional.empty())).isEqualTo(EVERYBODY);
  }

  @ParameterizedTest
  @MethodSource("traits")
  void giveNobodyATraitThatNobodySent(String trait) {
    assertThat(queries.values(new TagSource.Trait(trait), NOW).isEmpty()).isTrue();
  }

  static Stream<String> traits() {
    return Stream.of("nope", "尚未", "it's \\ `");
  }
}
