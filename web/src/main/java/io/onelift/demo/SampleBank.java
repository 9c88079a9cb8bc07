package io.onelift.demo;

import io.onelift.event.Event;
import io.onelift.event.Identifier;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The data of the sample bank: the same events for the same seed, number of customers and last day.
 * People are drawn one by one, so that any number of customers takes no memory; their truths stand
 * in DEVELOPMENT.md.
 *
 * @param customers how many; one visitor in twenty more never registers
 */
record SampleBank(long seed, int customers, Window window) {
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** The bank as it stands at a moment. */
  static SampleBank of(long seed, int customers, Instant now) {
    return new SampleBank(seed, customers, Window.ending(now, ZONE));
  }

  /** How many people there are: customers and visitors. */
  int people() {
    return customers + customers / 20;
  }

  /**
   * Everything one person did, in order.
   *
   * @param index from 0 to {@link #people()}, exclusive
   */
  List<Event> events(int index) {
    return index < customers
        ? CustomerLife.events(Customer.draw(seed, index + 1, window), seed, window)
        : visitor(index - customers);
  }

  private List<Event> visitor(int number) {
    RandomGenerator random = new SplittableRandom(mix(seed + 4, number));
    Journal journal = new Journal("demo-" + seed + "-v" + number + "-", window.now(), window.now());
    List<Identifier> who =
        List.of(Identifier.anonymous("v-" + Long.toHexString(mix(seed, -number - 1L))));
    for (int visits = 1 + random.nextInt(3); visits > 0; visits--) {
      Instant at = window.moment(random.nextInt(Window.DAYS), random);
      journal.page("首页", at, who);
      journal.page(random.nextBoolean() ? "基金" : "活动", at.plus(Duration.ofSeconds(30)), who);
    }
    return journal.events();
  }

  /** One seed of two numbers, well spread (the finaliser of SplitMix64, Steele et al. 2014). */
  static long mix(long a, long b) {
    long z = a * 0x9E3779B97F4A7C15L + b * 0xD1B54A32D192ED03L + 0x2545F4914F6CDD1DL;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
