package io.onelift.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What the bank has: cities and branches, products, placements, campaigns. Facts only; who does
 * what is decided elsewhere.
 */
final class Bank {
  private Bank() {}

  record City(String name, String province, double weight, List<String> districts) {}

  record Product(String id, String name, String type, String riskLevel, double median) {}

  record Offer(String key, String name, double clickRate, double conversionRate) {}

  record Placement(String key, String name, String english, List<Offer> offers) {
    double meanConversionRate() {
      return offers.stream().mapToDouble(Offer::conversionRate).average().orElseThrow();
    }
  }

  /**
   * A campaign over its channels.
   *
   * @param firstDay days before the last day of the data
   * @param lastDay days before the last day of the data
   */
  record Campaign(String key, String name, int firstDay, int lastDay, double reach) {}

  static final List<City> CITIES =
      List.of(
          new City("上海", "上海市", 13, List.of("陆家嘴", "徐家汇", "静安寺", "虹桥")),
          new City("北京", "北京市", 11, List.of("国贸", "中关村", "金融街", "望京")),
          new City("深圳", "广东省", 9, List.of("福田", "南山", "罗湖")),
          new City("广州", "广东省", 8, List.of("天河", "越秀", "海珠")),
          new City("杭州", "浙江省", 7, List.of("西湖", "滨江", "钱江新城")),
          new City("成都", "四川省", 5, List.of("高新", "锦江")),
          new City("南京", "江苏省", 4, List.of("新街口", "河西")),
          new City("武汉", "湖北省", 4, List.of("光谷", "江汉")),
          new City("苏州", "江苏省", 3.6, List.of("园区", "姑苏")),
          new City("重庆", "重庆市", 3.4, List.of("解放碑", "江北嘴")),
          new City("西安", "陕西省", 3, List.of("高新", "曲江")),
          new City("天津", "天津市", 2.8, List.of("和平", "滨海")),
          new City("宁波", "浙江省", 2.2, List.of("鄞州", "海曙")),
          new City("青岛", "山东省", 2, List.of("市南", "崂山")),
          new City("长沙", "湖南省", 2, List.of("芙蓉", "岳麓")),
          new City("郑州", "河南省", 1.9, List.of("郑东", "金水")),
          new City("厦门", "福建省", 1.7, List.of("思明", "湖里")),
          new City("合肥", "安徽省", 1.6, List.of("蜀山", "政务区")),
          new City("无锡", "江苏省", 1.5, List.of("梁溪")),
          new City("福州", "福建省", 1.4, List.of("鼓楼")),
          new City("济南", "山东省", 1.4, List.of("历下")),
          new City("大连", "辽宁省", 1.3, List.of("中山")),
          new City("东莞", "广东省", 1.3, List.of("南城")),
          new City("佛山", "广东省", 1.2, List.of("禅城")),
          new City("沈阳", "辽宁省", 1.2, List.of("沈河")),
          new City("昆明", "云南省", 1.1, List.of("五华")),
          new City("南昌", "江西省", 1, List.of("红谷滩")),
          new City("哈尔滨", "黑龙江省", 1, List.of("道里")),
          new City("长春", "吉林省", .9, List.of("朝阳")),
          new City("石家庄", "河北省", .9, List.of("长安")));

  static final List<Product> PRODUCTS =
      List.of(
          new Product("F001", "稳健增利债券", "fund", "R2", 8_000),
          new Product("F002", "沪深300指数", "fund", "R4", 4_000),
          new Product("F003", "科技先锋混合", "fund", "R5", 3_000),
          new Product("F004", "货币宝", "fund", "R1", 6_000),
          new Product("F005", "全球配置QDII", "fund", "R4", 5_000),
          new Product("F006", "红利优选", "fund", "R3", 5_000),
          new Product("F007", "养老目标2040", "fund", "R3", 2_000),
          new Product("F008", "绿色能源主题", "fund", "R5", 2_500),
          new Product("D001", "活期宝", "deposit", "R1", 5_000),
          new Product("D002", "三月定期", "deposit", "R1", 20_000),
          new Product("D003", "一年定期", "deposit", "R1", 30_000),
          new Product("D004", "大额存单", "deposit", "R1", 200_000),
          new Product("I001", "安心重疾险", "insurance", "R1", 4_000),
          new Product("I002", "百万医疗险", "insurance", "R1", 400),
          new Product("I003", "终身年金", "insurance", "R1", 20_000),
          new Product("I004", "意外险", "insurance", "R1", 200),
          new Product("K001", "标准金卡", "card", "R1", 0),
          new Product("K002", "白金商旅卡", "card", "R1", 0),
          new Product("K003", "女神卡", "card", "R1", 0),
          new Product("K004", "学生卡", "card", "R1", 0),
          new Product("W001", "月月盈", "wealth", "R2", 15_000),
          new Product("W002", "季季红", "wealth", "R2", 20_000),
          new Product("W003", "稳享一年", "wealth", "R3", 40_000),
          new Product("W004", "私享精选", "wealth", "R4", 150_000));

