package io.onelift.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.onelift.browser.Console.addCondition;
import static io.onelift.browser.Console.named;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.onelift.app.Product;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody does with audiences in the console, beyond building a plain one. */
class AudienceConsoleTest {
  @RegisterExtension static final Console console = new Console();
  private final Product product = Product.withBank();

  @Test
  void conditionsAreDraggedIntoAGroupAndMovedOutOfItByKeys() {
    Page page = console.signedIn("zh-CN");
    page.navigate("/audiences/new");
    addCondition(page, "上海", "城市: 上海");
    addCondition(page, "登录", "登录");
    named(named(page, AriaRole.GROUP, "登录"), AriaRole.BUTTON, "放入分组").click();
    Locator group = page.locator(".rule-group.nested");
    Locator text = named(page, AriaRole.TEXTBOX, "文本规则");

    named(page, AriaRole.BUTTON, "移动 城市").dragTo(group.locator(".rule-group-foot"));
    assertThat(named(group, AriaRole.GROUP, "城市")).isVisible();
    assertThat(text).hasValue("EVENT('login', WITHIN '7d') OR city = '上海'");
    assertCounted(page, "EVENT('login', WITHIN '7d') OR city = '上海'");

    Locator grip = named(page, AriaRole.BUTTON, "移动 城市");
    grip.press("ArrowUp");
    assertThat(group.locator(".condition").first()).hasAttribute("aria-label", "城市");
    assertThat(grip).isFocused();
    grip.press("ArrowUp");
    assertThat(named(group, AriaRole.GROUP, "城市")).hasCount(0);
    assertThat(grip).isFocused();
    assertCounted(page, "city = '上海' AND EVENT('login', WITHIN '7d')");
    named(page, AriaRole.BUTTON, "撤销").click();
    assertThat(named(group, AriaRole.GROUP, "城市")).isVisible();
  }

  @Test
  void theTextBesideTheBuilderIsTypedAndStaysAsTyped() {
    Page page = console.signedIn("zh-CN");
    page.navigate("/audiences/new");
    addCondition(page, "上海", "城市: 上海");
    Locator text = named(page, AriaRole.TEXTBOX, "文本规则");
    assertThat(text).hasValue("city = '上海'");

    text.fill("age>=40 and not (city in ('北京'))");

    assertThat(named(page, AriaRole.GROUP, "年龄")).isVisible();
    assertThat(named(page, AriaRole.GROUP, "城市")).containsText("排除");
    assertCounted(page, "age >= 40 AND NOT city = '北京'");
    assertThat(text).hasValue("age>=40 and not (city in ('北京'))");
    text.fill("citty = '北京'");
    assertThat(page.locator("main")).containsText("citty");
  }

  private void assertCounted(Page page, String text) {
    String size =
        product
            .post("/api/audiences/estimate", "{\"text\":\"" + text + "\"}")
            .path("size")
            .asText();
    assertThat(page.getByTestId("audience-size")).hasText(size);
    assertThat(page.getByTestId("audience-size")).hasAttribute("aria-busy", "false");
  }

  @Test
  void anInsightShowsWhatTellsTheAudienceApart() {
    Page page = console.signedIn("zh-CN");
    page.navigate("/audiences/sleeping_wealthy");
    Locator telling = named(page, AriaRole.LIST, "最能区分的标签");

    named(telling, AriaRole.BUTTON, "查看存款余额").click();
    assertThat(named(page, AriaRole.TABLE, "存款余额")).containsText("TGI");
    assertThat(named(page, AriaRole.IMG, "存款余额").locator("svg").first()).isVisible();
    page.getByLabel("对比").selectOption("young_douyin");
    assertThat(page.locator("main")).containsText("名成员与抖音来的年轻人对比");
  }

  @Test
  void overlapsAreAMatrixAndAListOfExactParts() {
    Page page = console.signedIn("zh-CN");
    page.navigate("/audiences");
    named(page, AriaRole.LINK, "人群重叠").click();
    assertThat(named(page, AriaRole.BUTTON, "抖音来的年轻人")).isVisible();
    for (Locator choice : page.locator(".overlap-choice").all()) {
      boolean wanted = choice.textContent().matches("沉睡的高资产客户|抖音来的年轻人");
      if (wanted != choice.getAttribute("aria-pressed").equals("true")) {
        choice.click();
      }
    }

    Locator matrix = named(page, AriaRole.TABLE, "两两重叠");
    assertThat(matrix.getByRole(AriaRole.ROW)).hasCount(3);
    JsonNode overlap =
        product.post(
            "/api/audiences/overlap", "{\"audiences\":[\"sleeping_wealthy\",\"young_douyin\"]}");
    assertThat(matrix).containsText(overlap.at("/audiences/0/size").asText());
    assertThat(named(page, AriaRole.TABLE, "恰好属于").locator("tbody tr"))
        .hasCount(overlap.path("intersections").size());
    assertThat(page.locator("main")).containsText("合计 " + overlap.path("union").asText());
  }

  @Test
  void anAudienceIsExpandedToASize() {
    Page page = console.signedIn("en-US");
    page.navigate("/audiences/sleeping_wealthy");
    named(page, AriaRole.BUTTON, "Find similar").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByRole(AriaRole.TEXTBOX).first().fill("50");
    dialog.getByRole(AriaRole.TEXTBOX).last().fill("Wealthy lookalikes");
    dialog.locator(".button.primary").click();

    assertThat(dialog).containsText("Wealthy lookalikes");
    dialog.locator("a.button.primary").click();
    assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("Wealthy lookalikes");
    assertThat(page.getByTestId("audience-size")).hasText("50");
  }

  @Test
  void membersAreExportedToParquetAndKeptByASchedule() throws IOException {
    Page page = console.signedIn("zh-CN");
    page.navigate("/audiences/sleeping_wealthy");
    Locator exports = named(page, AriaRole.REGION, "导出");
    named(exports, AriaRole.BUTTON, "Parquet").click();
    assertThat(exports.getByRole(AriaRole.TABLE)).containsText("已完成");
    Download file = page.waitForDownload(() -> named(exports, AriaRole.LINK, "下载").first().click());
    byte[] bytes = Files.readAllBytes(file.path());
    Assertions.assertEquals("PAR1", new String(Arrays.copyOf(bytes, 4), StandardCharsets.US_ASCII));

    Locator snapshots = named(page, AriaRole.REGION, "快照");
    named(snapshots, AriaRole.BUTTON, "生成快照").click();
    assertThat(snapshots.locator("tbody tr")).hasCount(1);
    named(snapshots, AriaRole.BUTTON, "生成快照").click();
    assertThat(snapshots.locator("tbody tr")).hasCount(2);
    assertThat(named(page, AriaRole.IMG, "规模变化").locator("svg").first()).isVisible();
    snapshots.getByLabel("自动生成").selectOption("daily");
    assertThat(snapshots).containsText("下次");
    Assertions.assertEquals(
        "daily",
        product.get("/api/audiences/sleeping_wealthy/snapshots").at("/schedule/every").asText());
    snapshots.getByLabel("自动生成").selectOption("off");
    assertThat(snapshots).not().containsText("下次");
  }
}
