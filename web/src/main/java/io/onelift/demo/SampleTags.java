package io.onelift.demo;

import io.onelift.audience.AudienceCatalog;
import io.onelift.audience.AudienceDraft;
import io.onelift.audience.Rule;
import io.onelift.tag.EventMeasure;
import io.onelift.tag.EventMeasure.Aggregate;
import io.onelift.tag.EventMeasure.PropertyTest;
import io.onelift.tag.Predicate;
import io.onelift.tag.Predicate.Bound;
import io.onelift.tag.Scalar;
import io.onelift.tag.Tag;
import io.onelift.tag.TagCatalog;
import io.onelift.tag.TagDefinition;
import io.onelift.tag.TagDefinition.FromEvents;
import io.onelift.tag.TagDefinition.FromTrait;
import io.onelift.tag.TagNames;
import io.onelift.tag.TagType;
import io.onelift.tag.Window;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The sample bank's tags and audiences, made once; what somebody changed since is left alone. */
public final class SampleTags {
  private static final String BASICS = "基本属性 · Basics";
  private static final String SERVICE = "服务关系 · Service";
  private static final String VALUE = "价值 · Value";
  private static final String BEHAVIOUR = "行为 · Behaviour";
  private static final String BY = "sample bank";
  private static final List<PropertyTest> FUND =
      List.of(new PropertyTest("product_type", is("fund")));

  private SampleTags() {}

  /** Makes what is missing. */
  public static void define(TagCatalog tags, AudienceCatalog audiences) {
    for (Tag tag : tags()) {
      if (tags.find(tag.key()).isEmpty()) {
        tags.create(tag, BY);
      }
    }
    for (AudienceDraft audience : audiences()) {
      if (audience.key().flatMap(audiences::find).isEmpty()) {
        audiences.create(audience, BY);
      }
    }
  }

  private static List<Tag> tags() {
    return List.of(
        trait("city", "城市", "City", BASICS, TagType.ENUM),
        trait("province", "省份", "Province", BASICS, TagType.ENUM),
        trait("gender", "性别", "Gender", BASICS, TagType.ENUM),
        trait("age", "年龄", "Age", BASICS, TagType.NUMBER),
        trait("occupation", "职业", "Occupation", BASICS, TagType.ENUM),
        trait("channel", "获客渠道", "Acquisition channel", BASICS, TagType.ENUM),
        trait("registered_at", "注册时间", "Registered at", BASICS, TagType.DATE),
        trait("branch_name", "所属网点", "Branch", SERVICE, TagType.ENUM),
        trait("relationship_manager", "客户经理", "Relationship manager", SERVICE, TagType.ENUM),
        trait("customer_level", "客户等级", "Customer level", VALUE, TagType.ENUM),
        trait("risk_level", "风险等级", "Risk level", VALUE, TagType.ENUM),
        trait("aum", "资产 AUM", "AUM", VALUE, TagType.NUMBER),
        trait("deposit_balance", "存款余额", "Deposit balance", VALUE, TagType.NUMBER),
        trait("fund_balance", "基金持仓", "Fund balance", VALUE, TagType.NUMBER),
        trait("has_credit_card", "持有信用卡", "Has a credit card", VALUE, TagType.BOOLEAN),
        events(
            "logins_30d",
            "近30天登录次数",
            "Logins in 30 days",
            "login",
            List.of(),
            new Aggregate.Count(),
            30),
        events(
            "purchases_90d",
            "近90天购买次数",
            "Purchases in 90 days",
            "purchase",
            List.of(),
            new Aggregate.Count(),
            90),
        events(
            "fund_purchases_90d",
            "近90天基金购买次数",
            "Fund purchases in 90 days",
            "purchase",
            FUND,
            new Aggregate.Count(),
            90),
        events(
            "purchase_amount_90d",
            "近90天购买金额",
            "Purchase amount in 90 days",
            "purchase",
            List.of(),
            new Aggregate.Sum("amount"),
            90),
        events(
            "days_since_login",
            "距上次登录天数",
            "Days since the last login",
            "login",
            List.of(),
            new Aggregate.DaysSince(),
            120));
  }

