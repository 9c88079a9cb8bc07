package io.onelift.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.onelift.app.Product;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody does with merges in the console. */
class IdentityConsoleTest {
  @RegisterExtension static final Console console = new Console();
  private final Product product = Product.running();

  @Test
  void aMergeIsTakenBackAndBothProfilesHaveTheirOwnEventsAgain() {
    product.post(
        "/v1/batch",
        """
        {"batch":[
          {"type":"track","event":"looked","anonymousId":"unmerge-phone","messageId":"unmerge-1"},
          {"type":"track","event":"paid","userId":"unmerge-user","messageId":"unmerge-2"},
          {"type":"identify","userId":"unmerge-user","anonymousId":"unmerge-phone",
           "messageId":"unmerge-3"}]}
        """);
    JsonNode together = product.get("/api/profiles?id_type=user_id&id=unmerge-user");
    Assertions.assertEquals(3, together.path("recent_events").size());
    Page page = console.signedIn("zh-CN");
    page.navigate("/profiles?id_type=user_id&id=unmerge-user");
    Locator ledger = page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("归并台账"));
    assertThat(ledger).containsText("unmerge-phone");

    named(ledger, "拆分").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("原因").fill("a shared phone");
    named(dialog, "确认拆分").click();

    assertThat(dialog).hasCount(0);
    assertThat(ledger).containsText("已撤销");
    page.navigate("/identity");
    assertThat(ledger).containsText("a shared phone");
    JsonNode phone = product.get("/api/profiles?id_type=anonymous_id&id=unmerge-phone");
    JsonNode user = product.get("/api/profiles?id_type=user_id&id=unmerge-user");
    Assertions.assertNotEquals(phone.path("profile_id"), user.path("profile_id"));
    Assertions.assertEquals("looked", phone.at("/recent_events/0/event").asText());
  }

  @Test
  void theRulesAreShownAndVerifiedByReplay() {
    Page page = console.signedIn("en-US");
    page.navigate("/identity?view=rules");
    assertThat(page.getByLabel("Limit per profile user_id")).hasValue("1");
    page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Verify")).click();

    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Verify by replay"))
        .click();

    assertThat(page.getByText("Identical: the replay gave the same profiles")).isVisible();
  }

  private static Locator named(Locator within, String button) {
    return within.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true));
  }
}
