package io.onelift.rootcause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onelift.audience.Rule;
import io.onelift.event.Field;
import io.onelift.event.InvalidInput;
import io.onelift.event.ValueType;
import io.onelift.execute.QueryEngine;
import io.onelift.execute.QueryLimits;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.resolve.Access;
import io.onelift.resolve.AudienceMembers;
import io.onelift.rootcause.Change.Factor;
import io.onelift.rootcause.Change.ValueCause;
import io.onelift.semantic.Learned;
import io.onelift.semantic.Learned.EventShape;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

/** Three weeks of a bank in which single things go wrong, each in a week of its own. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangeExplainerTest {
  private static final Access ACCESS = new Access("analyst", false);
  private static final List<String> CITIES = List.of("上海", "北京", "杭州", "成都", "广州");
  private static final List<String> CHANNELS = List.of("app", "web", "branch");
  private static final LocalDate START = LocalDate.of(2026, 10, 5);
  private static final int PEOPLE = 400;
  private static final int DAYS = 28;

  private static final Field AMOUNT = new Field("amount", "p_amount", ValueType.NUMBER, false);
  private static final Field CHANNEL = new Field("channel", "p_channel", ValueType.TEXT, false);
  private static final Field OFFER = new Field("offer", "p_offer", ValueType.TEXT, false);
  private static final Field CITY = new Field("city", "t_city", ValueType.TEXT, false);
  private static final Field VIP = new Field("vip", "t_vip", ValueType.BOOLEAN, false);

  private static final String MODEL =
      """
      metrics:
        purchase_amount: {zh: 金额, en: Amount, format: money, sum: {event: purchase, property: amount}}
        average_purchase: {zh: 均额, en: Average, format: money, average: {event: purchase, property: amount}}
      """;

  private final Warehouse warehouse;
  private final List<List<Object>> events = new ArrayList<>();
  private final Random random = new Random(5);
  private ChangeExplainer explainer;

  ChangeExplainerTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    for (Field field : List.of(AMOUNT, CHANNEL, OFFER)) {
      column("events", field, field.equals(AMOUNT) ? "Float64" : "String");
    }
    column("profiles", CITY, "String");
    column("profiles", VIP, "Bool");
    List<List<Object>> profiles = new ArrayList<>();
    for (int person = 1; person <= PEOPLE; person++) {
      Instant seen = at(START, 0);
      profiles.add(Arrays.asList((long) person, seen, seen, 1L, 0L, city(person), person % 3 == 0));
    }
    warehouse.insert(
        "profiles",
        List.of("profile_no", "first_seen", "last_seen", "version", "deleted", "t_city", "t_vip"),
        profiles);
    for (int day = 0; day < DAYS; day++) {
      for (int person = 1; person <= PEOPLE; person++) {
        day(START.plusDays(day), day / 7, person);
      }
    }
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
            "p_amount",
            "p_channel",
            "p_offer"),
        events);
    Learned learned =
        new Learned(
            List.of(
                new EventShape("purchase", Set.of("amount", "channel")),
                new EventShape("exposure", Set.of("offer", "channel")),
                new EventShape("conversion", Set.of("offer", "channel"))),
            List.of(AMOUNT, CHANNEL, OFFER),
            List.of(CITY, VIP),
            List.of(),
            List.of());
    SemanticCatalog catalog =
        new SemanticCatalog(
            Metastore.open(MetastoreConfig.sqlite(directory.resolve("meta.db"))), () -> learned);
    catalog.save(MODEL, "test");
    QueryEngine engine = new QueryEngine(warehouse, catalog, nobody(), QueryLimits.DEFAULT);
    explainer = new ChangeExplainer(engine, catalog::current, warehouse.zone());
  }

  private static AudienceMembers nobody() {
    return new AudienceMembers() {
      @Override
      public Set<String> keys() {
        return Set.of();
      }

      @Override
      public RoaringBitmap members(String key) {
        return new RoaringBitmap();
      }

      @Override
      public RoaringBitmap members(Rule rule) {
        return new RoaringBitmap();
      }
    };
  }

  private void column(String table, Field field, String type) {
    warehouse.execute(
        "ALTER TABLE " + table + " ADD COLUMN " + field.column() + " Nullable(" + type + ")");
  }

  private static String city(int person) {
    return CITIES.get(person % CITIES.size());
  }

  private Instant at(LocalDate day, int second) {
    return day.atStartOfDay(warehouse.zone()).toInstant().plusSeconds(second);
  }

  /**
   * Week 1: fewer purchases in 北京. Week 2: fewer conversions of one offer, and more exposures of a
   * weak one. Week 3: half of everything.
   */
  private void day(LocalDate day, int week, int person) {
    double buys = week == 3 ? .15 : week == 1 && city(person).equals("北京") ? .09 : .3;
    if (random.nextDouble() < buys) {
      add(day, person, "purchase", 20 + random.nextInt(200) / 4.0, null);
    }
    for (String offer : List.of("card", "fund", "loan")) {
      double seen = offer.equals("loan") && week == 2 ? .9 : week == 3 ? .2 : .4;
      if (random.nextDouble() < seen) {
        add(day, person, "exposure", null, offer);
        double rate =
            switch (offer) {
              case "card" -> week == 2 ? .1 : .4;
              case "fund" -> .4;
              default -> .05;
            };
        if (random.nextDouble() < rate) {
          add(day, person, "conversion", null, offer);
        }
      }
    }
  }

  private void add(LocalDate day, int person, String event, Double amount, String offer) {
    Instant time = at(day, random.nextInt(86_400));
    events.add(
        Arrays.asList(
            "m" + events.size(),
            "track",
            event,
            (long) person,
            time,
            time,
            "test",
            amount,
            CHANNELS.get(random.nextInt(CHANNELS.size())),
            offer));
  }

  private static DayRange week(int number) {
    return new DayRange(START.plusDays(7L * number), START.plusDays(7L * number + 7));
  }

  private Change explain(String metric, int before, int after) {
    return explainer.explain(
        new ChangeRequest(metric, week(before), week(after), List.of(), List.of()), ACCESS);
  }

  @Test
  void aPlantedDropIsRankedFirst() {
    Change change = explain("purchase_count", 0, 1);

    ValueCause first = change.values().getFirst();
    assertThat(first.dimension()).isEqualTo("city");
    assertThat(first.value()).contains("北京");
    assertThat(first.isSignificant()).isTrue();
    assertThat(first.excess()).isNegative();
    assertThat(change.uniform()).isFalse();
    assertThat(change.dimensions().getFirst().dimension()).isEqualTo("city");
    assertThat(change.dimensions().getFirst().explains()).containsExactly("北京");
    assertThat(
            change.values().stream()
                .filter(value -> value.dimension().equals("city"))
                .mapToDouble(ValueCause::contribution)
                .sum())
        .isCloseTo(change.change(), within(1e-9));
  }

  @Test
  void aSumFollowsTheSameCause() {
    ValueCause first = explain("purchase_amount", 0, 1).values().getFirst();
    assertThat(first.value()).contains("北京");
    assertThat(first.isSignificant()).isTrue();
  }

  @Test
  void factorsOfTheFormulaAddUpToTheChange() {
    Change change = explain("purchase_amount", 0, 1);
    assertThat(change.factors().stream().map(Factor::metric))
        .containsExactly("purchase_profiles", "purchase_count", "purchase_amount");
    assertThat(change.factors().stream().mapToDouble(Factor::contribution).sum())
        .isCloseTo(change.change(), within(1e-6));
    // People buy as much as before when they do, so the amount of one purchase explains little.
    assertThat(Math.abs(change.factors().get(2).contribution()))
        .isLessThan(Math.abs(change.change()) / 4);
  }

  @Test
  void aRatioIsSplitIntoRateAndMixWithoutARest() {
    Change change = explain("conversion_rate", 0, 2);

    ValueCause first = change.values().getFirst();
    assertThat(first.dimension()).isEqualTo("offer");
    assertThat(first.value()).contains("card");
    assertThat(first.isSignificant()).isTrue();
    assertThat(Math.abs(first.rate().orElseThrow()))
        .isGreaterThan(Math.abs(first.mix().orElseThrow()));
    List<ValueCause> offers =
        change.values().stream().filter(value -> value.dimension().equals("offer")).toList();
    assertThat(offers.stream().mapToDouble(ValueCause::contribution).sum())
        .isCloseTo(change.change(), within(1e-9));
    ValueCause loan =
        offers.stream()
            .filter(value -> value.value().equals(Optional.of("loan")))
            .findFirst()
            .orElseThrow();
    assertThat(Math.abs(loan.mix().orElseThrow()))
        .isGreaterThan(Math.abs(loan.rate().orElseThrow()));
    assertThat(change.factors().stream().mapToDouble(Factor::contribution).sum())
        .isCloseTo(change.change(), within(1e-9));
  }

  @Test
  void whatFallsEverywhereHasNoCauseAlongADimension() {
    Change change = explain("purchase_count", 0, 3);
    assertThat(change.relative().orElseThrow()).isBetween(-.6, -.4);
    assertThat(change.uniform()).isTrue();
    assertThat(change.values()).noneMatch(ValueCause::isSignificant);
  }

  @Test
  void aMeanIsTakenApartAsSumOverCount() {
    Change change = explain("average_purchase", 0, 1);
    assertThat(
            change.values().stream()
                .filter(value -> value.dimension().equals("city"))
                .mapToDouble(ValueCause::contribution)
                .sum())
        .isCloseTo(change.change(), within(1e-9));
  }

  @Test
  void periodsOfDifferentLengthAreScaledUnlessPeopleAreCounted() {
    DayRange short3 = new DayRange(START, START.plusDays(3));
    Change change =
        explainer.explain(
            new ChangeRequest("purchase_count", week(0), short3, List.of("city"), List.of()),
            ACCESS);
    assertThat(change.relative().orElseThrow()).isBetween(-.25, .25);
    assertThat(change.notes()).anySatisfy(note -> assertThat(note).contains("3 ⁄ 7"));
    assertThatThrownBy(
            () ->
                explainer.explain(
                    new ChangeRequest("purchase_profiles", week(0), short3, List.of(), List.of()),
                    ACCESS))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("same length");
  }

  @Test
  void whatCannotBeAskedSaysWhy() {
    assertThatThrownBy(() -> explain("purchase_cuont", 0, 1))
        .hasMessageContaining("purchase_count");
    assertThatThrownBy(() -> explain("profiles", 0, 1)).hasMessageContaining("state as of now");
    assertThatThrownBy(
            () ->
                explainer.explain(
                    new ChangeRequest(
                        "purchase_count", week(0), week(1), List.of("citty"), List.of()),
                    ACCESS))
        .hasMessageContaining("city");
  }
}
