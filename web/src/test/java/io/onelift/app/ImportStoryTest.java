package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A file of an e-mail test comes in whole, once, and every figure is the file's own. */
@TestMethodOrder(OrderAnnotation.class)
class ImportStoryTest {
  private static final List<String> ARMS = List.of("No E-Mail", "Mens E-Mail", "Womens E-Mail");
  private static final Mail MAIL = Mail.generate(3_000, 7);
  private static final String MAPPING =
      """
      {
        "identifiers": {"user_id": "mail-{row}"},
        "traits": {"mail_recency": "{recency}", "mail_segment": "{history_segment}",
          "mail_channel": "{channel}", "mail_newbie": "{newbie}"},
        "events": [
          {"event": "exposure", "time": "2026-10-01T09:00:00+08:00",
           "properties": {"experiment": "mail_test", "variant": "{segment}"}},
          {"event": "mail_visit", "when": {"visit": "1"}, "time": "2026-10-02T09:00:00+08:00"},
          {"event": "mail_order", "when": {"conversion": "1"}, "time": "2026-10-03T09:00:00+08:00",
           "properties": {"value": "{spend}"}}
        ]
      }
      """;
  private static final String EXPERIMENT =
      """
      {"key":"mail_test","name":"E-mail test","variants":[
         {"key":"No E-Mail","name":"None","weight":1,"control":true},
         {"key":"Mens E-Mail","name":"Men","weight":1},
         {"key":"Womens E-Mail","name":"Women","weight":1}],
       "metrics":[{"key":"visit","name":"Visit","event":"mail_visit","kind":"conversion"},
         {"key":"spend","name":"Spend","event":"mail_order","kind":"sum","property":"value"}]}
      """;

  private final Product product = Product.running();

  /** The file and what its maker knows of it. */
  private record Mail(
      String csv,
      Map<String, Integer> sent,
      Map<String, Integer> visits,
      Map<String, Double> spend,
      Map<String, Integer> segments) {

    static Mail generate(int rows, long seed) {
      List<String> segments = List.of("1) $0 - $100", "2) $100 - $200", "3) $200, and more");
      SplittableRandom random = new SplittableRandom(seed);
      StringBuilder csv =
          new StringBuilder(
              "recency,history_segment,newbie,channel,segment,visit,conversion,spend\n");
      Map<String, Integer> sent = new TreeMap<>();
      Map<String, Integer> visits = new TreeMap<>();
      Map<String, Double> spend = new TreeMap<>();
      Map<String, Integer> sizes = new TreeMap<>();
      for (int i = 0; i < rows; i++) {
        String arm = ARMS.get(random.nextInt(ARMS.size()));
        String segment = segments.get(Math.min(random.nextInt(4), 2));
        boolean visit = random.nextDouble() < (arm.equals("No E-Mail") ? 0.1 : 0.18);
        boolean order = visit && random.nextInt(10) == 0;
        double paid = order ? random.nextInt(1_000, 50_000) / 100.0 : 0;
        csv.append(random.nextInt(1, 13)).append(',');
        csv.append('"').append(segment).append("\",").append(random.nextInt(2)).append(',');
        csv.append(List.of("Phone", "Web", "Multichannel").get(random.nextInt(3))).append(',');
        csv.append(arm).append(',').append(visit ? 1 : 0).append(',');
        csv.append(order ? 1 : 0).append(',').append(paid).append('\n');
        sent.merge(arm, 1, Integer::sum);
        sizes.merge(segment, 1, Integer::sum);
        visits.merge(arm, visit ? 1 : 0, Integer::sum);
        spend.merge(arm, paid, Double::sum);
      }
      return new Mail(csv.toString(), sent, visits, spend, sizes);
    }
  }

  @Test
  @Order(1)
  void everyRowBecomesAProfileWithItsEvents() {
    JsonNode job = runImport("profiles", "mail_test", MAPPING, MAIL.csv());

    assertThat(job.at("/progress/rows_read").asInt()).isEqualTo(3_000);
    assertThat(job.at("/progress/rows_rejected").asInt()).isZero();
    JsonNode profile = product.get("/api/profiles?id_type=user_id&id=mail-1");
    String firstRow = MAIL.csv().lines().skip(1).findFirst().orElseThrow();
    assertThat(firstRow).startsWith(profile.at("/traits/mail_recency").asInt() + ",");
    assertThat(
            counts(
                "SELECT variant, count(*) FROM events WHERE experiment = 'mail_test'"
                    + " AND event = 'exposure' GROUP BY variant"))
        .isEqualTo(MAIL.sent());
  }

