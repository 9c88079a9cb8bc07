package io.onelift.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.onelift.browser.Console.addCondition;
import static io.onelift.browser.Console.named;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.onelift.app.Product;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody does in the console with the sample bank, by the names that they read. */
class ConsoleStoryTest {
  @RegisterExtension static final Console console = new Console();
  private final Product product = Product.withBank();

  @Test
  void aQuestionIsAnsweredWithChartAndSqlInBothLanguages() {
    Page page = console.signedIn("zh-CN");
    page.navigate("/ask");
    Locator question = named(page, AriaRole.TEXTBOX, "问题");

    question.fill("最近30天各城市的新增客户数");
    question.press("Enter");

    Locator answer = page.getByRole(AriaRole.ARTICLE);
    assertThat(answer).containsText("新增客户数");
    assertThat(answer.getByRole(AriaRole.IMG).locator("svg").first()).isVisible();
    answer.getByText("SQL", new Locator.GetByTextOptions().setExact(true)).click();
    assertThat(answer.locator("pre")).containsText("SELECT");
    named(page, AriaRole.RADIO, "English").click();
    assertThat(answer).containsText("How the question was read");
    assertThat(answer).containsText("new customers; by city");
    assertThat(named(page, AriaRole.LINK, "Audiences")).isVisible();
  }

