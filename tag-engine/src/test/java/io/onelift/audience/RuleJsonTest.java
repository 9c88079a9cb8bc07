package io.onelift.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RuleJsonTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Property
  void readsBackEveryRuleItPrints(@ForAll("language") Rule rule) {
    JsonNode printed = RuleJson.print(rule);

    assertThat(RuleJson.parse(printed, "/rule", new TestVocabulary())).isEqualTo(rule);
    assertThat(RuleJson.read(printed.toString())).isEqualTo(rule);
  }

  @Provide
  Arbitrary<Rule> language() {
    return RandomRules.language();
  }

  @Example
  void printsTheRulesOfTheContractAsTheyCame() throws JsonProcessingException {
    for (String json :
        List.of(
            "{\"tag\":\"city\",\"in\":[\"上海\"]}",
            "{\"tag\":\"aum\",\"gte\":100000,\"lt\":500000}",
            "{\"trait\":\"favourite\",\"is_set\":true}",
            "{\"event\":\"purchase\",\"where\":[{\"property\":\"amount\",\"gte\":1000.25}],"
                + "\"count\":{\"gte\":3},\"within\":\"7d\"}",
            "{\"event\":\"purchase\",\"sum\":{\"property\":\"amount\",\"gte\":5000},"
                + "\"from\":\"2026-10-01\",\"to\":\"2026-11-01\"}",
            "{\"sequence\":[{\"event\":\"login\"},{\"event\":\"purchase\"}],"
                + "\"within\":\"30m\",\"last\":\"7d\"}",
            "{\"and\":[{\"audience\":\"rich\"},{\"not\":{\"tag\":\"vip\",\"eq\":true}}]}")) {
      JsonNode rule = MAPPER.readTree(json);
      assertThat(RuleJson.print(RuleJson.parse(rule, "", new TestVocabulary())))
          .hasToString(rule.toString());
    }
  }

  @Example
  void takesAnEventAloneAsAtLeastOnce() {
    assertThat(RuleJson.read("{\"event\":\"login\"}"))
        .isEqualTo(RuleJson.read("{\"event\":\"login\",\"count\":{\"gte\":1}}"));
  }

  @Example
  void reportsAllProblemsAtOnceWithTheNearestNames() {
    assertThat(
            problems(
                """
                {"and":[
                  {"tag":"citty","in":["上海"]},
                  {"tag":"city","in":["nowhree"]},
                  {"tag":"aum","gte":"much"},
                  {"event":"purchse","count":{"gte":1}},
                  {"event":"purchase","where":[{"property":"amuont","gt":1}]},
                  {"trait":"favorite","is_set":true},
                  {"audience":"ritch"},
                  {"or":[]},
                  {"tag":"vip","eq":true,"color":1},
                  {"tag":"vip"},
                  {"event":"login","within":"7 days"}
                ]}
                """))
        .extracting(Problem::pointer)
        .containsExactly(
            "/rule/and/0/tag",
            "/rule/and/1/in/0",
            "/rule/and/2/gte",
            "/rule/and/3/event",
            "/rule/and/4/where/0/property",
            "/rule/and/5/trait",
            "/rule/and/6/audience",
            "/rule/and/7/or",
            "/rule/and/8/color",
            "/rule/and/9",
            "/rule/and/10/within");
  }

  @Example
  void proposesTheNearestName() {
    assertThat(problems("{\"tag\":\"citty\",\"in\":[\"上海\"]}"))
        .containsExactly(new Problem("/rule/tag", "there is no tag 'citty'. Did you mean 'city'?"));
    assertThat(problems("{\"tag\":\"city\",\"in\":[\"nowhree\"]}").getFirst().message())
        .contains("Did you mean 'nowhere'?");
  }

  @Example
  void refusesARuleOfTenThousandNodesWithoutOverflow() {
    String wide =
        "{\"or\":[" + "{\"audience\":\"rich\"},".repeat(9_999) + "{\"audience\":\"rich\"}]}";
    String deep = "{\"not\":".repeat(900) + "{\"audience\":\"rich\"}" + "}".repeat(900);

    assertThat(problems(wide))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("more than 2000 nodes"));
    assertThat(problems(deep).getFirst().message()).contains("nested deeper than 64");
    assertThat(problems("{\"and\":[{\"tag\":\"citty\",\"eq\":\"x\"}," + wide + "]}"))
        .extracting(Problem::message)
        .satisfiesExactly(
            first -> assertThat(first).contains("Did you mean 'city'?"),
            second -> assertThat(second).contains("more than 2000 nodes"));
  }

  @Example
  void refusesWhatIsNoRule() {
    assertThat(problems("[]").getFirst().message()).contains("must be an object");
    assertThat(problems("{}").getFirst().message()).contains("is no rule");
    assertThat(problems("{\"and\":[{\"audience\":\"rich\"}],\"or\":[]}").getFirst().message())
        .contains("has and and or");
    assertThat(problems("{\"tag\":\"aum\",\"gte\":1e999}")).isNotEmpty();
  }

  private static List<Problem> problems(String json) {
    return catchThrowableOfType(
            InvalidInput.class,
            () -> RuleJson.parse(MAPPER.readTree(json), "/rule", new TestVocabulary()))
        .problems();
  }
}