  private static Tag trait(String key, String zh, String en, String category, TagType type) {
    return tag(key, zh, en, category, type, new FromTrait(key));
  }

  private static Tag events(
      String key,
      String zh,
      String en,
      String event,
      List<PropertyTest> where,
      Aggregate aggregate,
      int days) {
    Window window = new Window.Sliding(Duration.ofDays(days));
    return tag(
        key,
        zh,
        en,
        BEHAVIOUR,
        TagType.NUMBER,
        new FromEvents(new EventMeasure(event, where, aggregate), window));
  }

  private static Tag tag(
      String key, String zh, String en, String category, TagType type, TagDefinition definition) {
    return new Tag(key, new TagNames(zh, en), "", category, type, definition, 0);
  }

  private static List<AudienceDraft> audiences() {
    Rule shanghai = new Rule.HasTag("city", is("上海"));
    Rule wealthy = new Rule.HasTag("aum", atLeast(100_000));
    Rule loggedIn = did("login", List.of(), 1, 7);
    Rule boughtNoFund = didNot("purchase", FUND, 90);
    return List.of(
        draft(
            "shanghai_fund_prospects",
            "上海高净值基金潜客 · Shanghai fund prospects",
            "上海，AUM ≥ 10 万，最近 7 天登录过，最近 90 天没有买过基金 · In Shanghai, AUM of at least 100K, logged in"
                + " within 7 days, bought no fund within 90",
            new Rule.And(List.of(shanghai, wealthy, loggedIn, boughtNoFund))),
        draft(
            "sleeping_wealthy",
            "沉睡的高资产客户 · Sleeping wealthy customers",
            "AUM ≥ 30 万，30 天没有登录 · AUM of at least 300K, no login for 30 days",
            new Rule.And(
                List.of(new Rule.HasTag("aum", atLeast(300_000)), didNot("login", List.of(), 30)))),
        draft(
            "young_douyin",
            "抖音来的年轻人 · Young customers from Douyin",
            "抖音渠道，25 岁以下 · Came from Douyin, younger than 25",
            new Rule.And(
                List.of(
                    new Rule.HasTag("channel", is("抖音")),
                    new Rule.HasTag(
                        "age",
                        new Predicate.Range(
                            Optional.empty(), Optional.of(new Bound(Scalar.of(25), false))))))),
        draft(
            "fund_searchers",
            "搜过基金还没买 · Searched for funds, bought none",
            "最近 30 天搜索过基金，同期没有买基金 · Searched for funds within 30 days and bought none",
            new Rule.And(
                List.of(
                    did(
                        "search",
                        List.of(new PropertyTest("keyword", new Predicate.Contains("基金"))),
                        1,
                        30),
                    didNot("purchase", FUND, 30)))));
  }

  private static AudienceDraft draft(String key, String name, String description, Rule rule) {
    return new AudienceDraft(Optional.of(key), name, description, rule);
  }

  private static Rule did(String event, List<PropertyTest> where, int times, int days) {
    return new Rule.DidEvent(
        new EventMeasure(event, where, new Aggregate.Count()),
        atLeast(times),
        new Window.Sliding(Duration.ofDays(days)));
  }

  private static Rule didNot(String event, List<PropertyTest> where, int days) {
    return new Rule.DidEvent(
        new EventMeasure(event, where, new Aggregate.Count()),
        new Predicate.In(List.of(Scalar.of(0))),
        new Window.Sliding(Duration.ofDays(days)));
  }

  private static Predicate is(String... values) {
    return new Predicate.In(Arrays.stream(values).map(Scalar::of).toList());
  }

  private static Predicate atLeast(double number) {
    return new Predicate.Range(Optional.of(new Bound(Scalar.of(number), true)), Optional.empty());
  }
}
