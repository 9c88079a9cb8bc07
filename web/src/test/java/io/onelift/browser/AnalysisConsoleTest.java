package io.onelift.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.onelift.browser.Console.named;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.onelift.app.Product;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody does with analyses in the console. */
class AnalysisConsoleTest {
  @RegisterExtension static final Console console = new Console();
  private final Product product = Product.withBank();

  @Test
  void aFunnelIsBuiltLookedAtAndItsSurvivorsAreKept() {
    Page page = console.signedIn("zh-CN");
    named(page, AriaRole.LINK, "分析").click();
    named(page, AriaRole.HEADING, "漏斗分析").click();
    assertThat(page).hasURL(Pattern.compile("/analyses/funnel\\?q="));
    Locator steps = named(page, AriaRole.REGION, "步骤");
    Locator chosen = steps.locator(".event-choice");
    choose(page, chosen.nth(0), "登录");
    choose(page, chosen.nth(1), "产品浏览");
    page.getByLabel("时间范围").selectOption("90d");
    // The address follows a moment later; what it says is one place in the history.
    assertThat(page).hasURL(Pattern.compile("90d.*login.*view_product"));

    choose(page, named(steps, AriaRole.BUTTON, "添加步骤"), "购买");
    Locator bars = page.locator(".funnel-bar");
    assertThat(bars).hasCount(3);
    JsonNode answer =
        product.post(
            "/api/analyses/funnel",
            """
            {"range":{"last":"90d"},"window":"7d","steps":[
              {"event":"login"},{"event":"view_product"},{"event":"purchase"}]}
            """);
    String survivors = answer.at("/rows/2/2").asText();
    Assertions.assertNotEquals("0", survivors);
    assertThat(bars.nth(2)).hasAttribute("aria-label", Pattern.compile("3 · 购买 · "));
    assertThat(named(page, AriaRole.TABLE, "漏斗分析").locator("tbody tr").nth(2))
        .containsText(grouped(survivors));

    assertThat(page).hasURL(Pattern.compile("purchase"));
    page.goBack();
    assertThat(bars).hasCount(2);
    page.goForward();
    assertThat(bars).hasCount(3);

    bars.nth(2).click();
    Locator panel = page.getByRole(AriaRole.DIALOG);
    assertThat(panel.locator(".count-number")).hasText(grouped(survivors));
    assertThat(panel.locator(".member-list a").first())
        .hasAttribute("href", Pattern.compile("^/profiles/\\d+$"));
    named(panel, AriaRole.TEXTBOX, "名称").fill("走完漏斗的客户");
    named(panel, AriaRole.BUTTON, "保存人群").click();
    named(panel, AriaRole.LINK, "打开人群").click();

    assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("走完漏斗的客户");
    assertThat(page.getByTestId("audience-size")).hasText(grouped(survivors));
  }

  @Test
  void aFieldSaysWhatIsWrongWithIt() {
    Page page = console.signedIn("zh-CN");
    page.navigate(
        "/analyses/funnel?q={\"steps\":[{\"event\":\"login\"},{\"event\":\"view_prodct\"}]}");

    Locator wrong = named(page, AriaRole.REGION, "步骤").locator(".entry.wrong");
    assertThat(wrong.getByRole(AriaRole.ALERT)).containsText("view_product");
    choose(page, wrong.locator(".event-choice"), "产品浏览");

    assertThat(page.locator(".funnel-bar")).hasCount(2);
    assertThat(page.locator(".entry.wrong")).hasCount(0);
  }

  private static void choose(Page page, Locator button, String event) {
    button.click();
    named(page, AriaRole.COMBOBOX, "查找事件…").fill(event);
    page.getByRole(AriaRole.OPTION).first().click();
  }

  /** As the console groups the digits of a number. */
  private static String grouped(String number) {
    return String.format(Locale.ROOT, "%,d", Long.parseLong(number));
  }
}
