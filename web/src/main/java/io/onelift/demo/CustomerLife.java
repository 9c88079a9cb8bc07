package io.onelift.demo;

import io.onelift.demo.Bank.Product;
import io.onelift.event.Event;
import io.onelift.event.Identifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What one customer does in the window: visits, searches, purchases. Offers and campaigns are drawn
 * by their own classes.
 */
final class CustomerLife {
  private static final double VISITS_PER_DAY = .11;
  private static final double PURCHASES_PER_DAY = .0105;
  private static final double CONSULTS_PER_DAY = .0021;
  private static final int OUTAGE_DAYS_AGO = 12;
  private static final double OUTAGE_LOSS = .6;
  private static final double FUND_AFTER_SEARCH = .06;

  private static final Weighted<String> PAGE =
      new Weighted<String>()
          .add("首页", 34)
          .add("基金", 17)
          .add("理财", 14)
          .add("我的", 13)
          .add("存款", 8)
          .add("活动", 6)
          .add("信用卡", 4)
          .add("保险", 3)
          .add("客服", 1);
  private static final Weighted<String> VIEWED =
      new Weighted<String>()
          .add("fund", 40)
          .add("deposit", 20)
          .add("wealth", 20)
          .add("insurance", 12)
          .add("card", 8);
  private static final Weighted<String> BOUGHT =
      new Weighted<String>()
          .add("fund", 42)
          .add("deposit", 25)
          .add("wealth", 20)
          .add("insurance", 13);
  private static final Weighted<String> KEYWORD =
      new Weighted<String>()
          .add("基金", 26)
          .add("基金定投", 12)
          .add("指数基金", 10)
          .add("大额存单", 16)
          .add("理财", 14)
          .add("信用卡", 10)
          .add("保险", 7)
          .add("转账限额", 5);
  private static final Weighted<String> METHOD =
      new Weighted<String>()
          .add("face", 45)
          .add("fingerprint", 30)
          .add("password", 15)
          .add("sms_code", 10);
  private static final Weighted<String> SALES_CHANNEL =
      new Weighted<String>()
          .add("app", 62)
          .add("mini_program", 18)
          .add("web", 8)
          .add("branch", 9)
          .add("phone", 3);
  private static final List<String> TOPICS = List.of("基金", "存款", "保险", "理财", "信用卡");

  private final Customer customer;
  private final Window window;
  private final RandomGenerator random;
  private final Journal journal;
  private final OfferExposures offers;
  private final CampaignTouches campaigns;
  private final Set<Integer> knownDevices = new HashSet<>();
  private int consultedDaysAgo = Integer.MAX_VALUE;

  private CustomerLife(Customer customer, long seed, Window window) {
    this.customer = customer;
    this.window = window;
    this.random = new SplittableRandom(SampleBank.mix(seed + 1, customer.number()));
    Instant leaves = customer.registeredAt().plus(Duration.ofDays(30));
    Instant end =
        customer.churnsAfterMonth() && leaves.isBefore(window.now()) ? leaves : window.now();
    this.journal = new Journal("demo-" + seed + "-" + customer.number() + "-", end, window.now());
    this.offers = new OfferExposures(customer, seed, journal);
    this.campaigns = new CampaignTouches(customer, seed, window, journal, this::purchase);
  }

  /** All events of a customer, in the order in which they happened. */
  static List<Event> events(Customer customer, long seed, Window window) {
    CustomerLife life = new CustomerLife(customer, seed, window);
    life.live();
    return life.journal.events();
  }

  private void live() {
    int firstDay = Math.min(Window.DAYS - 1, window.daysAgo(customer.registeredAt()));
    arrive(firstDay);
    for (int daysAgo = firstDay; daysAgo >= 0; daysAgo--) {
      day(daysAgo);
    }
    campaigns.touch(firstDay);
    offers.settle();
  }

  /**
   * Somebody new looks around first and registers then; everybody else is known to the bank
   * already.
   */
  private void arrive(int firstDay) {
    Instant registered = customer.registeredAt();
    boolean isNew = window.daysAgo(registered) < Window.DAYS;
    Instant known =
        isNew
            ? registered
            : window.day(firstDay).atStartOfDay(window.zone()).plusHours(2).toInstant();
    if (isNew) {
      for (int visit = 1 + random.nextInt(2); visit > 0; visit--) {
        Instant before = registered.minus(Duration.ofMinutes(3L + random.nextInt(60)));
        journal.page("首页", before, List.of(Identifier.anonymous(customer.device(0))));
        journal.page(
            PAGE.pick(random),
            before.plusSeconds(40),
            List.of(Identifier.anonymous(customer.device(0))));
      }
      journal.track("register", registered, onDevice(0), Map.of("channel", customer.channel()));
      knownDevices.add(0);
    }
    journal.identify(
        known,
        isNew ? onDevice(0) : List.of(Identifier.user(customer.userId())),
        customer.traits(window.zone()));
    customer
        .phone()
        .ifPresent(
            phone ->
                journal.identify(
                    known.plusMillis(5),
                    List.of(Identifier.user(customer.userId()), new Identifier("phone", phone)),
                    Map.of("phone", phone)));
  }

