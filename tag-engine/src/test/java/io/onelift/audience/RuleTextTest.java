package io.onelift.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.onelift.audience.Rule.HasTag;
import io.onelift.audience.Rule.InAudience;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.tag.Predicate;
import io.onelift.tag.Scalar;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotBlank;

class RuleTextTest {
  @Property(tries = 3000)
  void readsBackEveryRuleItPrints(@ForAll("language") Rule rule) {
    Rule sent = RuleJson.parse(RuleJson.print(rule), "/rule", new TestVocabulary());
    String text = RuleText.print(sent);

    assertThat(RuleText.parse(text, "/text", new TestVocabulary())).as(text).isEqualTo(rule);
  }

  @Property
  void readsBackNamesAndTextsOfAnyCharacters(
      @ForAll @NotBlank String name, @ForAll @NotBlank String value) {
    Rule rule = new HasTag(name, new Predicate.In(List.of(Scalar.of(value))));

    assertThat(RuleText.read(RuleText.print(rule))).isEqualTo(rule);
    assertThat(RuleText.read(RuleText.print(new InAudience(name)))).isEqualTo(new InAudience(name));
  }

  @Provide
  Arbitrary<Rule> language() {
    return RandomRules.language();
  }

  @Example
  void saysWhatTheJsonFormSays() {
    same("city IN ('上海', '北京')", "{\"tag\":\"city\",\"in\":[\"上海\",\"北京\"]}");
    same("100000 <= aum < 500000", "{\"tag\":\"aum\",\"gte\":100000,\"lt\":500000}");
    same("TRAIT favourite IS NOT NULL", "{\"trait\":\"favourite\",\"is_set\":true}");
    same(
        "EVENT('purchase', amount >= 1000.25, COUNT >= 3, WITHIN '7d')",
        "{\"event\":\"purchase\",\"where\":[{\"property\":\"amount\",\"gte\":1000.25}],"
            + "\"count\":{\"gte\":3},\"within\":\"7d\"}");
    same(
        "EVENT('purchase', SUM(amount) >= 5000, FROM '2026-10-01', TO '2026-11-01')",
        "{\"event\":\"purchase\",\"sum\":{\"property\":\"amount\",\"gte\":5000},"
            + "\"from\":\"2026-10-01\",\"to\":\"2026-11-01\"}");
    same(
        "SEQUENCE(EVENT('login'), EVENT('purchase', product = 'fund'), WITHIN '30m', LAST '7d')",
        "{\"sequence\":[{\"event\":\"login\"},{\"event\":\"purchase\",\"where\":"
            + "[{\"property\":\"product\",\"eq\":\"fund\"}]}],\"within\":\"30m\",\"last\":\"7d\"}");
    same(
        "AUDIENCE('rich') AND NOT (vip = TRUE)",
        "{\"and\":[{\"audience\":\"rich\"},{\"not\":{\"tag\":\"vip\",\"eq\":true}}]}");
    same("AND(EVENT('login'))", "{\"and\":[{\"event\":\"login\"}]}");
  }

  private static void same(String text, String json) {
    assertThat(RuleText.parse(text, "/text", new TestVocabulary())).isEqualTo(RuleJson.read(json));
    assertThat(RuleText.print(RuleJson.read(json))).isEqualTo(text);
  }

  @Example
  void bindsAsSqlDoes() {
    String a = "vip = TRUE";
    assertThat(RuleText.read("not " + a + " and " + a + " or " + a))
        .isEqualTo(RuleText.read("((NOT (" + a + ")) AND " + a + ") OR " + a));
    assertThat(RuleText.read("aum between 1 and 2 and aum != 3"))
        .isEqualTo(RuleText.read("(1 <= aum <= 2) AND aum <> 3"));
    assertThat(RuleText.read("5 > aum")).isEqualTo(RuleText.read("aum < 5"));
  }

  @Example
  void breaksLongRulesIntoLinesAndReadsThem() {
    Rule rule =
        RuleText.read(
            ("(city = '上海' OR (" + "aum > 1 AND ".repeat(12) + "vip = TRUE)) AND ").repeat(4)
                + "NOT ("
                + "aum > 1 OR ".repeat(12)
                + "aum IS NULL)");
    String text = RuleText.print(rule);

    assertThat(text.lines())
        .hasSizeGreaterThan(20)
        .allSatisfy(l -> assertThat(l).hasSizeLessThan(100));
    assertThat(RuleText.read(text)).isEqualTo(rule);
  }

  @Example
  void saysWhereNamesAndTypesAreWrongAllAtOnce() {
    assertThat(problems("citty = '上海'\n  AND aum >= 'much'\nAND EVENT('purchse', COUNT >= 'x')"))
        .extracting(Problem::message)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("line 1, column 1: ").contains("'city'?"),
            second -> assertThat(second).startsWith("line 2, column 14: ").contains("a number"),
            third -> assertThat(third).startsWith("line 3, column 11: ").contains("'purchase'?"),
            fourth -> assertThat(fourth).startsWith("line 3, column 31: ").contains("a number"));
  }

  @Example
  void saysWhereATextStopsBeingARule() {
    assertThat(message("")).startsWith("line 1, column 1: expected a condition");
    assertThat(message("city =")).startsWith("line 1, column 7: expected a value");
    assertThat(message("city = '上海")).startsWith("line 1, column 8: the quote ' is not closed");
    assertThat(message("city = '上海' AND\nOR vip = TRUE")).startsWith("line 2, column 1: ");
    assertThat(message("city = '上海' vip = TRUE")).startsWith("line 1, column 13: expected AND");
    assertThat(message("(city = '上海'")).contains("expected ')', but here is the end");
    assertThat(message("city ~ 1")).startsWith("line 1, column 6: '~' means nothing");
    assertThat(message("EVENT('login', COUNT > 1, COUNT < 5)")).contains("a second time");
    assertThat(message("aum = 1.2.3")).contains("'1.2.3' is no number");
    assertThat(message("count = 1")).contains("double quotes");
    assertThat(message("1 < aum > 5")).isNotEmpty();
  }

  @Example
  void refusesHugeRulesWithoutOverflow() {
    String one = "aum > 1";
    assertThat(message("(".repeat(100_000))).contains("nested too deep");
    assertThat(message("NOT ".repeat(100) + one)).contains("nested deeper than 64");
    assertThat(message((one + " OR ").repeat(9_999) + one)).contains("more than 2000 nodes");
  }

  private static String message(String text) {
    return problems(text).getFirst().message();
  }

  private static List<Problem> problems(String text) {
    InvalidInput refused =
        catchThrowableOfType(
            InvalidInput.class, () -> RuleText.parse(text, "/text", new TestVocabulary()));
    assertThat(refused.problems()).allMatch(problem -> problem.pointer().equals("/text"));
    return refused.problems();
  }
}