  @Test
  void anAudienceIsBuiltByClicksAndCountedWhileItGrows() {
    Page page = console.signedIn("zh-CN");
    named(page, AriaRole.LINK, "人群").click();
    page.getByText("新建人群").first().click();

    addCondition(page, "上海", "城市: 上海");
    addCondition(page, "aum", "资产 AUM");
    named(page, AriaRole.TEXTBOX, "资产 AUM: 取值").fill("10万");
    addCondition(page, "登录", "登录");
    addCondition(page, "没做过 购买", "购买");
    Locator bought = named(page, AriaRole.GROUP, "购买");
    bought.getByLabel("按属性筛选").first().click();
    page.locator("[popover] input").fill("product_type");
    named(page, AriaRole.LISTBOX, "按属性筛选").getByRole(AriaRole.OPTION).first().click();
    bought.locator("button.chip", new Locator.LocatorOptions().setHasText("基金")).click();

    JsonNode estimate =
        product.post(
            "/api/audiences/estimate",
            """
            {"rule":{"and":[{"tag":"city","in":["上海"]}, {"tag":"aum","gte":100000},
              {"event":"login","count":{"gte":1},"within":"7d"},
              {"event":"purchase","where":[{"property":"product_type","eq":"fund"}],
               "count":{"eq":0}}]}}
            """);
    assertThat(page.getByTestId("audience-size")).hasText(estimate.path("size").asText());
    named(page, AriaRole.BUTTON, "保存人群").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("名称").fill("点出来的人群");
    dialog.getByLabel("标识").fill("clicked_together");
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("保存")).click();
    assertThat(page).hasURL(Pattern.compile("/audiences/clicked_together$"));
    assertThat(page.getByRole(AriaRole.TABLE).getByRole(AriaRole.LINK).first()).isVisible();
    Assertions.assertEquals(
        estimate.path("size").asLong(),
        product.get("/api/audiences/clicked_together").path("size").asLong());
  }

  @Test
  void aProfileIsFoundByItsIdentifier() {
    JsonNode somebody = product.get("/api/profiles/sample").path("profiles").path(0);
    JsonNode identifier = somebody.path("identifiers").path(0);
    Page page = console.signedIn("zh-CN");
    page.navigate("/profiles");

    named(page, AriaRole.COMBOBOX, "标识类型").selectOption(identifier.path("type").asText());
    named(page, AriaRole.TEXTBOX, "标识值").fill(identifier.path("value").asText());
    named(page, AriaRole.BUTTON, "查找").click();

    assertThat(page.getByText("行为时间线").first()).isVisible();
    assertThat(page.locator("main")).containsText(identifier.path("value").asText());
    assertThat(page.locator("main")).containsText(somebody.at("/traits/city").asText());
    named(page, AriaRole.TEXTBOX, "标识值").fill("nobody-has-this");
    named(page, AriaRole.BUTTON, "查找").click();
    assertThat(page.getByText("没有客户使用该标识")).isVisible();
  }

  @Test
  void aDecisionCanBeTried() {
    Page page = console.signedIn("en-US");
    page.navigate("/placements/fund_banner");

    named(page, AriaRole.BUTTON, "Decide").click();

    assertThat(page.locator("ol.decision > li")).hasCount(4);
    assertThat(page.locator("ol.decision")).containsText("propensity");
    named(page, AriaRole.TEXTBOX, "Identifier").fill("nobody-has-this");
    named(page, AriaRole.BUTTON, "Decide").click();
    assertThat(page.locator("ol.decision > li")).hasCount(1);
  }

  @Test
  void anExperimentsReportShowsIntervals() {
    Page page = console.signedIn("zh-CN");
    page.navigate("/experiments");
    page.getByText("基金横幅文案").first().click();

    assertThat(page.getByText("分流正常")).isVisible();
    Locator differences = named(page, AriaRole.TABLE, "转化");
    assertThat(differences).containsText("个百分点");
    assertThat(differences.getByRole(AriaRole.IMG).first())
        .hasAccessibleName(Pattern.compile("区间 .+ 至 .+"));
  }

  @Test
  void aFileIsUploadedAndItsProgressGoesToDone() {
    Page page = console.signedIn("zh-CN");
    page.navigate("/imports");
    StringBuilder csv = new StringBuilder("branch,target\n");
    for (int i = 0; i < 500; i++) {
      csv.append('B').append(i).append(',').append(i).append('\n');
    }

    page.locator("input[type=file]")
        .setInputFiles(
            new FilePayload(
                "branch_targets.csv", "text/csv", csv.toString().getBytes(StandardCharsets.UTF_8)));
    named(page, AriaRole.RADIO, "数据表").click();
    Locator columns = named(page, AriaRole.TABLE, "文件的列");
    assertThat(columns.getByRole(AriaRole.ROW)).hasCount(3);
    assertThat(columns).containsText("数字");
    assertThat(page.getByLabel("编码")).containsText("UTF-8（自动识别）");
    page.getByLabel("分隔符").selectOption(";");
    assertThat(columns.getByRole(AriaRole.ROW)).hasCount(2);
    page.getByLabel("分隔符").selectOption("");
    assertThat(columns.getByRole(AriaRole.ROW)).hasCount(3);
    assertThat(page.getByLabel("branch", new Page.GetByLabelOptions().setExact(true))).isChecked();

    named(page, AriaRole.BUTTON, "试运行").click();
    Locator jobs = named(page, AriaRole.TABLE, "导入任务");
    Locator dry =
        jobs.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("试运行"));
    assertThat(dry).containsText("已完成");
    dry.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("正式导入")).click();

    Locator job =
        jobs.getByRole(AriaRole.ROW)
            .filter(new Locator.FilterOptions().setHasText("branch_targets"))
            .filter(new Locator.FilterOptions().setHasNotText("试运行"));
    assertThat(job).containsText("已完成");
    assertThat(job).containsText("500");
  }

  @Test
  void sqlRunsAndAWrongNameIsExplained() {
    Page page = console.signedIn("zh-CN");
    page.navigate("/sql");
    Locator editor = named(page, AriaRole.TEXTBOX, "SQL 编辑器");

    editor.fill("SELECT event, count(*) AS n FROM events GROUP BY event ORDER BY n DESC");
    named(page, AriaRole.BUTTON, "运行").click();
    assertThat(named(page, AriaRole.TABLE, "结果")).containsText("login");
    editor.fill("SELECT count(*) FROM evnts");
    editor.press("Control+Enter");

    assertThat(page.getByText("evnts").last()).isVisible();
    assertThat(page.locator("main")).containsText("events'?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh-CN", "en-US"})
  void everyPageOpensWithoutAnError(String language) {
    Page page = console.signedIn(language);
    List<String> errors = new ArrayList<>();
    page.onPageError(errors::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            errors.add(page.url() + ": " + message.text());
          }
        });
    page.onResponse(
        response -> {
          if (response.status() >= 400) {
            errors.add(response.status() + " " + response.url());
          }
        });
    Locator links = page.locator("aside nav").getByRole(AriaRole.LINK);

    assertThat(links).hasCount(21);
    for (Locator link : links.all()) {
      link.click();
      assertThat(link).hasAttribute("aria-current", "page");
      assertThat(page.locator("main h1")).isVisible();
      assertThat(page.locator("main .skeleton")).hasCount(0);
    }

    Assertions.assertEquals(List.of(), errors);
  }
}
