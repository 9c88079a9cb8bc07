package io.onelift.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.onelift.app.Product;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SignInTest {
  @RegisterExtension static final Console console = new Console();
  private final Product product = Product.running();

  @Test
  void thePrintedLinkSignsIn() {
    Page page = console.page("en-US");
    List<String> errors = new ArrayList<>();
    page.onPageError(errors::add);

    page.navigate("/?code=" + product.link());

    shows(page.getByRole(AriaRole.LINK, named("Audiences")).first());
    Assertions.assertEquals(List.of(), errors);
  }

  @Test
  void aKeySignsInAndAWrongOneSaysSo() {
    Page page = console.page("zh-CN");
    page.navigate("/");
    Locator key = page.locator("input[type=password]");

    key.fill("a-wrong-key");
    key.press("Enter");
    shows(page.getByText("密钥").first());
    key.fill(product.adminKey());
    key.press("Enter");

    shows(page.locator("nav").first());
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static void shows(Locator locator) {
    assertThat(locator).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
  }
}
