package io.onelift.bench;

import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What an application of a shop sends: Segment's JSON, one event in twenty an identify, the others
 * tracks with eight properties and the context of a browser's SDK. The same seed gives the same
 * people and values; message ids are unique within a prefix. Safe for use by many threads.
 */
final class Traffic {
  private static final String[] EVENTS = {
    "Product Viewed", "Product Added", "Order Completed", "Coupon Applied", "Page Scrolled"
  };
  private static final String[] CATEGORIES = {"fund", "deposit", "card", "loan", "gold", "wealth"};
  private static final String[] CITIES = {"杭州", "上海", "北京", "深圳", "成都", "广州"};
  private static final String[] CHANNELS = {"app", "web", "wechat", "sms", "call"};
  private static final String[] SYSTEMS = {"iOS", "Android", "Windows", "macOS"};
  private static final int PRODUCTS = 2_000;
  private static final int IDENTIFY_EVERY = 20;

  private final String prefix;
  private final int people;
  private final SplittableRandom seed;
  private final AtomicLong next = new AtomicLong();

  /**
   * @param prefix of the message ids
   * @param people who the events come from
   */
  Traffic(String prefix, int people, long seed) {
    this.prefix = prefix;
    this.people = people;
    this.seed = new SplittableRandom(seed);
  }

  /** A body for {@code /v1/batch}. */
  String batch(int events) {
    return events("{\"batch\":[", ",", "]}", events);
  }

  /** The same events one a line, as {@code JSONEachRow} takes them. */
  String lines(int events) {
    return events("", "\n", "\n", events);
  }

  private String events(String begin, String between, String end, int count) {
    long first = next.getAndAdd(count);
    SplittableRandom random;
    synchronized (seed) {
      random = seed.split();
    }
    String now = Instant.now().toString();
    StringBuilder text = new StringBuilder(count * 900).append(begin);
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : between);
      event(text, first + i, now, random);
    }
    return text.append(end).toString();
  }

  private void event(StringBuilder text, long number, String now, SplittableRandom random) {
    int person = random.nextInt(people);
    boolean known = person % 2 == 0;
    text.append("{\"messageId\":\"").append(prefix).append('-').append(number);
    text.append("\",\"anonymousId\":\"anon-").append(person).append("-7f3c9a51b2\"");
    if (number % IDENTIFY_EVERY == 0) {
      text.append(",\"type\":\"identify\",\"userId\":\"user-").append(person).append('"');
      traits(text, person, random);
    } else {
      text.append(",\"type\":\"track\",\"event\":\"").append(pick(EVENTS, random)).append('"');
      if (known) {
        text.append(",\"userId\":\"user-").append(person).append('"');
      }
      properties(text, random);
    }
    text.append(",\"timestamp\":\"").append(now).append('"');
    context(text, person);
    text.append('}');
  }

  private static void traits(StringBuilder text, int person, SplittableRandom random) {
    text.append(",\"traits\":{\"city\":\"").append(CITIES[person % CITIES.length]);
    text.append("\",\"age\":").append(18 + person % 60);
    text.append(",\"email\":\"user-").append(person).append("@example.com\"");
    text.append(",\"balance\":").append(random.nextInt(1_000_000) / 100.0);
    text.append(",\"vip\":").append(person % 7 == 0).append('}');
  }

  private static void properties(StringBuilder text, SplittableRandom random) {
    int product = random.nextInt(PRODUCTS);
    text.append(",\"properties\":{\"product_id\":\"sku-").append(product);
    text.append("\",\"category\":\"").append(CATEGORIES[product % CATEGORIES.length]);
    text.append("\",\"price\":").append(product * 37 % 100_000 / 100.0);
    text.append(",\"quantity\":").append(1 + random.nextInt(5));
    text.append(",\"currency\":\"CNY\",\"channel\":\"").append(pick(CHANNELS, random));
    text.append("\",\"in_stock\":").append(product % 11 != 0);
    text.append(",\"position\":").append(random.nextInt(50)).append('}');
  }

  private static void context(StringBuilder text, int person) {
    text.append(
        ",\"context\":{\"library\":{\"name\":\"analytics.js\",\"version\":\"2.11.1\"},\"ip\":\"10.");
    text.append(person % 256).append('.').append(person / 256 % 256).append(".7\",\"locale\":\"");
    text.append("zh-CN\",\"os\":{\"name\":\"").append(SYSTEMS[person % SYSTEMS.length]);
    text.append("\"},\"page\":{\"path\":\"/p/").append(person % 40).append("\",\"referrer\":\"\"}");
    text.append(",\"campaign\":{\"source\":\"newsletter\",\"name\":\"autumn\"}}");
  }

  private static String pick(String[] values, SplittableRandom random) {
    return values[random.nextInt(values.length)];
  }
}
