package io.musicreclass.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.musicreclass.publish.Mosquitto;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page says when there is nothing yet, very much at once, or something is away. */
class PageStatesIT {
  /** Stands for the daemon's events, so that the test decides how fast they come. */
  private static final String OWN_EVENTS =
      "window.EventSource = class extends EventTarget { constructor() { super(); window.source = this;"
          + " setTimeout(() => this.onopen(), 0); } };"
          + "window.send = (name, data) => window.source.dispatchEvent("
          + "new MessageEvent(name, { data: JSON.stringify(data) }));";

  /** Sends the opening and the verdict of ten songs; counts how often the newest song changes. */
  private static final String TEN_SONGS =
      "() => { window.changes = 0;"
          + " new MutationObserver(r => { window.changes += r.length; }).observe("
          + "document.querySelector('.scan .newest'), { childList: true });"
          + " for (let i = 0; i < 10; i++) { const file = `Song ${i}.mp3`; const path = `/music/${file}`;"
          + " send('opened', { path, file, duration_s: 200 });"
          + " send('verdict', { path, file, id: `sha256:${i}`, genre: 'Jazz', confidence: 0.85,"
          + " sure: true, stage: 1, duration_s: 200, votes: [], ms: { decode: 9, total: 99 } }); } }";

  private static final String STATS =
      "queued => send('stats', { done: 1180, unsure: 100, failed: 15, duplicates: 5, queued,"
          + " per_minute: 96, eta_s: queued / 1.6 })";

  @TempDir private Path folder;

  private static Page open(Browser browser, Reclass reclass, int width) {
    Page page = browser.page(ColorScheme.LIGHT, width, 860);
    page.navigate("http://127.0.0.1:" + reclass.port() + "/");
    return page;
  }

  private static Locator heading(Page page) {
    return page.locator("h1");
  }

  @Test
  void aFirstVisitIsWelcomedAndSetupCanWait() throws Exception {
    try (Browser browser = Browser.start();
        Reclass reclass = Reclass.checkout(folder).start()) {
      Page page = open(browser, reclass, 1280);
      assertThat(heading(page)).hasText("Welcome");
      assertThat(page).hasURL("http://127.0.0.1:" + reclass.port() + "/");
      assertThat(page.locator(".welcome h2")).hasText("Drop a song here");
      assertThat(page.locator(".welcome code")).hasText(reclass.inbox().toString());
      assertThat(page.locator(".models")).containsText("it knows 10 genres: Blues, Classical");
      assertThat(page.getByText("This can wait")).isVisible();
      assertThat(page.locator("main").innerText())
          .doesNotContainIgnoringCase("mqtt")
          .doesNotContainIgnoringCase("broker")
          .doesNotContainIgnoringCase("stage")
          .doesNotContain("gtzan48");
      Browser.assertUsable(page, "welcome");
      Browser.assertReachable(page, "welcome");
      Browser.picture(page, "welcome");
      page.setViewportSize(360, 800);
      assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .isTrue();
      Browser.picture(page, "welcome-phone");

      Browser.drop(page, Songs.write(folder.resolve("Harbour Lights.wav"), 3, 5));
      assertThat(page.locator(".latest li .genre")).hasCount(1);
      assertThat(page.locator(".vote-details h2")).hasText("Harbour Lights");
      assertThat(page.locator(".welcome")).hasCount(0);
      assertThat(page.getByText("This can wait")).isHidden();
      page.navigate(page.url().replaceAll("#.*", "") + "#constructor");
      assertThat(page.locator(".latest li")).hasCount(1);
      assertThat(browser.errors()).isEmpty();
    }
  }

  @Test
  void manySongsAtOnceAreOneCalmSummary() throws Exception {
    Mosquitto.assumeInstalled();
    try (Browser browser = Browser.start();
        Mosquitto mosquitto = Mosquitto.start(folder);
        Reclass reclass = Reclass.in(folder).set("RECLASS_MQTT_URL", mosquitto.url())) {
      SampleLedger.of(reclass, folder);
      Page page = browser.page(ColorScheme.LIGHT, 1280, 860);
      page.addInitScript(OWN_EVENTS);
      page.navigate("http://127.0.0.1:" + reclass.port() + "/");
      assertThat(page.locator(".latest li")).hasCount(8);
      page.evaluate("() => send('health', { state: 'working' })");
      page.evaluate(STATS, 4800);
      assertThat(heading(page)).hasText("Analysing");
      assertThat(page.locator(".scan dd").first()).hasText("96");
      assertThat(page.locator(".scan dd").nth(1)).hasText("about 50 minutes");
      assertThat(page.locator(".scan")).containsText("1\u202f200 of 6\u202f000 songs");
      assertThat(page.locator(".scan-genres li")).hasCount(6);
      assertThat(page.locator(".vote-details")).hasCount(1);

      page.evaluate(TEN_SONGS);
      assertThat(page.locator(".vote-details")).hasCount(0);
      assertThat(page.locator(".scan .newest")).containsText("Song 0");
      assertThat(page.locator(".scan .newest")).containsText("Jazz");
      assertThat(page.evaluate("window.changes")).as("changes within two seconds").isEqualTo(1);
      assertThat(page.locator("#announcements")).not().containsText("Song 9");
      Browser.assertUsable(page, "busy");
      Browser.picture(page, "busy");

      page.evaluate(STATS, 0);
      assertThat(page.locator(".scan")).hasCount(0); // calm again after five seconds
      assertThat(page.locator(".vote-details h2")).hasText("Song 9");
      assertThat(browser.errors()).isEmpty();
    }
  }

  @Test
  void whatIsAwayIsNamedAndThePageContinuesWhenItIsBack() throws Exception {
    Mosquitto.assumeInstalled();
    try (Browser browser = Browser.start();
        Mosquitto mosquitto = Mosquitto.start(folder);
        Reclass reclass = Reclass.in(folder).set("RECLASS_MQTT_URL", mosquitto.url()).start()) {
      Page page = open(browser, reclass, 1280);
      assertThat(heading(page)).hasText("Welcome");
      Browser.drop(page, Songs.write(folder.resolve("Harbour Lights.wav"), 3, 5));
      assertThat(page.locator(".latest li .genre")).hasCount(1);
      assertThat(heading(page)).hasText("Up to date");

      mosquitto.stop();
      assertThat(page.locator("#problems")).containsText("start the broker");
      assertThat(heading(page)).hasText("Needs attention");

      reclass.stop();
      assertThat(page.locator("#state")).hasText("Not responding");
      assertThat(page.locator("#problems")).containsText("Reclass is not responding");
      assertThat(heading(page)).hasText("Not responding");
      assertThat(page.getByText("the last ones known")).isVisible();
      Browser.picture(page, "away");
      page.getByText("Charts", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator("main"))
          .containsText("It opens by itself as soon as Reclass is back");
      assertThat(browser.errors()).anyMatch(e -> e.contains("Failed to load the view charts"));

      reclass.start();
      assertThat(page.locator("figure svg")).hasCount(2);
      assertThat(page.locator("#problems")).not().containsText("Reclass is not responding");
    }
  }
}
