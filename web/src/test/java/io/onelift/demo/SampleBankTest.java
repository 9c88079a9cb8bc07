package io.onelift.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onelift.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The truths that DEVELOPMENT.md promises stand in the data, counted without any of the product's
 * engines.
 */
class SampleBankTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  private static final SampleBank BANK = SampleBank.of(1, 4_000, NOW);
  private static final List<List<Event>> PEOPLE =
      IntStream.range(0, BANK.people()).mapToObj(BANK::events).toList();

  @Test
  void theSameSeedAndDayGiveTheSameEvents() {
    SampleBank again = SampleBank.of(1, 4_000, NOW);

    assertThat(again.events(17)).isEqualTo(PEOPLE.get(17));
    assertThat(SampleBank.of(2, 4_000, NOW).events(17)).isNotEqualTo(PEOPLE.get(17));
  }

  @Test
  void fiftyEventsACustomerWithDifferentIdsAndNoneInTheFuture() {
    assertThat(all(e -> true).count() / 4_000.0).isBetween(45.0, 60.0);
    assertThat(all(e -> true).map(Event::messageId).distinct().count())
        .isEqualTo(all(e -> true).count());
    assertThat(all(e -> !e.time().isBefore(NOW))).isEmpty();
    assertThat(all(e -> e.time().isBefore(NOW.minus(Duration.ofDays(121))))).isEmpty();
  }

  @Test
  void theBenefitCreativeConvertsMorePeople() {
    assertThat(convertingPeople("fund_banner_creative", "control")).isCloseTo(.06, within(.025));
    assertThat(convertingPeople("fund_banner_creative", "benefit")).isCloseTo(.09, within(.03));
  }

  @Test
  void wechatIsClickedAndBuys() {
    assertThat(rate("campaign_click", "campaign_touch", "touch_channel", "wechat"))
        .isCloseTo(.12, within(.02));
    assertThat(rate("campaign_click", "campaign_touch", "touch_channel", "sms"))
        .isCloseTo(.03, within(.01));
    assertThat(buyWithinThreeDays("wechat")).isGreaterThan(1.8 * buyWithinThreeDays("sms"));
  }

  @Test
  void callsLookGoodBecauseOfWhomTheyReach() {
    assertThat(buyWithinThreeDays("call")).isGreaterThan(2 * buyWithinThreeDays("sms"));
  }

  @Test
  void theBestOfferOfEveryPlacementConvertsMost() {
    for (Bank.Placement placement : Bank.PLACEMENTS) {
      Bank.Offer best =
          placement.offers().stream()
              .max((a, b) -> Double.compare(a.conversionRate(), b.conversionRate()))
              .orElseThrow();
      Bank.Offer worst =
          placement.offers().stream()
              .min((a, b) -> Double.compare(a.conversionRate(), b.conversionRate()))
              .orElseThrow();
      assertThat(rate("conversion", "exposure", "offer", best.key()))
          .isGreaterThan(rate("conversion", "exposure", "offer", worst.key()));
    }
  }

  @Test
  void loginsBreakInTwelveDaysAgo() {
    Map<Integer, Integer> logins = new HashMap<>();
    all(e -> e.name().equals("login"))
        .forEach(e -> logins.merge(BANK.window().daysAgo(e.time()), 1, Integer::sum));

    assertThat(logins.get(12)).isCloseTo((int) (.4 * logins.get(19)), within(60));
  }

  @Test
  void youngPeopleFromDouyinLeave() {
    assertThat(leaving(c -> c.channel().equals("抖音") && c.age() <= 24)).isGreaterThan(.4);
    assertThat(leaving(c -> !c.channel().equals("抖音") || c.age() > 24)).isLessThan(.2);
  }

  @Test
  void hangzhouGrows() {
    double last = registered("杭州", 0, 30);
    double before = registered("杭州", 30, 60);
    assertThat(last).isGreaterThan(1.4 * before);
  }

  private static Stream<Event> all(Predicate<Event> which) {
    return PEOPLE.stream().flatMap(List::stream).filter(which);
  }

  private static double rate(String numerator, String denominator, String property, String value) {
    Predicate<Event> fits = e -> value.equals(e.properties().get(property));
    return (double) all(fits.and(e -> e.name().equals(numerator))).count()
        / all(fits.and(e -> e.name().equals(denominator))).count();
  }

  private static double convertingPeople(String experiment, String variant) {
    Predicate<Event> in =
        e ->
            experiment.equals(e.properties().get("experiment"))
                && variant.equals(e.properties().get("variant"));
    long exposed =
        PEOPLE.stream()
            .filter(p -> p.stream().anyMatch(in.and(e -> e.name().equals("exposure"))))
            .count();
    long converted =
        PEOPLE.stream()
            .filter(p -> p.stream().anyMatch(in.and(e -> e.name().equals("conversion"))))
            .count();
    return (double) converted / exposed;
  }

  private static double buyWithinThreeDays(String channel) {
    long touches = 0;
    long bought = 0;
    for (List<Event> person : PEOPLE) {
      for (Event touch : person) {
        if (touch.name().equals("campaign_touch")
            && channel.equals(touch.properties().get("touch_channel"))) {
          touches++;
          Instant end = touch.time().plus(Duration.ofDays(3));
          bought +=
              person.stream()
                      .anyMatch(
                          e ->
                              e.name().equals("purchase")
                                  && e.time().isAfter(touch.time())
                                  && e.time().isBefore(end))
                  ? 1
                  : 0;
        }
      }
    }
    return (double) bought / touches;
  }

  private static double leaving(Predicate<Customer> who) {
    int all = 0;
    int left = 0;
    for (int i = 0; i < BANK.customers(); i++) {
      Customer customer = Customer.draw(BANK.seed(), i + 1, BANK.window());
      int daysAgo = BANK.window().daysAgo(customer.registeredAt());
      if (who.test(customer) && daysAgo >= 60 && daysAgo < Window.DAYS) {
        all++;
        Instant month = customer.registeredAt().plus(Duration.ofDays(30));
        left += PEOPLE.get(i).stream().allMatch(e -> e.time().isBefore(month)) ? 1 : 0;
      }
    }
    return (double) left / all;
  }

  private static double registered(String city, int fromDaysAgo, int toDaysAgo) {
    return IntStream.rangeClosed(1, BANK.customers())
        .mapToObj(number -> Customer.draw(BANK.seed(), number, BANK.window()))
        .filter(c -> c.city().name().equals(city))
        .filter(c -> BANK.window().daysAgo(c.registeredAt()) >= fromDaysAgo)
        .filter(c -> BANK.window().daysAgo(c.registeredAt()) < toDaysAgo)
        .count();
  }
}
