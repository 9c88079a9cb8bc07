package io.onelift.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.onelift.app.Product;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Declaring what may come, and forgetting somebody, in the console. */
class PlanAndErasureStoryTest {
  @RegisterExtension static final Console console = new Console();
  private final Product product = Product.running();

  @Test
  void aPersonIsErasedAfterTheirNumberWasTyped() {
    product.post(
        "/v1/identify",
        """
        {"messageId":"ui-erase-1","userId":"ui-erased","traits":{"hobby":"kites"}}
        """);
    String number = product.get("/api/profiles?id=ui-erased").path("profile_id").asText();
    Page page = console.signedIn("en-US");
    page.navigate("/profiles?id_type=user_id&id=ui-erased");

    named(page, AriaRole.BUTTON, "Erase this person").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    Locator erase =
        dialog.getByRole(
            AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Erase this person"));
    assertThat(erase).isDisabled();
    dialog.getByRole(AriaRole.TEXTBOX).fill(number);
    erase.click();

    assertThat(page.getByRole(AriaRole.TABLE)).containsText(number);
    Assertions.assertEquals(
        404, product.admin("GET", "/api/profiles?id=ui-erased", "").statusCode());
  }

  @Test
  void whatIsNotPlannedStandsOutAndIsDeclaredWithAClick() {
    product.admin(
        "PUT",
        "/api/plan",
        """
        {"events":[{"name":"ui_planned","properties":[]}],"traits":[]}
        """);
    try {
      product.post(
          "/v1/track",
          """
          {"messageId":"ui-plan-1","userId":"ui-plan","event":"ui_stray","properties":{"ui_colour":"red"}}
          """);
      Page page = console.signedIn("en-US");
      page.navigate("/plan");
      Locator stray =
          page.getByRole(AriaRole.LISTITEM)
              .filter(new Locator.FilterOptions().setHasText("ui_stray"));
      assertThat(stray).containsText("Not planned");

      stray.locator("summary").click();
      stray
          .getByRole(
              AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Declare").setExact(true))
          .click();
      named(page, AriaRole.BUTTON, "Save plan").click();

      assertThat(page.getByText("Plan saved as version")).isVisible();
      assertThat(stray).not().containsText("Not planned");
      Assertions.assertTrue(
          product.get("/api/plan").path("events").toString().contains("ui_colour"));
    } finally {
      product.admin("PUT", "/api/plan", "{\"events\":[],\"traits\":[]}");
    }
  }

  private static Locator named(Page page, AriaRole role, String name) {
    return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
  }
}
