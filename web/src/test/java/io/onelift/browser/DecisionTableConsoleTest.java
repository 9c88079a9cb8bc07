package io.onelift.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.onelift.browser.Console.addCondition;
import static io.onelift.browser.Console.named;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.onelift.app.Product;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody does with decision tables in the console. */
class DecisionTableConsoleTest {
  @RegisterExtension static final Console console = new Console();
  private final Product product = Product.withBank();

  @Test
  void aTableIsBuiltOrderedSavedAndAskedWhy() {
    Page page = console.signedIn("zh-CN");
    named(page, AriaRole.LINK, "决策表").click();
    named(page, AriaRole.LINK, "新建决策表").first().click();
    page.getByLabel("名称").fill("点出来的决策表");
    page.getByLabel("标识", new Page.GetByLabelOptions().setExact(true)).fill("clicked_table");
    Locator first = named(page, AriaRole.LISTITEM, "第 1 条");
    Locator second = named(page, AriaRole.LISTITEM, "第 2 条");

    addCondition(page, "上海", "城市: 上海");
    first.getByLabel("权益").fill("fund_index");
    named(page, AriaRole.BUTTON, "添加一条规则").click();
    addCondition(page, "aum", "资产 AUM");
    named(page, AriaRole.TEXTBOX, "资产 AUM: 取值").fill("10万");
    second.getByLabel("触点").fill("call");
    named(second, AriaRole.BUTTON, "上移").click();
    assertThat(first.getByLabel("触点")).hasValue("call");
    second.locator(".grip").first().dragTo(first.locator(".rule-case-head"));
    assertThat(first.getByLabel("权益")).hasValue("fund_index");
    named(page, AriaRole.SWITCH, "也给出结果").click();
    named(page, AriaRole.GROUP, "否则").getByLabel("触点").fill("push");
    named(page, AriaRole.BUTTON, "保存决策表").click();

    assertThat(page).hasURL(Pattern.compile("/decision-tables/clicked_table$"));
    assertThat(first).containsText("城市 是 上海");
    assertThat(second).containsText("资产 AUM ≥ 10万");
    JsonNode sizes = product.get("/api/decision-tables/clicked_table/sizes");
    assertThat(first).containsText(sizes.path("rows").get(0).asText() + " 人");
    Assertions.assertEquals(
        "push",
        product.get("/api/decision-tables/clicked_table").at("/otherwise/touchpoint").asText());

    page.getByLabel("标识值").fill(somebodyRichElsewhere());
    named(page, AriaRole.BUTTON, "判断").click();
    Locator why = named(page, AriaRole.REGION, "原因");
    assertThat(why).containsText("命中第 2 条规则");
    assertThat(why.getByLabel("不成立", new Locator.GetByLabelOptions().setExact(true))).hasCount(1);
    assertThat(why).containsText("电话");
    page.getByLabel("标识值").fill("nobody-has-this");
    named(page, AriaRole.BUTTON, "判断").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("nobody-has-this");

    named(page, AriaRole.BUTTON, "删除").click();
    named(page.getByRole(AriaRole.DIALOG), AriaRole.BUTTON, "删除").click();
    assertThat(page).hasURL(Pattern.compile("/decision-tables$"));
    Assertions.assertEquals(
        404, product.admin("GET", "/api/decision-tables/clicked_table", "").statusCode());
  }

  private String somebodyRichElsewhere() {
    product.post(
        "/api/audiences",
        """
        {"key":"rich_elsewhere","name":"x","text":"aum >= 100000 AND city <> '上海'"}
        """);
    return product
        .get("/api/audiences/rich_elsewhere/members?limit=1")
        .at("/members/0/user_id")
        .asText();
  }
}
