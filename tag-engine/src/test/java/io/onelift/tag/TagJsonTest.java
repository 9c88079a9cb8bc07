package io.onelift.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.event.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TagJsonTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final FieldVocabulary NAMES =
      new FieldVocabulary() {
        @Override
        public Set<String> events() {
          return Set.of("purchase");
        }

        @Override
        public Map<String, ValueType> properties(String event) {
          return Map.of("amount", ValueType.NUMBER, "product", ValueType.TEXT);
        }

        @Override
        public Set<String> traits() {
          return Set.of("city");
        }

        @Override
        public Optional<ValueType> trait(String name) {
          return name.equals("city") ? Optional.of(ValueType.TEXT) : Optional.empty();
        }
      };

  /** Knows one tag, and takes statements that begin with SELECT. */
  private static final DefinitionLanguage LANGUAGE =
      new DefinitionLanguage() {
        @Override
        public JsonNode rule(JsonNode rule, String pointer) {
          if (!rule.path("tag").asText().equals("aum") && !rule.has("audience")) {
            throw new InvalidInput(pointer + "/tag", "there is no tag " + rule.path("tag"));
          }
          return rule;
        }

        @Override
        public void sql(String sql, TagType type, String pointer) {
          if (!sql.startsWith("SELECT")) {
            throw new InvalidInput(pointer, "is no reading statement");
          }
        }
      };

  @Test
  void printsATagAsItCame() throws JsonProcessingException {
    for (String definition :
        List.of(
            "\"type\":\"enum\",\"definition\":{\"trait\":\"city\"}",
            "\"type\":\"number\",\"definition\":{\"event\":\"purchase\",\"where\":["
                + "{\"property\":\"product\",\"in\":[\"fund\"]}],\"aggregate\":\"sum\","
                + "\"property\":\"amount\",\"within\":\"30d\"}",
            "\"type\":\"enum\",\"definition\":{\"event\":\"purchase\",\"aggregate\":\"last\","
                + "\"property\":\"product\",\"from\":\"2026-01-01\"}",
            "\"type\":\"boolean\",\"definition\":{\"event\":\"purchase\",\"aggregate\":\"count\"}",
            "\"type\":\"number\",\"definition\":{\"event\":\"purchase\","
                + "\"aggregate\":\"days_since\"}",
            "\"type\":\"enum\",\"definition\":{\"event\":\"purchase\",\"aggregate\":\"first\","
                + "\"property\":\"product\",\"from\":\"2026-01-01\",\"to\":\"2026-02-01\"}",
            "\"owner\":\"ann\",\"type\":\"enum\",\"definition\":{\"rows\":[{\"rule\":"
                + "{\"tag\":\"aum\",\"gte\":500000},\"value\":\"gold\"}],\"otherwise\":\"basic\"}",
            "\"type\":\"number\",\"definition\":{\"rows\":[{\"rule\":"
                + "{\"tag\":\"aum\",\"gte\":500000},\"value\":1.5}]}",
            "\"type\":\"enum\",\"definition\":{\"preference\":{\"event\":\"purchase\","
                + "\"property\":\"product\",\"sum\":\"amount\",\"within\":\"90d\"}}",
            "\"type\":\"boolean\",\"definition\":{\"sequence\":[{\"event\":\"purchase\",\"where\":"
                + "[{\"property\":\"product\",\"in\":[\"fund\"]}]},{\"event\":\"purchase\"}],"
                + "\"within\":\"7d\",\"last\":\"90d\"}",
            "\"type\":\"enum\",\"definition\":{\"rfm\":{\"event\":\"purchase\",\"amount\":"
                + "\"amount\",\"within\":\"365d\"},\"gives\":\"segment\"}",
            "\"type\":\"list\",\"definition\":{\"upload\":\"user_id\"}",
            "\"type\":\"number\",\"definition\":{\"sql\":\"SELECT 1\",\"every\":\"2h\"}")) {
      JsonNode json =
          MAPPER.readTree(
              "{\"key\":\"k\",\"names\":{\"zh\":\"甲\",\"en\":\"K\"},\"category\":\"c\","
                  + definition
                  + "}");
      assertThat(TagJson.print(TagJson.parse(json, NAMES, LANGUAGE))).hasToString(json.toString());
    }
  }

  @Test
  void reportsAllProblemsAtOnce() {
    assertThat(
            problems(
                """
                {"key":"a b","names":{"zh":""},"type":"nummer","colour":1,
                 "definition":{"event":"purchse","aggregate":"summ","within":"1y"}}
                """))
        .extracting(Problem::pointer)
        .containsExactlyInAnyOrder(
            "/key",
            "/names/zh",
            "/type",
            "/colour",
            "/definition/event",
            "/definition/aggregate",
            "/definition/within");
  }

  @Test
  void refusesATypeThatTheDefinitionDoesNotGive() {
    assertThat(problems("{\"key\":\"k\",\"type\":\"number\",\"definition\":{\"trait\":\"city\"}}"))
        .containsExactly(
            new Problem(
                "/definition/trait",
                "gives values of type 'enum', but the tag's type is 'number'"));
    assertThat(
            problems(
                "{\"key\":\"k\",\"type\":\"number\",\"definition\":{\"event\":\"purchase\","
                    + "\"aggregate\":\"sum\",\"property\":\"product\"}}"))
        .extracting(Problem::message)
        .singleElement()
        .asString()
        .contains("sum needs a number");
  }

  @Test
  void reportsEveryProblemOfARuleTable() {
    assertThat(
            problems(
                """
                {"key":"k","type":"number","definition":{"rows":[
                  {"rule":{"tag":"aun","gte":1},"value":1},
                  {"rule":{"tag":"aum","gte":1},"value":"gold"},
                  {"rule":{"audience":"vip"},"value":2},
                  {"value":3,"colour":1}],"otherwise":true}}
                """))
        .extracting(Problem::pointer)
        .containsExactlyInAnyOrder(
            "/definition/rows/0/rule/tag",
            "/definition/rows/1/value",
            "/definition/rows/2/rule",
            "/definition/rows/3/rule",
            "/definition/rows/3/colour",
            "/definition/otherwise");
  }

  @Test
  void reportsWhatTheOtherKindsCannotBe() {
    assertThat(
            problems(
                """
                {"key":"k","type":"number","definition":{"preference":{"event":"purchase",
                 "property":"product","sum":"amuont","where":[{"property":"amount","gte":"x"}]}}}
                """))
        .extracting(Problem::pointer)
        .containsExactlyInAnyOrder(
            "/definition/preference/property",
            "/definition/preference/sum",
            "/definition/preference/where/0/gte");
    assertThat(
            problems(
                """
                {"key":"k","type":"enum","definition":{"sequence":[{"event":"purchas"}]}}
                """))
        .extracting(Problem::pointer)
        .containsExactlyInAnyOrder(
            "/definition/sequence",
            "/definition/sequence",
            "/definition/sequence/0/event",
            "/definition/within");
    assertThat(
            problems(
                """
                {"key":"k","type":"enum","definition":{"rfm":{"event":"purchase",
                 "amount":"product"},"gives":"scores"}}
                """))
        .extracting(Problem::message)
        .containsExactlyInAnyOrder(
            "RFM does not give 'scores'. Did you mean 'score'?",
            "needs a number, but 'product' holds TEXT");
    assertThat(
            problems(
                "{\"key\":\"k\",\"type\":\"enum\",\"definition\":{\"sql\":\"DROP\",\"every\":\"1y\"}}"))
        .extracting(Problem::pointer)
        .containsExactlyInAnyOrder("/definition/sql", "/definition/every");
  }

  @Test
  void knowsWhatARuleTableFollowsFrom() throws JsonProcessingException {
    Condition condition =
        Condition.of(
            MAPPER.readTree(
                """
                {"and":[{"tag":"aum","gte":1},{"not":{"trait":"city","is_set":true}},
                 {"event":"login","within":"1h"},
                 {"sequence":[{"event":"view"},{"event":"purchase"}],"within":"7d"}]}
                """));
    assertThat(condition.uses().tags()).containsExactly("aum");
    assertThat(condition.uses().traits()).containsExactly("city");
    assertThat(condition.uses().events()).containsExactlyInAnyOrder("login", "view", "purchase");
    // An hour in 500 parts; the time between the steps of a sequence is no window.
    assertThat(condition.uses().again()).contains(java.time.Duration.ofMillis(7_200));
  }

  private static List<Problem> problems(String json) {
    return catchThrowableOfType(
            InvalidInput.class, () -> TagJson.parse(MAPPER.readTree(json), NAMES, LANGUAGE))
        .problems();
  }
}
