package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Seven related tables of a shop's coupon campaigns come in as they are; keys and joins are found,
 * and metrics and SQL over them give what their maker knows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CouponStoryTest {
  private static final String MODEL =
      """
      subjects:
        household: {zh: 家庭, en: Household, table: demographics, column: household_id}
      tables:
        campaigns: {zh: 投放名单, en: Campaign targets}
        transactions: {zh: 交易, en: Transactions, synonyms: [流水]}
      dimensions:
        campaign_type:
          {zh: 活动类型, en: Campaign type, table: campaign_descriptions, column: campaign_type}
        department: {zh: 部门, en: Department, table: products, column: department}
        income: {zh: 收入, en: Income, table: demographics, column: income}
      metrics:
        households_targeted:
          {zh: 触达家庭数, en: Households targeted, distinct: {table: campaigns, column: household_id}}
        households_redeeming:
          {zh: 核销家庭数, en: Households redeeming,
           distinct: {table: coupon_redemptions, subject: household}}
        targets: {zh: 投放数, en: Targets, count: {table: campaigns}}
        redeeming_targets:
          {zh: 核销投放数, en: Redeeming targets,
           distinct: {table: coupon_redemptions, columns: [household_id, campaign_id]}}
        redemption_rate:
          {zh: 核销率, en: Redemption rate, format: percent,
           ratio: {of: redeeming_targets, to: targets}}
        sales: {zh: 销售额, en: Sales value, sum: {table: transactions, column: sales_value}}
        sales_per_household:
          {zh: 户均销售额, en: Sales per household, per_subject: {of: sales, subject: household}}
      """;

  private static final List<String> TYPES = List.of("Type A", "Type B", "Type C");

  private final Shop shop = Shop.generate(11);
  private Application application;
  private Product product;

  /** Files and what their maker knows of them. */
  private record Shop(
      Map<String, String> files,
      Set<String> targeted,
      Set<String> redeeming,
      Map<String, Integer> targets,
      Map<String, Set<String>> pairs,
      Map<String, Double> sales) {

    static Shop generate(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      Shop shop =
          new Shop(
              new TreeMap<>(),
              new TreeSet<>(),
              new TreeSet<>(),
              new TreeMap<>(),
              new TreeMap<>(),
              new TreeMap<>());
      shop.campaigns(random);
      shop.purchases(random);
      return shop;
    }

    private void campaigns(SplittableRandom random) {
      StringBuilder kinds = new StringBuilder("campaign_id,campaign_type,start_date,end_date\n");
      StringBuilder members = new StringBuilder("campaign_id,household_id\n");
      StringBuilder coupons = new StringBuilder("coupon_upc,product_id,campaign_id\n");
      StringBuilder used =
          new StringBuilder("household_id,coupon_upc,campaign_id,redemption_date\n");
      for (int campaign = 0; campaign < 9; campaign++) {
        String id = "C" + (100 + campaign);
        String type = TYPES.get(campaign % 3);
        kinds.append(id + "," + type + ",2026-03-0" + (campaign + 1) + ",2026-04-09\n");
        for (int coupon = 0; coupon < 20; coupon++) {
          coupons.append("U" + campaign + "-" + coupon + ",P" + (1000 + coupon * 3) + "," + id);
          coupons.append("\n");
        }
        for (int home = 0; home < 200; home++) {
          if (random.nextInt(3) == 0) {
            String household = "H" + (1000 + home);
            members.append(id + "," + household + "\n");
            targeted.add(household);
            targets.merge(type, 1, Integer::sum);
            int uses = random.nextInt(10) < 2 ? 1 + random.nextInt(3) : 0;
            for (int use = 0; use < uses; use++) {
              used.append(household + ",U" + campaign + "-" + use + "," + id + ",2026-03-20\n");
              redeeming.add(household);
              pairs.computeIfAbsent(type, _ -> new TreeSet<>()).add(household + id);
            }
          }
        }
      }
      files.put("campaign_descriptions", kinds.toString());
      files.put("campaigns", members.toString());
      files.put("coupons", coupons.toString());
      files.put("coupon_redemptions", used.toString());
    }

    private void purchases(SplittableRandom random) {
      List<String> departments = List.of("GROCERY", "PRODUCE", "FUEL");
      StringBuilder products = new StringBuilder("product_id,department,brand\n");
      for (int i = 0; i < 60; i++) {
        products.append("P" + (1000 + i) + "," + departments.get(i % 3) + ",National\n");
      }
      StringBuilder homes = new StringBuilder("household_id,income\n");
      for (int home = 0; home < 200; home++) {
        homes.append("H" + (1000 + home) + "," + (home % 2 == 0 ? "low" : "high") + "\n");
      }
      StringBuilder sold = new StringBuilder("basket_id,household_id,product_id,sales_value\n");
      for (int i = 0; i < 4_000; i++) {
        int item = random.nextInt(60);
        double value = random.nextInt(1, 2_000) / 100.0;
        sold.append("B" + (10_000 + i / 3) + ",H" + (1000 + random.nextInt(200)));
        sold.append(",P" + (1000 + item) + "," + value + "\n");
        sales.merge(departments.get(item % 3), value, Double::sum);
      }
      files.put("products", products.toString());
      files.put("demographics", homes.toString());
      files.put("transactions", sold.toString());
    }
  }

  @BeforeAll
  void start() {
    application = Product.start(Product.scratch("onelift-coupons"));
    product = Product.of(application);
    shop.files().forEach(this::load);
    HttpResponse<String> saved = product.admin("PUT", "/api/catalog/model?comment=coupons", MODEL);
    assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
  }

  private void load(String name, String csv) {
    String job =
        product
            .post("/api/imports?as=table&name=" + name + "&filename=" + name + ".csv", csv)
            .at("/job/id")
            .asText();
    product.await("/api/jobs/" + job, state -> state.path("state").asText().equals("done"));
  }

  @AfterAll
  void stop() {
    application.close();
  }

  @Test
  void findsKeysAndJoinsWithTheirCardinality() {
    List<String> joins = new ArrayList<>();
    for (JsonNode join : product.get("/api/catalog").path("joins")) {
      joins.add(
          join.path("table").asText()
              + "."
              + join.path("column").asText()
              + " "
              + join.path("cardinality").asText()
              + " "
              + join.path("to_table").asText());
    }
    assertThat(joins)
        .contains(
            "campaigns.campaign_id many_to_one campaign_descriptions",
            "campaigns.household_id many_to_one demographics",
            "coupon_redemptions.campaign_id many_to_one campaign_descriptions",
            "coupons.product_id many_to_one products",
            "transactions.product_id many_to_one products",
            "transactions.household_id many_to_one demographics");
  }

  @Test
  void countsHouseholds() {
    JsonNode row =
        metrics("{\"metrics\":[\"households_targeted\",\"households_redeeming\"]}").get(0);
    assertThat(row.get(0).asInt()).isEqualTo(shop.targeted().size());
    assertThat(row.get(1).asInt()).isEqualTo(shop.redeeming().size());
  }

  @Test
  void dividesByCampaignTypeWithoutMultiplyingEitherSide() {
    JsonNode rows =
        metrics("{\"metrics\":[\"redemption_rate\"],\"by\":[{\"dimension\":\"campaign_type\"}]}");
    assertThat(rows).hasSize(3);
    for (JsonNode row : rows) {
      String type = row.get(0).asText();
      double rate = (double) shop.pairs().get(type).size() / shop.targets().get(type);
      assertThat(row.get(1).asDouble()).as(type).isCloseTo(rate, within(1e-12));
    }
  }

  @Test
  void sumsSalesByDepartmentAsMetricAndAsSql() {
    JsonNode metric = metrics("{\"metrics\":[\"sales\"],\"by\":[{\"dimension\":\"department\"}]}");
    JsonNode sql =
        product
            .post(
                "/api/sql",
                "{\"sql\":\"SELECT p.department, SUM(t.sales_value) FROM transactions t JOIN"
                    + " products p ON t.product_id = p.product_id GROUP BY p.department ORDER BY 2"
                    + " DESC\"}")
            .path("rows");
    assertThat(metric).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(metric.get(i).get(0)).isEqualTo(sql.get(i).get(0));
      double known = shop.sales().get(metric.get(i).get(0).asText());
      assertThat(metric.get(i).get(1).asDouble()).isCloseTo(known, within(1e-6));
      assertThat(sql.get(i).get(1).asDouble()).isCloseTo(known, within(1e-6));
    }
  }

  @Test
  void saysWhySalesAreNotSplitByCampaign() {
    HttpResponse<String> refused =
        product.admin(
            "POST",
            "/api/metrics/query",
            "{\"metrics\":[\"sales\"],\"by\":[{\"dimension\":\"campaign_type\"}]}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("has many of", "Ask for a metric over");
  }

  @Test
  void keepsEveryVersionOfTheModelWithItsReason() {
    assertThat(product.get("/api/catalog/model/versions").at("/versions/0/comment").asText())
        .isEqualTo("coupons");
    String wrong = MODEL.replace("column: department", "column: departmnet");
    JsonNode problem = product.post("/api/catalog/model/check", wrong).path("problems").get(0);
    assertThat(problem.path("line").asInt())
        .isEqualTo(
            wrong
                    .lines()
                    .toList()
                    .indexOf(
                        "  department: {zh: 部门, en: Department, table: products, column:"
                            + " departmnet}")
                + 1);
    assertThat(problem.path("message").asText()).contains("Did you mean 'department'?");

    product.admin("PUT", "/api/catalog/model", "");
    JsonNode diff = product.get("/api/catalog/model/diff");
    assertThat(diff.at("/lines/0/change").asText()).isEqualTo("removed");
    int first = diff.path("from").asInt();
    product.post("/api/catalog/model/versions/" + first + "/restore", "");
    assertThat(product.admin("GET", "/api/catalog/model", "").body()).isEqualTo(MODEL);
    assertThat(product.admin("GET", "/api/catalog/model/versions/99", "").statusCode())
        .isEqualTo(404);
  }

  @Test
  void asksInPlainWords() {
    JsonNode reply = product.post("/api/copilot/ask", "{\"question\":\"各部门的销售额\"}");
    assertThat(reply.path("kind").asText()).as(reply.toString()).isEqualTo("answer");
    assertThat(reply.path("rows")).hasSize(3);
  }

  private JsonNode metrics(String query) {
    String ofTheYear =
        query.substring(0, query.length() - 1)
            + ",\"range\":{\"from\":\"2026-01-01\",\"to\":\"2027-01-01\"}}";
    return product.post("/api/metrics/query", ofTheYear).path("rows");
  }
}