  private void day(int daysAgo) {
    double visits = VISITS_PER_DAY * customer.activity() * (window.isWeekend(daysAgo) ? .8 : 1);
    if (random.nextDouble() < Math.min(visits, .85)) {
      visit(daysAgo);
    }
    double urge = consultedDaysAgo - daysAgo <= 7 && consultedDaysAgo != Integer.MAX_VALUE ? 3 : 1;
    if (random.nextDouble() < PURCHASES_PER_DAY * urge * Math.sqrt(customer.activity())) {
      purchase(BOUGHT.pick(random), moment(daysAgo));
    }
    if (random.nextDouble() < CONSULTS_PER_DAY * customer.activity()) {
      journal.track(
          "consult_manager",
          moment(daysAgo),
          user(),
          Map.of("topic", TOPICS.get(random.nextInt(TOPICS.size()))));
      consultedDaysAgo = daysAgo;
      campaigns.consulted(daysAgo);
    }
    money(daysAgo);
  }

  private void money(int daysAgo) {
    if (random.nextDouble() < .0029) {
      Product product = Bank.BY_TYPE.get(BOUGHT.pick(random)).pick(random);
      journal.track("redeem", moment(daysAgo), user(), product(product, amount(product)));
    }
    if (random.nextDouble() < .0058) {
      journal.track("deposit_in", moment(daysAgo), user(), Map.of("amount", spread(5_000)));
    }
    if (random.nextDouble() < .0145) {
      String direction = random.nextBoolean() ? "in" : "out";
      journal.track(
          "transfer",
          moment(daysAgo),
          user(),
          Map.of("amount", spread(2_000), "direction", direction));
    }
    if (random.nextDouble() < .001) {
      Product card = Bank.BY_TYPE.get("card").pick(random);
      boolean approved = random.nextDouble() < .72;
      journal.track(
          "apply_card",
          moment(daysAgo),
          user(),
          Map.of("product_id", card.id(), "product_name", card.name(), "approved", approved));
    }
  }

  private void visit(int daysAgo) {
    int device = customer.devices() == 2 && random.nextDouble() < .35 ? 1 : 0;
    Instant at = moment(daysAgo);
    List<Identifier> who = onDevice(device);
    if (knownDevices.add(device)) {
      // Before the first login on a device nobody knows whose it is.
      journal.page(
          "首页", at.minusSeconds(50), List.of(Identifier.anonymous(customer.device(device))));
      journal.identify(at.minusSeconds(5), who, Map.of());
    }
    boolean down = daysAgo == OUTAGE_DAYS_AGO && random.nextDouble() < OUTAGE_LOSS;
    if (!down && random.nextDouble() < .95) {
      journal.track("login", at, who, Map.of("method", METHOD.pick(random)));
    }
    Instant step = at;
    for (int pages = 1 + random.nextInt(2); pages > 0; pages--) {
      step = Journal.after(step, Duration.ofSeconds(4), Duration.ofSeconds(90), random);
      journal.page(PAGE.pick(random), step, who);
    }
    for (int views = random.nextInt(3) == 0 ? 2 : random.nextInt(2); views > 0; views--) {
      step = Journal.after(step, Duration.ofSeconds(5), Duration.ofSeconds(120), random);
      Map<String, Object> viewed = product(Bank.BY_TYPE.get(VIEWED.pick(random)).pick(random), 0);
      viewed.remove("amount");
      journal.track("view_product", step, who, viewed);
    }
    if (random.nextDouble() < .13) {
      search(step.plusSeconds(9), who);
    }
    offers.see(daysAgo, step.plusSeconds(20), who);
  }

  private void search(Instant at, List<Identifier> who) {
    String keyword = KEYWORD.pick(random);
    journal.track("search", at, who, Map.of("keyword", keyword));
    if (keyword.contains("基金") && random.nextDouble() < FUND_AFTER_SEARCH) {
      purchase("fund", Journal.after(at, Duration.ofMinutes(2), Duration.ofDays(7), random));
    }
  }

  private void purchase(String type, Instant at) {
    Product product = Bank.BY_TYPE.get(type).pick(random);
    Map<String, Object> properties = product(product, amount(product));
    properties.put("sales_channel", SALES_CHANNEL.pick(random));
    journal.track("purchase", at, user(), properties);
  }

  private void purchase(Instant at) {
    purchase(BOUGHT.pick(random), at);
  }

  private static Map<String, Object> product(Product product, double amount) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("product_id", product.id());
    properties.put("product_name", product.name());
    properties.put("product_type", product.type());
    properties.put("risk_level", product.riskLevel());
    properties.put("amount", amount);
    return properties;
  }

  private double amount(Product product) {
    double wealth = Math.sqrt(Math.max(customer.money().aum(), 1_000) / 28_000);
    return spread(product.median() * wealth);
  }

  private double spread(double median) {
    return Customer.cents(median * Math.exp(.7 * random.nextGaussian()));
  }

  private Instant moment(int daysAgo) {
    Instant drawn = window.moment(daysAgo, random);
    Instant earliest = customer.registeredAt().plusSeconds(60);
    return drawn.isBefore(earliest) ? earliest.plusSeconds(random.nextInt(3_600)) : drawn;
  }

  private List<Identifier> user() {
    return List.of(Identifier.user(customer.userId()));
  }

  private List<Identifier> onDevice(int device) {
    List<Identifier> who = new ArrayList<>(user());
    who.add(Identifier.anonymous(customer.device(device)));
    return who;
  }
}
