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
                + "\"aggregate\":\"days_since\"}")) {
      JsonNode json =
          MAPPER.readTree(
              "{\"key\":\"k\",\"names\":{\"zh\":\"甲\",\"en\":\"K\"},\"category\":\"c\","
                  + definition
                  + "}");
      assertThat(TagJson.print(TagJson.parse(json, NAMES))).hasToString(json.toString());
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

  private static List<Problem> problems(String json) {
    return catchThrowableOfType(
            InvalidInput.class, () -> TagJson.parse(MAPPER.readTree(json), NAMES))
        .problems();
  }
}
