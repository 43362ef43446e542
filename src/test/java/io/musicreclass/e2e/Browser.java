package io.musicreclass.e2e;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Debian's chromium, driven by Playwright, with axe-core to judge whether all can use a page. */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path NODE = Path.of("/usr/bin/node");
  private static final Path DRIVER = Path.of(System.getProperty("playwright.cli.dir", ""));
  private static final Path AXE = Path.of(System.getProperty("axe.dir", ""), "package/axe.min.js");
  private static final Path PICTURES = Path.of("target", "screenshots");

  private static final List<String> QUIET =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;
  private final List<String> complaints = new ArrayList<>();

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

  /** Starts it; skips the calling test, with a line, where something is missing. */
  static Browser start() {
    for (Path part : List.of(CHROMIUM, NODE, DRIVER.resolve("package/cli.js"), AXE)) {
      if (!Files.exists(part)) {
        System.out.println("SKIPPED: a browser test needs " + part + " (./test brings it)");
        Assumptions.abort(part + " is missing");
      }
    }
    return new Browser();
  }

  /** A new window, which notes every error that its page makes. */
  Page page(ColorScheme scheme, int width, int height) {
    Page page =
        browser.newPage(
            new com.microsoft.playwright.Browser.NewPageOptions()
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setLocale("en-GB")
                .setDeviceScaleFactor(1.5)
                .setViewportSize(width, height));
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text() + " " + message.location());
          }
        });
    page.setDefaultTimeout(60_000);
    return page;
  }

  /** What pages had to complain of: errors of scripts, what the content policy stopped, 404s. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Fails when axe finds something serious. */
  static void assertUsable(Page page, String view) throws IOException {
    page.evaluate(Files.readString(AXE));
    Object found =
        page.evaluate(
            "async () => (await axe.run()).violations"
                + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                + ".map(v => v.id + ': ' + v.nodes.map(n => n.target + ' ' + n.failureSummary))");
    Assertions.assertThat((List<?>) found).as("axe on " + view).isEmpty();
  }

  /** Drops a file onto the page, as a hand would. */
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

  /** A picture of what is seen, into target/screenshots. */
  static void picture(Page page, String name) throws IOException {
    Files.createDirectories(PICTURES);
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
