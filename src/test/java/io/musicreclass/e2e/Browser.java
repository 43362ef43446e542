package io.musicreclass.e2e;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ScreenshotScale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Debian's Chromium, driven by Playwright, with axe-core to check accessibility. */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path NODE = Path.of("/usr/bin/node");
  private static final Path DRIVER = Path.of(System.getProperty("playwright.cli.dir", ""));
  private static final Path AXE = Path.of(System.getProperty("axe.dir", ""), "package/axe.min.js");

  /** Folder for screenshots; empty: none are taken. */
  private static final String PICTURES = System.getProperty("screenshots", "");

  private static final List<String> QUIET =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;
  private final List<String> errors = new ArrayList<>();

  private Browser() {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        NODE.toString(),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));
    browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setArgs(QUIET));
  }

  /** Starts it; skips the calling test, with a line, if something is missing. */
  static Browser start() {
    for (Path part : List.of(CHROMIUM, NODE, DRIVER.resolve("package/cli.js"), AXE)) {
      if (!Files.exists(part)) {
        System.out.println("SKIPPED: a browser test needs " + part + " (./test downloads it)");
        Assumptions.abort(part + " is missing");
      }
    }
    return new Browser();
  }

  /** A new window of a British browser; errors of its page are recorded. */
  Page page(ColorScheme scheme, int width, int height) {
    return page("en-GB", scheme, width, height);
  }

  /** A new window of a browser with this language. */
  Page page(String language, ColorScheme scheme, int width, int height) {
    Page page =
        browser.newPage(
            new com.microsoft.playwright.Browser.NewPageOptions()
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setLocale(language)
                .setDeviceScaleFactor(1.5)
                .setViewportSize(width, height));
    page.onPageError(errors::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            errors.add(message.text() + " " + message.location());
          }
        });
    page.setDefaultTimeout(60_000);
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    return page;
  }

  /** Errors of pages: script errors, violations of the content policy, 404s. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  /** Fails if axe finds a serious problem. */
  static void assertUsable(Page page, String view) throws IOException {
    page.evaluate(Files.readString(AXE));
    Object found =
        page.evaluate(
            "async () => (await axe.run()).violations"
                + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                + ".map(v => v.id + ': ' + v.nodes.map(n => n.target + ' ' + n.failureSummary))");
    Assertions.assertThat((List<?>) found).as("axe on " + view).isEmpty();
  }

  /** Fails if a control cannot be reached with the Tab key, or shows no focus. */
  static void assertReachable(Page page, String view) {
    int controls =
        (int)
            page.evaluate(
                "() => { document.querySelectorAll("
                    + "'a[href], button:enabled, input, select, textarea, summary')"
                    + ".forEach(c => c.checkVisibility() && c.classList.add('unreached'));"
                    + " return document.querySelectorAll('.unreached').length; }");
    for (int i = 0; i <= controls; i++) { // once around, from wherever the focus is
      page.keyboard().press("Tab");
      page.evaluate(
          "() => { const c = document.activeElement; const seen = [c, c.closest('label') ?? c]"
              + ".some(e => getComputedStyle(e).outlineStyle !== 'none');"
              + " if (seen) c.classList.remove('unreached'); }");
    }
    Object missed =
        page.evaluate("[...document.querySelectorAll('.unreached')].map(c => c.outerHTML)");
    Assertions.assertThat((List<?>) missed).as("not reached by Tab on " + view).isEmpty();
  }

  /** Drops a file onto the page. */
  static void drop(Page page, Path file) throws IOException {
    Map<String, String> dropped =
        Map.of(
            "name", file.getFileName().toString(),
            "bytes", java.util.Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
    page.evaluate(
        "dropped => { const bytes = Uint8Array.from(atob(dropped.bytes), c => c.charCodeAt(0));"
            + " const data = new DataTransfer(); data.items.add(new File([bytes], dropped.name));"
            + " for (const type of ['dragenter', 'dragover', 'drop'])"
            + " document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data,"
            + " bubbles: true, cancelable: true })); }",
        dropped);
  }

  /** Takes a screenshot into the folder named by the system property screenshots. */
  static void picture(Page page, String name) {
    if (!PICTURES.isEmpty()) {
      page.mouse().move(0, 0);
      page.evaluate("document.activeElement.blur(); scrollTo(0, 0)");
      page.screenshot(
          new Page.ScreenshotOptions()
              .setScale(ScreenshotScale.CSS)
              .setPath(Path.of(PICTURES).resolve(name + ".png")));
    }
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
