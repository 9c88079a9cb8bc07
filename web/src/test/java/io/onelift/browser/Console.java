package io.onelift.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.onelift.app.Product;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The console in a real browser, open for all tests of a class; they are skipped, saying what to
 * install, where there is none.
 */
final class Console implements BeforeAllCallback, AfterAllCallback {
  /** Milliseconds. Slow machines run these tests, too; nothing waits this long on a quick one. */
  private static final int PATIENCE = 60_000;

  private static final List<String> PLACES =
      List.of(
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome",
          "/opt/google/chrome/chrome",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          "/Applications/Chromium.app/Contents/MacOS/Chromium");
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private Playwright playwright;
  private Browser browser;

  @Override
  public void beforeAll(ExtensionContext context) {
    Optional<Path> chromium =
        Stream.concat(Stream.of(System.getenv("CHROMIUM")), PLACES.stream())
            .filter(Objects::nonNull)
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(
        chromium.isPresent(),
        "No Chromium was found. Install it (for example: apt-get install chromium) or name one in"
            + " CHROMIUM, so that the browser tests run.");
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions().setExecutablePath(chromium.get()).setArgs(FLAGS));
  }

  /** A page of somebody who has not signed in yet, in a language such as {@code en-US}. */
  Page page(String language) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setBaseURL(Product.running().address())
                .setLocale(language)
                .setViewportSize(1280, 800));
    context.setDefaultTimeout(PATIENCE);
    return context.newPage();
  }

  /** A page of somebody who has signed in by a link. */
  Page signedIn(String language) {
    Page page = page(language);
    page.navigate("/?code=" + Product.running().link());
    PlaywrightAssertions.assertThat(page.locator("nav").first()).isVisible();
    return page;
  }

  /** What has this role and exactly this name. */
  static Locator named(Page page, AriaRole role, String name) {
    return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** The same, within a part of a page. */
  static Locator named(Locator part, AriaRole role, String name) {
    return part.getByRole(role, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  /**
   * Adds the condition that a search finds first, through the last button that does so.
   *
   * @param label how its option begins; a count or a category stands behind
   */
  static void addCondition(Page page, String search, String label) {
    named(page, AriaRole.BUTTON, "添加条件").last().click();
    named(page, AriaRole.COMBOBOX, "标签、取值、事件、人群…").fill(search);
    Locator first = named(page, AriaRole.LISTBOX, "添加条件").getByRole(AriaRole.OPTION).first();
    PlaywrightAssertions.assertThat(first).containsText(label);
    first.click();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (playwright != null) {
      // Ends the browser too.
      playwright.close();
    }
  }
}
