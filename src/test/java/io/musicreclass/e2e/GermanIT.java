package io.musicreclass.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a German browser, on the real daemon. */
class GermanIT {
  /** What of the page is a text in English, as a whole or in part, or has a place without value. */
  private static final String ENGLISH =
      """
      async () => {
        const files = await Promise.all(['en', 'de'].map((l) => import(`${document.baseURI.replace(/#.*/, '')}texts-${l}.js`)));
        const all = (texts) => (typeof texts === 'string' ? texts.split(/\\{\\w+\\}/) : Object.values(texts).flatMap(all));
        const [english, german] = files.map((file) => all({ ...file }).map((part) => part.trim()).filter((part) => /\\p{L}{3}/u.test(part)));
        const left = english.filter((part) => !german.some((other) => other.includes(part)));
        const shown = [document.title];
        const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (nodes.nextNode()) shown.push(nodes.currentNode.data.trim());
        for (const name of ['aria-label', 'aria-valuetext', 'title', 'alt', 'placeholder']) {
          for (const element of document.querySelectorAll(`[${name}]`)) shown.push(element.getAttribute(name));
        }
        return shown.filter((text) => /\\{\\w+\\}|undefined|NaN/.test(text)
          || left.some((part) => (part.includes(' ') ? text.includes(part) : text === part)));
      }
      """;

  /**
   * Controls and headings whose text does not fit in, and whether the page is wider than the
   * window.
   */
  private static final String TOO_WIDE =
      """
      () => [...document.querySelectorAll('nav a, button, .button, h1, h2, h3, dt, dd, label, summary, thead th, figcaption')]
        .filter((e) => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline')
        .map((e) => e.outerHTML)
            .concat(document.documentElement.scrollWidth > innerWidth ? ['the page'] : [])
      """;

  @TempDir private Path folder;

  @Test
  void everyViewIsGermanFitsAndIsAccessible() throws Exception {
    try (Browser browser = Browser.start();
        Reclass reclass = Reclass.in(folder).set("RECLASS_MQTT_URL", "tcp://127.0.0.1:9")) {
      SampleLedger sample = SampleLedger.of(reclass, folder);
      String home = "http://127.0.0.1:" + reclass.port() + "/";
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        views(
            browser.page("de-DE", scheme, 1280, 860),
            home,
            sample,
            scheme.name().toLowerCase(Locale.ROOT));
      }
      views(browser.page("de-AT", ColorScheme.LIGHT, 360, 800), home, sample, "phone");
      Page english = browser.page("fr-FR", ColorScheme.LIGHT, 1280, 860);
      english.navigate(home + "#history");
      assertThat(english.locator("h1")).hasText("History");
      assertThat(english.locator("html")).hasAttribute("lang", "en");
      english.navigate(home + "?lang=de#history");
      assertThat(english.locator("h1")).hasText("Verlauf");
      assertThat(browser.errors()).isEmpty();
    }
  }

  @Test
  void aFirstVisitIsWelcomedInGermanAndItsSongFollowed() throws Exception {
    try (Browser browser = Browser.start();
        Reclass reclass = Reclass.checkout(folder).start()) {
      Page page = browser.page("de-DE", ColorScheme.LIGHT, 360, 800);
      page.navigate("http://127.0.0.1:" + reclass.port() + "/");
      assertThat(page.locator("h1")).hasText("Willkommen");
      assertThat(page.locator(".models")).containsText("Hier kennt es 10 Genres: Blues, Classical");
      look(page, "german-welcome");
      Browser.drop(page, Songs.write(folder.resolve("Harbour Lights.wav"), 3, 5));
      assertThat(page.locator("#uploads h2")).hasText("1 Datei hinzugefügt");
      assertThat(page.locator("#uploads .genre")).isVisible();
      look(page, "german-upload");
      assertThat(browser.errors()).isEmpty();
    }
  }

  private static void views(Page page, String home, SampleLedger sample, String name)
      throws Exception {
    page.navigate(home);
    assertThat(page.locator("html")).hasAttribute("lang", "de");
    assertThat(page.locator(".latest li")).hasCount(8);
    look(page, "german-" + name + "-now");
    page.navigate(home + "#history");
    assertThat(page.locator("tbody tr")).hasCount(50);
    assertThat(page.locator("tbody tr .confidence span:not(.bar)").first()).containsText(",");
    look(page, "german-" + name + "-history");
    page.navigate(home + "#history?state=failed");
    assertThat(page.getByText("Alle fehlgeschlagenen wiederholen")).isVisible();
    look(page, "german-" + name + "-failed");
    page.navigate(home + "#review");
    assertThat(page.locator(".review-queue li").first()).isVisible();
    assertThat(page.locator(".lead")).containsText("Songs überprüft.");
    look(page, "german-" + name + "-review");
    page.navigate(home + "#library");
    assertThat(page.getByText("Ordner in der Einrichtung auswählen")).isVisible();
    look(page, "german-" + name + "-library");
    page.navigate(home + "#charts");
    assertThat(page.locator("figure svg")).hasCount(2);
    page.locator("summary").first().click();
    look(page, "german-" + name + "-charts");
    page.navigate(home + "#track/" + sample.analysed());
    page.waitForFunction("() => document.querySelector('.spectrogram img')?.naturalHeight === 128");
    assertThat(page).hasTitle(Pattern.compile("Harbour Lights · Reclass$"));
    look(page, "german-" + name + "-track");
    page.navigate(home + "#setup");
    page.getByLabel("Eingangsordner").waitFor();
    look(page, "german-" + name + "-setup");
    page.navigate(home + "#settings");
    page.getByLabel("Schwelle für „sicher“").fill("0.7");
    assertThat(page.locator(".preview")).containsText("Ergebnissen würden sich ändern");
    look(page, "german-" + name + "-settings");
    page.keyboard().press("?");
    assertThat(page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Tasten")))
        .isVisible();
    look(page, "german-" + name + "-keys");
    page.close();
  }

  private static void look(Page page, String name) throws Exception {
    Browser.picture(page, name);
    assertThat((List<?>) page.evaluate(ENGLISH)).as("English on " + name).isEmpty();
    assertThat((List<?>) page.evaluate(TOO_WIDE)).as("too wide on " + name).isEmpty();
    Browser.assertUsable(page, name);
  }
}