  static final List<Placement> PLACEMENTS =
      List.of(
          new Placement(
              "fund_banner",
              "基金横幅",
              "Fund banner",
              List.of(
                  new Offer("fund_newbie", "新手基金礼包", .07, .020),
                  new Offer("fund_index", "指数定投", .09, .030),
                  new Offer("fund_bond", "稳健债基", .06, .020),
                  new Offer("fund_tech", "科技主题基金", .04, .010))),
          new Placement(
              "home_popup",
              "首页弹窗",
              "Home pop-up",
              List.of(
                  new Offer("app_welcome", "每日签到", .05, .010),
                  new Offer("deposit_promo", "大额存单加息", .08, .030),
                  new Offer("insurance_medical", "百万医疗险", .04, .010),
                  new Offer("card_platinum", "白金卡首年免年费", .03, .005))),
          new Placement(
              "wealth_feed",
              "理财信息流",
              "Wealth feed",
              List.of(
                  new Offer("wealth_monthly", "月月盈", .06, .015),
                  new Offer("wealth_quarter", "季季红", .05, .012),
                  new Offer("wealth_private", "私享精选", .03, .004))),
          new Placement(
              "card_entry",
              "信用卡入口",
              "Card entry",
              List.of(
                  new Offer("card_gold", "标准金卡", .08, .020),
                  new Offer("card_lady", "女神卡", .06, .015),
                  new Offer("card_student", "学生卡", .05, .010))));

  static final List<Campaign> CAMPAIGNS =
      List.of(
          new Campaign("autumn_funds", "秋季基金节", 60, 40, .55),
          new Campaign("deposit_week", "存款加息周", 30, 24, .40),
          new Campaign("insurance_care", "保险关怀月", 50, 20, .55),
          new Campaign("card_upgrade", "信用卡升级礼", 21, 7, .45),
          new Campaign("wake_up", "沉睡唤醒", 14, 1, .50));

  static final String NEWCOMER = "newcomer";

  /** Clicks per touch: what a channel is worth on the face of it. */
  static final Map<String, Double> CLICK_RATE =
      Map.of("wechat", .12, "push", .05, "call", .04, "sms", .03, "email", .015);

  static final String SURNAMES = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜";
  static final String GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰飞鑫波斌宇浩凯健俊帆雪琳晨欣悦怡婷萍红梅辉鹏旭宁";

  static final Weighted<City> CITY = new Weighted<>();
  static final Map<String, Weighted<Product>> BY_TYPE =
      Map.of(
          "fund", new Weighted<>(),
          "deposit", new Weighted<>(),
          "insurance", new Weighted<>(),
          "card", new Weighted<>(),
          "wealth", new Weighted<>());

  static {
    CITIES.forEach(city -> CITY.add(city, city.weight()));
    PRODUCTS.forEach(product -> BY_TYPE.get(product.type()).add(product, 1));
  }

  static City city(String name) {
    return CITIES.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  static String name(RandomGenerator random) {
    String given = letter(GIVEN, random);
    return letter(SURNAMES, random)
        + (random.nextDouble() < .35 ? given : given + letter(GIVEN, random));
  }

  private static String letter(String letters, RandomGenerator random) {
    int at = random.nextInt(letters.length());
    return letters.substring(at, at + 1);
  }

  /** The branch of a city's district: key and name. */
  static Map.Entry<String, String> branch(City city, int district) {
    int number = 1;
    for (City each : CITIES) {
      if (each.equals(city)) {
        String key = String.format("B%03d", number + district);
        return Map.entry(key, city.name() + city.districts().get(district) + "支行");
      }
      number += each.districts().size();
    }
    throw new IllegalArgumentException("The bank has no branch in " + city.name());
  }

  static Optional<Placement> placement(String key) {
    return PLACEMENTS.stream().filter(p -> p.key().equals(key)).findFirst();
  }
}
