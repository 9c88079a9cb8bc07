package io.onelift.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.onelift.browser.Console.named;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.onelift.app.Product;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody does with the cockpit, alerts and causes in the console. */
class ReportsConsoleTest {
  @RegisterExtension static final Console console = new Console();

  @BeforeAll
  static void load() {
    Assertions.assertNotNull(Product.withBank());
  }

  @Test
  void theCockpitShowsHealthAndTakesGoals() {
    Page page = console.signedIn("zh-CN");
    named(page, AriaRole.LINK, "驾驶舱").click();
    Locator health = named(page, AriaRole.REGION, "客户健康度");
    assertThat(health).containsText("留存率");
    assertThat(health).containsText("上一个等长周期活跃的客户中，本期仍然活跃的比例");
    assertThat(named(page, AriaRole.TABLE, "资源位效率").getByRole(AriaRole.ROW).nth(1)).isVisible();
    assertThat(named(page, AriaRole.REGION, "基础漏斗").getByRole(AriaRole.LISTITEM)).hasCount(3);
    assertThat(named(page, AriaRole.REGION, "策略效率")).containsText("%");

    named(page, AriaRole.BUTTON, "新建目标").first().click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("名称").fill("本月登录");
    dialog.getByLabel("标识").fill("clicked_goal");
    dialog.getByLabel("指标").selectOption("logins");
    dialog.getByLabel("目标值").fill("10万");
    named(dialog, AriaRole.BUTTON, "创建").click();
    Locator goals = named(page, AriaRole.REGION, "目标");
    assertThat(goals).containsText("本月登录");
    assertThat(goals).containsText("目标 10万");
    named(goals, AriaRole.BUTTON, "删除目标").first().click();
    assertThat(goals).not().containsText("本月登录");
  }

  @Test
  void anAlertShowsWhatItWouldHaveFiredOnBeforeItIsSaved() {
    Page page = console.signedIn("zh-CN");
    named(page, AriaRole.LINK, "预警").click();
    named(page, AriaRole.BUTTON, "新建预警").first().click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("名称").fill("登录异常");
    dialog.getByLabel("标识").fill("clicked_alert");
    dialog.getByLabel("指标").selectOption("logins");
    assertThat(dialog.getByText(Pattern.compile("这段时间会触发 \\d+ 次"))).isVisible();
    named(dialog, AriaRole.BUTTON, "开始监控").click();
    Locator table = named(page, AriaRole.TABLE, "预警");
    assertThat(table).containsText("登录异常");
    named(table, AriaRole.BUTTON, "停用").click();
    assertThat(table).containsText("已停用");
    named(table, AriaRole.BUTTON, "删除预警").click();
    assertThat(page.getByText("还没有监控的指标")).isVisible();
  }

  @Test
  void aChangeIsExplained() {
    Page page = console.signedIn("zh-CN");
    named(page, AriaRole.LINK, "变化归因").click();
    page.getByLabel("指标", new Page.GetByLabelOptions().setExact(true))
        .selectOption("conversion_rate");
    named(page, AriaRole.BUTTON, "归因").click();
    assertThat(named(page, AriaRole.TABLE, "按公式").getByRole(AriaRole.ROW)).hasCount(3);
    assertThat(named(page, AriaRole.TABLE, "按维度").getByRole(AriaRole.ROW).nth(1)).isVisible();
  }

  @Test
  void aMetricTreeTellsWhatEachPartAdds() {
    Page page = console.signedIn("zh-CN");
    named(page, AriaRole.LINK, "变化归因").click();
    named(page, AriaRole.BUTTON, "新建指标树").first().click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("名称").fill("点出来的树");
    dialog.getByLabel("标识").fill("clicked_tree");
    dialog.getByLabel("顶层指标").selectOption("click_rate");
    dialog.getByLabel("关系").selectOption("quotient");
    dialog.getByLabel("添加部分").selectOption("clicks");
    dialog.getByLabel("添加部分").selectOption("exposures");
    named(dialog, AriaRole.BUTTON, "创建").click();
    Locator tree = named(page, AriaRole.TABLE, "点出来的树");
    assertThat(tree.getByRole(AriaRole.ROW)).hasCount(4);
    assertThat(tree).containsText("个百分点");
    named(page, AriaRole.BUTTON, "删除指标树").click();
    assertThat(tree).hasCount(0);
  }
}