  @Test
  @Order(2)
  void theReportHasExactlyTheFilesCounts() {
    product.post("/api/experiments", EXPERIMENT);
    product.post("/api/experiments/mail_test/start", "");

    JsonNode report = product.get("/api/experiments/mail_test/report");

    assertThat(report.path("variants")).hasSize(3);
    for (JsonNode variant : report.path("variants")) {
      String arm = variant.path("key").asText();
      int sent = MAIL.sent().get(arm);
      assertThat(variant.path("exposed").asInt()).isEqualTo(sent);
      assertThat(variant.at("/metrics/visit/count").asInt()).isEqualTo(MAIL.visits().get(arm));
      assertThat(variant.at("/metrics/visit/rate").asDouble())
          .isCloseTo((double) MAIL.visits().get(arm) / sent, within(1e-12));
      assertThat(variant.at("/metrics/spend/sum").asDouble())
          .isCloseTo(MAIL.spend().get(arm), within(1e-6));
    }
    assertThat(report.at("/srm/alarm").asBoolean()).isFalse();
    assertThat(report.at("/excluded/several_variants").asInt()).isZero();
    assertMensAgainstNone(report);
  }

  // The interval of a difference of two rates, each with its own variance: Wald's.
  private static void assertMensAgainstNone(JsonNode report) {
    double mens = (double) MAIL.visits().get("Mens E-Mail") / MAIL.sent().get("Mens E-Mail");
    double none = (double) MAIL.visits().get("No E-Mail") / MAIL.sent().get("No E-Mail");
    double error =
        1.959963985
            * Math.sqrt(
                mens * (1 - mens) / MAIL.sent().get("Mens E-Mail")
                    + none * (1 - none) / MAIL.sent().get("No E-Mail"));
    JsonNode comparison = null;
    for (JsonNode candidate : report.path("comparisons")) {
      if (candidate.path("metric").asText().equals("visit")
          && candidate.path("variant").asText().equals("Mens E-Mail")) {
        comparison = candidate;
      }
    }
    assertThat(comparison).isNotNull();
    assertThat(comparison.path("difference").asDouble()).isCloseTo(mens - none, within(1e-12));
    assertThat(comparison.path("low").asDouble()).isCloseTo(mens - none - error, within(1e-6));
    assertThat(comparison.path("high").asDouble()).isCloseTo(mens - none + error, within(1e-6));
  }

  @Test
  @Order(3)
  void aTagOverAnImportedTraitCountsItsValues() {
    product.post(
        "/api/tags",
        """
        {"key":"mail_segment","names":{"zh":"消费档","en":"Spend band"},"type":"enum",
         "definition":{"trait":"mail_segment"}}
        """);

    JsonNode tag =
        product.await(
            "/api/tags/mail_segment", found -> found.path("state").asText().equals("fresh"));

    Map<String, Integer> counted = new HashMap<>();
    for (JsonNode value : tag.path("values")) {
      counted.put(value.path("value").asText(), value.path("count").asInt());
    }
    assertThat(counted).isEqualTo(MAIL.segments());
    assertThat(
            counts(
                "SELECT mail_segment, count(*) FROM customers WHERE mail_segment IS NOT NULL"
                    + " GROUP BY mail_segment"))
        .isEqualTo(MAIL.segments());
  }

  @Test
  @Order(4)
  void theSameFileAgainChangesNothing() {
    JsonNode before = figures();

    runImport("profiles", "mail_test", MAPPING, MAIL.csv());

    assertThat(figures()).isEqualTo(before);
    assertThat(
            counts(
                "SELECT event, count(*) FROM events WHERE event IN ('mail_visit') GROUP BY event"))
        .containsEntry(
            "mail_visit", MAIL.visits().values().stream().mapToInt(Integer::intValue).sum());
  }

  private JsonNode figures() {
    JsonNode report = product.get("/api/experiments/mail_test/report");
    return Json.MAPPER
        .createObjectNode()
        .put("profiles", product.get("/api/status").path("profiles").asLong())
        .<ObjectNode>set("variants", report.path("variants"))
        .set("comparisons", report.path("comparisons"));
  }

  @Test
  @Order(5)
  void aTableCanBeQueriedAtOnce() {
    runImport("table", "mail_rows", "", MAIL.csv());

    assertThat(counts("SELECT segment, count(*) FROM mail_rows GROUP BY segment"))
        .isEqualTo(MAIL.sent());
    assertThat(product.get("/api/catalog").path("tables").findValuesAsText("name"))
        .contains("mail_rows");
  }

