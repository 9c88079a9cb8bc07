package io.onelift.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.onelift.app.Product;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody does with the ways in and with what could not be taken. */
class SourcesConsoleTest {
  @RegisterExtension static final Console console = new Console();
  private final Product product = Product.running();

  @Test
  void aQuarantinedEventIsCorrectedAndReplayed() {
    product.admin(
        "POST",
        "/v1/batch",
        """
        {"batch":[{"type":"console-trak","event":"mended in the console",
          "userId":"console-quarantine","messageId":"console-quarantine-1"}]}
        """);
    Page page = console.signedIn("zh-CN");
    page.navigate("/sources?view=quarantine");
    page.getByRole(AriaRole.BUTTON)
        .filter(new Locator.FilterOptions().setHasText("'type' must be one of"))
        .click();
    page.getByRole(AriaRole.ROW)
        .filter(new Locator.FilterOptions().setHasText("console-trak"))
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("修正"))
        .click();
    Locator drawer = page.getByRole(AriaRole.DIALOG);
    Locator payload = drawer.getByLabel("内容");
    String sent = payload.inputValue();

    named(drawer, "保存并检查").click();
    assertThat(drawer).containsText("仍不能接受");
    payload.fill(sent.replace("console-trak", "track"));
    named(drawer, "保存并检查").click();
    assertThat(drawer).containsText("现在可以接受");
    named(drawer, "重放").click();

    assertThat(drawer).hasCount(0);
    Assertions.assertEquals(
        "mended in the console",
        product
            .get("/api/profiles?id_type=user_id&id=console-quarantine")
            .at("/recent_events/0/event")
            .asText());
  }

  @Test
  void aWriteKeyIsMadeAndStandsInTheExample() {
    Page page = console.signedIn("en-US");
    page.navigate("/sources");
    Locator example = page.locator("main pre");
    assertThat(example).containsText("YOUR_WRITE_KEY");

    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Create a write key"))
        .click();

    assertThat(example).containsText("-u \"ol_");
    page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Sensors")).click();
    assertThat(example).containsText("/sa?project=");
  }

  @Test
  void aWebhookIsSetAndItsFailureIsSaidInWords() {
    Page page = console.signedIn("en-US");
    page.navigate("/sources?view=connections");
    Locator webhook =
        page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Quarantine webhook"));
    named(webhook, "Set up").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("Address").fill("ftp://nowhere");
    named(dialog, "Save").click();
    assertThat(dialog).containsText("must be such as https://");
    dialog.getByLabel("Address").fill("http://127.0.0.1:1/hook");
    named(dialog, "Save").click();

    assertThat(dialog).hasCount(0);
    assertThat(page.locator("main")).containsText("http://127.0.0.1:1/hook");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send a test")).click();
    assertThat(page.locator(".toast")).containsText("cannot be reached");
    product.admin("DELETE", "/api/ingest/webhook", "");
  }

  private static Locator named(Locator within, String button) {
    return within.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true));
  }
}
