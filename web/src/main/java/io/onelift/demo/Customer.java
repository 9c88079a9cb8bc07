package io.onelift.demo;

import io.onelift.demo.Bank.City;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A customer as drawn from the seed.
 *
 * @param number starting at 1
 * @param activity how often they come, 1 on average
 * @param churnsAfterMonth true when nothing happens later than 30 days after registering
 * @param registeredAt may lie before the window of the data
 */
record Customer(
    int number,
    String name,
    Optional<String> phone,
    boolean woman,
    int age,
    LocalDate birthday,
    City city,
    int district,
    String channel,
    String occupation,
    Money money,
    String riskLevel,
    boolean creditCard,
    Optional<String> manager,
    double activity,
    boolean churnsAfterMonth,
    Instant registeredAt,
    int devices) {

  /** Yuan. */
  record Money(double aum, double deposits, double funds, double premium) {
    String level() {
      return aum < 50_000
          ? "普通"
          : aum < 300_000 ? "黄金" : aum < 1_000_000 ? "白金" : aum < 6_000_000 ? "钻石" : "私行";
    }
  }

  private static final double DOUYIN_CHURN = .6;
  private static final double CHURN = .1;

  private static final Weighted<String> CHANNEL =
      new Weighted<String>()
          .add("应用商店", 30)
          .add("微信", 25)
          .add("网点", 18)
          .add("朋友推荐", 12)
          .add("抖音", 10)
          .add("官网", 5);
  private static final Weighted<String> RISK =
      new Weighted<String>().add("R1", 12).add("R2", 28).add("R3", 32).add("R4", 20).add("R5", 8);
  private static final Weighted<String> OCCUPATION =
      new Weighted<String>()
          .add("企业职员", 34)
          .add("工程师", 13)
          .add("个体经营者", 12)
          .add("公务员", 8)
          .add("教师", 8)
          .add("自由职业", 7)
          .add("医生", 6)
          .add("企业主", 6)
          .add("其他", 6);

  /** The customer of a number; the same for the same seed and window. */
  static Customer draw(long seed, int number, Window window) {
    RandomGenerator random = new SplittableRandom(SampleBank.mix(seed, number));
    String channel = CHANNEL.pick(random);
    int age = age(channel, random);
    boolean woman = random.nextDouble() < .52;
    String occupation = age < 23 ? "学生" : age >= 60 ? "退休" : OCCUPATION.pick(random);
    City drawn = Bank.CITY.pick(random);
    Registration registration = Registration.draw(drawn, window, random);
    City city = registration.city();
    int district = random.nextInt(city.districts().size());
    Money money = money(age, random);
    boolean churns =
        random.nextDouble() < (channel.equals("抖音") && age <= 24 ? DOUYIN_CHURN : CHURN);
    return new Customer(
        number,
        Bank.name(random),
        random.nextDouble() < .95 ? Optional.of(phone(random)) : Optional.empty(),
        woman,
        age,
        window.lastDay().minusYears(age).minusDays(1L + random.nextInt(364)),
        city,
        district,
        channel,
        occupation,
        money,
        RISK.pick(random),
        random.nextDouble() < .42,
        manager(city, district, money, random),
        Math.exp(.75 * random.nextGaussian() - .28),
        churns,
        registration.at(),
        random.nextDouble() < .15 ? 2 : 1);
  }

  /** When somebody registered, and where: registrations in Hangzhou grow in the last 30 days. */
  private record Registration(City city, Instant at) {
    static Registration draw(City city, Window window, RandomGenerator random) {
      if (random.nextDouble() < .7) {
        int before = Window.DAYS + random.nextInt(3 * 365 - Window.DAYS);
        return new Registration(city, window.moment(before, random));
      }
      int daysAgo = random.nextInt(Window.DAYS);
      while (window.isWeekend(daysAgo) && random.nextDouble() < .3) {
        daysAgo = random.nextInt(Window.DAYS);
      }
      // The growth truth: of what Hangzhou gets in an even month, the last 30 days get 2.5 times as
      // much. Drawn by keeping
      // all of it in the last 30 days and moving what is too much before to the other cities.
      City place =
          city.name().equals("杭州") && daysAgo >= 30 && random.nextDouble() >= 1 / 2.5
              ? elsewhere(random)
              : city;
      return new Registration(place, window.moment(daysAgo, random));
    }

    private static City elsewhere(RandomGenerator random) {
      City city = Bank.CITY.pick(random);
      while (city.name().equals("杭州")) {
        city = Bank.CITY.pick(random);
      }
      return city;
    }
  }

  private static int age(String channel, RandomGenerator random) {
    if (channel.equals("抖音") && random.nextDouble() < .4) {
      return 18 + random.nextInt(7);
    }
    double drawn = 38 + 12.5 * random.nextGaussian();
    return drawn < 18 || drawn > 80 ? 18 + random.nextInt(50) : (int) drawn;
  }

  private static Money money(int age, RandomGenerator random) {
    double aum =
        Math.exp(
            Math.log(26_000 * (age < 25 ? .45 : age < 35 ? .9 : 1.25))
                + 1.9 * random.nextGaussian());
    double funds = random.nextDouble() < .55 ? 0 : aum * (.1 + .5 * random.nextDouble());
    double deposits = (aum - funds) * (.3 + .7 * random.nextDouble());
    double premium =
        random.nextDouble() < .75 ? 0 : Math.exp(Math.log(3_000) + .8 * random.nextGaussian());
    return new Money(cents(aum), cents(deposits), cents(funds), cents(premium));
  }

  static double cents(double yuan) {
    return Math.round(yuan * 100) / 100.0;
  }

  private static String phone(RandomGenerator random) {
    return "1" + (3 + random.nextInt(7)) + String.format("%09d", random.nextInt(1_000_000_000));
  }

  private static Optional<String> manager(
      City city, int district, Money money, RandomGenerator random) {
    if (money.level().equals("普通")) {
      return Optional.empty();
    }
    int desk = random.nextInt(3);
    int number = 3 * Integer.parseInt(Bank.branch(city, district).getKey().substring(1)) - 2 + desk;
    String name = Bank.name(new SplittableRandom(SampleBank.mix(number, 7)));
    return Optional.of(String.format("%s(RM%03d)", name, number));
  }

  String userId() {
    return String.format("C%08d", number);
  }

  String device(int index) {
    return "d-" + Long.toHexString(SampleBank.mix(number, 1_000 + index)) + index;
  }

  Map<String, Object> traits(ZoneId zone) {
    Map<String, Object> traits = new LinkedHashMap<>();
    traits.put("name", name);
    phone.ifPresent(value -> traits.put("phone", value));
    traits.put("gender", woman ? "女" : "男");
    traits.put("age", (long) age);
    traits.put("birthday", birthday.toString());
    traits.put("city", city.name());
    traits.put("province", city.province());
    Map.Entry<String, String> branch = Bank.branch(city, district);
    traits.put("branch", branch.getKey());
    traits.put("branch_name", branch.getValue());
    manager.ifPresent(value -> traits.put("relationship_manager", value));
    traits.put("customer_level", money.level());
    traits.put("risk_level", riskLevel);
    traits.put("occupation", occupation);
    traits.put("aum", money.aum());
    traits.put("deposit_balance", money.deposits());
    traits.put("fund_balance", money.funds());
    traits.put("insurance_premium", money.premium());
    traits.put("has_credit_card", creditCard);
    traits.put("registered_at", registeredAt.atZone(zone).toOffsetDateTime().toString());
    traits.put("channel", channel);
    return traits;
  }
}