  @Test
  @Order(7)
  void aFileIsLookedAtTriedAndTakenWithOneUpload() {
    JsonNode seen =
        product.post(
            "/api/imports/preview?as=table&filename=mail_arms.csv",
            "arm;label;since\nNo E-Mail;none;31/01/2026\nMens E-Mail;men;01/02/2026\n"
                + "Womens E-Mail;women;03/02/2026\nOther Mail;other;30/02/2026\n");

    assertThat(seen.path("encoding").asText()).isEqualTo("UTF-8");
    assertThat(seen.path("separator").asText()).isEqualTo(";");
    assertThat(seen.at("/columns/2/date_format").asText()).isEqualTo("dd/MM/yyyy");
    assertThat(seen.path("keys").path(0).asText()).isEqualTo("arm");
    String same = "&filename=mail_arms.csv&upload=" + seen.path("upload").asText();
    JsonNode dry =
        await(product.post("/api/imports?as=table&dry_run=true" + same, "").at("/job/id").asText());
    assertThat(dry.at("/progress/rows_rejected").asInt()).isEqualTo(1);
    assertThat(dry.path("can_run").asBoolean()).isTrue();
    assertThat(names()).doesNotContain("mail_arms");

    JsonNode real =
        await(
            product
                .post("/api/jobs/" + dry.path("id").asText() + "/run", "")
                .at("/job/id")
                .asText());

    assertThat(real.at("/progress/rows_written").asInt()).isEqualTo(3);
    assertThat(names()).contains("mail_arms");
    for (JsonNode table : product.get("/api/catalog").path("tables")) {
      if (table.path("name").asText().equals("mail_arms")) {
        assertThat(table.path("key").path(0).asText()).isEqualTo("arm");
      }
      if (table.path("name").asText().equals("mail_rows")) {
        assertThat(table.path("joins").findValuesAsText("column")).contains("segment");
      }
    }
    assertThat(
            counts(
                "SELECT a.label, count(*) FROM mail_rows r JOIN mail_arms a ON a.arm = r.segment"
                    + " GROUP BY a.label"))
        .containsOnlyKeys("none", "men", "women");
    assertThat(product.admin("POST", "/api/imports?as=table" + same, "").statusCode())
        .isEqualTo(404);
  }

  @Test
  @Order(8)
  void everyWrongParameterIsNamedAtOnce() {
    assertThat(
            product
                .admin(
                    "POST",
                    "/api/imports/preview?as=people&filename=a.csv&encoding=nope&separator=x"
                        + "&header=perhaps&date_order=dm",
                    "a\n1\n")
                .body())
        .contains("/as", "/encoding", "/separator", "/header", "/date_order");
  }

  private List<String> names() {
    return product.get("/api/catalog").path("tables").findValuesAsText("name");
  }

  @Test
  @Order(6)
  void aFileThatCannotBeReadSaysWhy() {
    assertThat(product.admin("POST", "/api/imports?as=picture&filename=a.png", "x").body())
        .contains("/as", "/filename");
    JsonNode job =
        await(
            product
                .post(
                    "/api/imports?as=events&filename=odd.csv",
                    "user_id,event,time\n"
                        + "odd-1,login,2026-10-01T00:00:00Z\n"
                        + "odd-2,login,not a time\n")
                .at("/job/id")
                .asText());
    assertThat(job.at("/progress/rows_rejected").asInt()).isEqualTo(1);
    assertThat(
            product.admin("GET", "/api/jobs/" + job.path("id").asText() + "/rejected", "").body())
        .contains("not a time");
  }

  private JsonNode runImport(String as, String name, String mapping, String csv) {
    String path =
        "/api/imports?as="
            + as
            + "&name="
            + name
            + "&filename="
            + name
            + ".csv"
            + (mapping.isEmpty()
                ? ""
                : "&mapping=" + URLEncoder.encode(mapping, StandardCharsets.UTF_8));
    JsonNode job = await(product.post(path, csv).at("/job/id").asText());
    assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("done");
    return job;
  }

  private JsonNode await(String job) {
    return product.await(
        "/api/jobs/" + job,
        found -> List.of("done", "failed", "cancelled").contains(found.path("state").asText()));
  }

  private Map<String, Integer> counts(String sql) {
    Map<String, Integer> counts = new HashMap<>();
    String body = Json.MAPPER.createObjectNode().put("sql", sql).toString();
    for (JsonNode row : product.post("/api/sql", body).path("rows")) {
      counts.put(row.path(0).asText(), row.path(1).asInt());
    }
    return counts;
  }
}
