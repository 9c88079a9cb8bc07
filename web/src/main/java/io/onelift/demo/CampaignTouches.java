package io.onelift.demo;

import io.onelift.demo.Bank.Campaign;
import io.onelift.event.Identifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What campaigns send. WeChat makes people buy; calls go to people who consulted their manager and
 * would have bought anyway; the other channels do nothing.
 */
final class CampaignTouches {
  private static final double WECHAT_LIFT = .04;
  private static final double CALLED_AFTER_CONSULTING = .5;

  private static final Weighted<String> CHANNEL =
      new Weighted<String>().add("sms", 35).add("push", 30).add("wechat", 20).add("email", 15);

  private final Customer customer;
  private final Window window;
  private final Journal journal;
  private final Consumer<Instant> purchase;
  private final RandomGenerator random;
  private final List<Integer> consultedDaysAgo = new ArrayList<>();

  /**
   * @param purchase makes the customer buy something at a moment
   */
  CampaignTouches(
      Customer customer, long seed, Window window, Journal journal, Consumer<Instant> purchase) {
    this.customer = customer;
    this.window = window;
    this.journal = journal;
    this.purchase = purchase;
    this.random = new SplittableRandom(SampleBank.mix(seed + 3, customer.number()));
  }

  void consulted(int daysAgo) {
    consultedDaysAgo.add(daysAgo);
  }

  /** Everything that was sent to somebody who is there since a day. */
  void touch(int firstDay) {
    for (Campaign campaign : Bank.CAMPAIGNS) {
      boolean meant = !campaign.key().equals("wake_up") || customer.activity() < .7;
      if (meant && random.nextDouble() < campaign.reach()) {
        int times = 1 + (random.nextDouble() < .7 ? 1 : 0);
        for (int i = 0; i < times; i++) {
          int daysAgo =
              campaign.lastDay() + random.nextInt(campaign.firstDay() - campaign.lastDay() + 1);
          if (daysAgo < firstDay) {
            send(campaign.key(), CHANNEL.pick(random), window.moment(daysAgo, random));
          }
        }
      }
    }
    if (window.daysAgo(customer.registeredAt()) < Window.DAYS) {
      Instant at =
          Journal.after(customer.registeredAt(), Duration.ofHours(2), Duration.ofDays(7), random);
      send(Bank.NEWCOMER, CHANNEL.pick(random), at);
    }
    consultedDaysAgo.forEach(this::call);
  }

  private void call(int consulted) {
    int daysAgo = consulted - 1 - random.nextInt(6);
    if (daysAgo >= 0 && random.nextDouble() < CALLED_AFTER_CONSULTING) {
      Bank.CAMPAIGNS.stream()
          .filter(campaign -> campaign.firstDay() >= daysAgo && daysAgo >= campaign.lastDay())
          .findFirst()
          .ifPresent(campaign -> send(campaign.key(), "call", window.moment(daysAgo, random)));
    }
  }

  private void send(String campaign, String channel, Instant at) {
    List<Identifier> who = List.of(Identifier.user(customer.userId()));
    Map<String, Object> properties = Map.of("campaign", campaign, "touch_channel", channel);
    journal.track("campaign_touch", at, who, properties);
    if (random.nextDouble() < Bank.CLICK_RATE.get(channel)) {
      journal.track(
          "campaign_click",
          Journal.after(at, Duration.ofMinutes(1), Duration.ofHours(8), random),
          who,
          properties);
    }
    if (channel.equals("wechat") && random.nextDouble() < WECHAT_LIFT) {
      purchase.accept(Journal.after(at, Duration.ofMinutes(10), Duration.ofDays(3), random));
    }
  }
}
