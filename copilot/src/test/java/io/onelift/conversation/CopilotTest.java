package io.onelift.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.answer.Chart;
import io.onelift.evaluation.BankModel;
import io.onelift.evaluation.Understanding;
import io.onelift.execute.QueryResult;
import io.onelift.ir.MetricQuery;
import io.onelift.parsing.OfflineParser;
import io.onelift.resolve.Access;
import io.onelift.semantic.SemanticModel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopilotTest {
  private static final Access ANALYST = new Access("anna", false);

  @TempDir static Path directory;
  private static SemanticModel model;

  private final List<MetricQuery> ran = new ArrayList<>();

  @BeforeAll
  static void loadModel() {
    model = BankModel.load(directory);
  }

  @Test
  void answersInTheLanguageOfTheQuestionWithKeyFiguresRangeAndBasis() {
    Copilot copilot =
        copilot(List.of(List.of("上海", 203L), List.of("北京", 180L), List.of("杭州", 12_345L)));
    Reply zh = ask(copilot, "最近30天各城市的新增客户数");
    assertThat(zh.kind()).isEqualTo(Reply.Kind.ANSWER);
    assertThat(zh.language()).isEqualTo("zh");
    assertThat(zh.text())
        .contains("最近30天（2026-10-26 至 2026-11-24）")
        .contains("杭州 12,345、上海 203、北京 180")
        .contains("合计 12,728")
        .contains("口径：在时间范围内注册的客户数");
    Reply en = ask(copilot, "new customers by city in the last 30 days");
    assertThat(en.language()).isEqualTo("en");
    assertThat(en.text())
        .contains("the last 30 days (2026-10-26 to 2026-11-24)")
        .contains("highest Hangzhou 12,345")
        .contains("registration falls into the range");
    assertThat(zh.chart().map(Chart::type)).contains(Chart.Type.BAR);
    assertThat(zh.plan().orElseThrow().textEn()).startsWith("new customers; by city");
    assertThat(zh.lineage()).extracting(l -> l.kind()).contains("metric", "dimension", "range");
  }

  @Test
  void writesRatesAndMoneyAsPeopleReadThem() {
    assertThat(ask(copilot(List.of(List.of(0.03214))), "上周的转化率").text()).contains("3.21%");
    assertThat(ask(copilot(List.of(List.of(1.2345678e8))), "总AUM").text()).contains("1.23亿元");
    assertThat(ask(copilot(List.of(List.of(1.2345678e8))), "total AUM").text())
        .contains("CNY 123.46 million");
  }

  @Test
  void saysThatThereIsNoDataAndWhyThatMayBe() {
    Reply reply = ask(copilot(List.of(List.of(0L))), "上海昨天的登录次数");
    assertThat(reply.kind()).isEqualTo(Reply.Kind.ANSWER);
    assertThat(reply.text()).contains("没有数据").contains("城市为上海");
  }

  @Test
  void drawsALineOverTimeANumberAloneAndATableOfTwoCategories() {
    assertThat(chart("最近7天每天的登录次数", List.of("2026-11-18", 5L))).isEqualTo(Chart.Type.LINE);
    assertThat(chart("昨天的登录次数", List.of(5L))).isEqualTo(Chart.Type.NUMBER);
    assertThat(chart("各城市各性别的客户数", List.of("上海", "女", 5L))).isEqualTo(Chart.Type.TABLE);
  }

  @Test
  void followsUpInTheSameConversationOnly() {
    Copilot copilot = copilot(List.of(List.of(5L)));
    Reply first = ask(copilot, "上海最近7天的新增客户数");
    Question next = new Question("那北京呢？", Optional.of(first.conversationId()), ANALYST);
    assertThat(copilot.ask(next).kind()).isEqualTo(Reply.Kind.ANSWER);
    assertThat(Understanding.of(ran.getLast()))
        .isEqualTo("new_customers in 2026-11-18..2026-11-24 where city=北京");
    assertThat(ask(copilot, "那北京呢？").kind()).isEqualTo(Reply.Kind.REFUSE);
    Access other = new Access("otto", false);
    Question stolen = new Question("那北京呢？", Optional.of(first.conversationId()), other);
    assertThat(copilot.ask(stolen).kind()).isEqualTo(Reply.Kind.REFUSE);
  }

  @Test
  void refusesInWordsNamesTheUnknownWordAndSuggestsWhatItCanAnswer() {
    Reply reply = ask(copilot(List.of()), "拉萨的新增客户数");
    assertThat(reply.kind()).isEqualTo(Reply.Kind.REFUSE);
    assertThat(reply.text()).contains("“拉萨”");
    assertThat(reply.suggestions()).isNotEmpty();
    assertThat(ran).isEmpty();
  }

  @Test
  void asksBackWithChoicesWhenAWordFitsSeveralElements() {
    Reply reply = ask(copilot(List.of()), "campaign click rate by channel");
    assertThat(reply.kind()).isEqualTo(Reply.Kind.CLARIFY);
    assertThat(reply.choices()).extracting(c -> c.label()).contains("touch channel");
    assertThat(ran).isEmpty();
  }

  @Test
  void refusesAQuestionThatIsTooLongAndOneThatIsEmpty() {
    assertThat(ask(copilot(List.of()), "新".repeat(501)).kind()).isEqualTo(Reply.Kind.REFUSE);
    assertThat(ask(copilot(List.of()), "  ").kind()).isEqualTo(Reply.Kind.REFUSE);
  }

  private Chart.Type chart(String question, List<Object> row) {
    return ask(copilot(List.of(row)), question).chart().orElseThrow().type();
  }

  private static Reply ask(Copilot copilot, String question) {
    return copilot.ask(new Question(question, Optional.empty(), ANALYST));
  }

  private Copilot copilot(List<List<Object>> rows) {
    Clock clock = Clock.fixed(Instant.parse("2026-11-24T02:00:00Z"), ZoneId.of("Asia/Shanghai"));
    return new Copilot(
        () -> model,
        BankModel.values(),
        new OfflineParser(),
        (query, access) -> {
          ran.add(query);
          return new QueryResult(List.of(), rows, false, Duration.ZERO, "SELECT 1");
        },
        clock);
  }
}
