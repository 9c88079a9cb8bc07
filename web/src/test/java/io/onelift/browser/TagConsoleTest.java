package io.onelift.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.onelift.browser.Console.addCondition;
import static io.onelift.browser.Console.named;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.onelift.app.Product;
import io.onelift.json.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody does with tags in the console. */
class TagConsoleTest {
  @RegisterExtension static final Console console = new Console();
  private final Product product = Product.withBank();

  @Test
  void aStatisticWithFiltersIsMadeAndItsDefinitionChanged() {
    Page page = form("console_sum", "事件");
    page.getByLabel("事件", exact()).selectOption("purchase");
    page.getByLabel("统计方式").selectOption("sum");
    page.getByLabel("属性", exact()).selectOption("amount");
    filter(page, "只统计符合条件的事件", "product_type");
    page.locator("dialog button.chip", new Page.LocatorOptions().setHasText("基金")).click();
    page.getByLabel("时长", exact()).fill("90");
    save(page, "创建标签");

    assertDefinition(
        "console_sum",
        """
        {"event":"purchase","where":[{"property":"product_type","in":["fund"]}],
         "aggregate":"sum","property":"amount","within":"90d"}
        """);
    JsonNode before = product.await("/api/tags/console_sum", TagConsoleTest::isFresh);

    page.getByPlaceholder("搜索标签").fill("console_sum");
    named(page, AriaRole.BUTTON, "console_sum").click();
    named(page, AriaRole.BUTTON, "编辑").click();
    assertThat(page.getByLabel("统计方式")).hasValue("sum");
    page.getByLabel("统计方式").selectOption("count");
    named(page, AriaRole.BUTTON, "移除筛选").click();
    save(page, "保存修改");

    assertDefinition(
        "console_sum", "{\"event\":\"purchase\",\"aggregate\":\"count\",\"within\":\"90d\"}");
    JsonNode after =
        product.await(
            "/api/tags/console_sum",
            tag ->
                isFresh(tag) && tag.path("profiles").asLong() > before.path("profiles").asLong());
    Assertions.assertEquals(before.path("version").asInt() + 1, after.path("version").asInt());
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("购买 · 次数 · 最近90天");
  }

  @Test
  void aTableOfRulesIsMade() {
    Page page = form("console_rows", "规则");
    addCondition(page, "aum", "资产 AUM");
    named(page, AriaRole.TEXTBOX, "资产 AUM: 取值").fill("10万");
    page.getByLabel("取值为", exact()).fill("gold");
    page.getByLabel("其他情况").fill("basic");
    save(page, "创建标签");

    assertDefinition(
        "console_rows",
        """
        {"rows":[{"rule":{"and":[{"tag":"aum","gte":100000}]},"value":"gold"}],"otherwise":"basic"}
        """);
    JsonNode made = product.await("/api/tags/console_rows", TagConsoleTest::isFresh);
    Assertions.assertEquals(2, made.path("values").size());
  }

  @Test
  void aPreferenceWithAFilterIsMade() {
    Page page = form("console_preference", "偏好");
    page.getByLabel("事件", exact()).selectOption("purchase");
    page.getByLabel("偏好的属性").selectOption("product_type");
    page.getByLabel("按什么比较").selectOption("amount");
    filter(page, "只统计符合条件的事件", "amount");
    named(page, AriaRole.TEXTBOX, label(page) + ": 取值").fill("100");
    save(page, "创建标签");

    assertDefinition(
        "console_preference",
        """
        {"preference":{"event":"purchase","where":[{"property":"amount","gte":100}],
         "property":"product_type","sum":"amount","within":"30d"}}
        """);
  }

  @Test
  void aSequenceWithAFilteredStepIsMade() {
    Page page = form("console_sequence", "行为序列");
    page.getByLabel("第 1 步").selectOption("search");
    page.getByLabel("第 2 步").selectOption("purchase");
    named(page, AriaRole.BUTTON, "按属性筛选").last().click();
    page.locator("[popover] input").fill("product_type");
    page.locator("[popover] input").press("Enter");
    page.locator("dialog button.chip", new Page.LocatorOptions().setHasText("基金")).click();
    save(page, "创建标签");

    assertDefinition(
        "console_sequence",
        """
        {"sequence":[{"event":"search"},
          {"event":"purchase","where":[{"property":"product_type","in":["fund"]}]}],
         "within":"7d","last":"30d"}
        """);
  }

  private static Page form(String key, String kind) {
    Page page = console.signedIn("zh-CN");
    page.navigate("/tags");
    named(page, AriaRole.BUTTON, "新建标签").first().click();
    page.getByLabel("中文名称").fill(key);
    page.getByLabel("标识", exact()).fill(key);
    named(page, AriaRole.RADIO, kind).click();
    return page;
  }

  private static void filter(Page page, String group, String property) {
    named(named(page, AriaRole.GROUP, group), AriaRole.BUTTON, "按属性筛选").click();
    page.locator("[popover] input").fill(property);
    page.locator("[popover] input").press("Enter");
  }

  private static void save(Page page, String button) {
    named(page, AriaRole.BUTTON, button).click();
    assertThat(named(page, AriaRole.BUTTON, button)).hasCount(0);
  }

  private void assertDefinition(String key, String expected) {
    Assertions.assertEquals(
        Json.tree(expected.getBytes(StandardCharsets.UTF_8)),
        product.get("/api/tags/" + key).path("definition"));
  }

  /** What the console calls the property of the only filter. */
  private static String label(Page page) {
    return page.locator("dialog .condition-line.filter .subject").first().textContent();
  }

  private static boolean isFresh(JsonNode tag) {
    return tag.path("state").asText().equals("fresh") && tag.hasNonNull("refreshed_at");
  }

  private static Page.GetByLabelOptions exact() {
    return new Page.GetByLabelOptions().setExact(true);
  }
}
