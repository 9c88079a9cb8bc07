package io.onelift.demo;

import io.onelift.demo.Bank.Offer;
import io.onelift.demo.Bank.Placement;
import io.onelift.event.Identifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What a customer is shown and does about it, with the true rates that the ranking and the
 * experiments must find.
 */
final class OfferExposures {
  static final int EXPERIMENT_DAYS = 28;
  static final String CREATIVE = "fund_banner_creative";
  static final String TIMING = "home_popup_timing";

  /**
   * Of the people who see the fund banner during the experiment, how many convert at least once.
   */
  private static final Map<String, Double> CONVERTING_PEOPLE =
      Map.of("control", .06, "benefit", .09);

  private record Slot(Placement placement, double perVisit) {}

  private static final List<Slot> SLOTS =
      List.of(
          slot("fund_banner", .42),
          slot("home_popup", .22),
          slot("wealth_feed", .13),
          slot("card_entry", .06));

  private static Slot slot(String placement, double perVisit) {
    return new Slot(Bank.placement(placement).orElseThrow(), perVisit);
  }

  private record Exposure(
      Placement placement,
      Offer offer,
      Instant at,
      List<Identifier> who,
      Map<String, Object> properties) {}

  private final Customer customer;
  private final Journal journal;
  private final RandomGenerator random;
  private final String creative;
  private final String timing;
  private final String decisionPrefix;
  private final List<Exposure> inExperiment = new ArrayList<>();
  private int decisions;

  OfferExposures(Customer customer, long seed, Journal journal) {
    this.customer = customer;
    this.journal = journal;
    this.random = new SplittableRandom(SampleBank.mix(seed + 2, customer.number()));
    this.creative = random.nextBoolean() ? "control" : "benefit";
    this.timing = random.nextBoolean() ? "control" : "delayed";
    this.decisionPrefix = "demo-" + seed + "-" + customer.number() + "-";
  }

  /** The offers shown in one visit. */
  void see(int daysAgo, Instant at, List<Identifier> who) {
    for (Slot slot : SLOTS) {
      if (random.nextDouble() < slot.perVisit()) {
        show(slot.placement(), daysAgo, at.plusSeconds(random.nextInt(60)), who);
      }
    }
  }

  private void show(Placement placement, int daysAgo, Instant at, List<Identifier> who) {
    Offer offer = placement.offers().get(random.nextInt(placement.offers().size()));
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("placement", placement.key());
    properties.put("offer", offer.key());
    properties.put("decision_id", decisionPrefix + decisions++);
    boolean tested = daysAgo < EXPERIMENT_DAYS;
    if (tested && placement.key().equals("fund_banner")) {
      properties.put("experiment", CREATIVE);
      properties.put("variant", creative);
    } else if (tested && placement.key().equals("home_popup")) {
      properties.put("experiment", TIMING);
      properties.put("variant", timing);
    }
    journal.track("exposure", at, who, properties);
    Exposure exposure = new Exposure(placement, offer, at, who, properties);
    if (properties.containsValue(CREATIVE)) {
      inExperiment.add(exposure);
    } else {
      double rate =
          offer.conversionRate() * (placement.key().equals("fund_banner") ? ageFactor() : 1);
      respond(exposure, random.nextDouble() < rate);
    }
  }

  /**
   * Decides for the experiment's person as a whole, so that the share of people who convert is the
   * planted one.
   */
  void settle() {
    if (inExperiment.isEmpty()) {
      return;
    }
    boolean converts = random.nextDouble() < CONVERTING_PEOPLE.get(creative) * ageFactor();
    Weighted<Exposure> chosen = new Weighted<>();
    inExperiment.forEach(exposure -> chosen.add(exposure, exposure.offer().conversionRate()));
    Exposure decisive = chosen.pick(random);
    inExperiment.forEach(exposure -> respond(exposure, converts && exposure.equals(decisive)));
  }

  /** Younger customers take more from the fund banner; 1 on average over the customers. */
  private double ageFactor() {
    int age = customer.age();
    return age < 25 ? 1.2 : age < 35 ? 1.3 : age < 45 ? 1.0 : age < 55 ? .8 : .6;
  }

  private void respond(Exposure exposure, boolean converts) {
    Offer offer = exposure.offer();
    double onlyClicks = (offer.clickRate() - offer.conversionRate()) / (1 - offer.conversionRate());
    if (converts || random.nextDouble() < onlyClicks) {
      Instant click = exposure.at().plusMillis(1_500 + random.nextInt(20_000));
      journal.track("click", click, exposure.who(), exposure.properties());
      if (converts) {
        Map<String, Object> properties = new LinkedHashMap<>(exposure.properties());
        properties.put("value", Customer.cents(2_000 * Math.exp(.9 * random.nextGaussian())));
        // Within minutes, so that a conversion does not fall behind the end of the data.
        Instant done = Journal.after(click, Duration.ofSeconds(20), Duration.ofMinutes(30), random);
        journal.track("conversion", done, exposure.who(), properties);
      }
    }
  }
}
