package io.musicreclass.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads, keys and targets of the page, on a phone. */
class PageDetailsIT {
  @TempDir private Path folder;

  @Test
  void uploadsAreFollowedToTheirVerdictAndIgnoredNamesAreRefusedAtOnce() throws Exception {
    Path cover = Files.writeString(folder.resolve("cover.jpg"), "a picture");
    Path song = Songs.write(folder.resolve("Harbour Lights.wav"), 3, 8);
    try (Browser browser = Browser.start();
        Reclass reclass = Reclass.in(folder).set("RECLASS_MQTT_URL", "tcp://127.0.0.1:9").start()) {
      Page page = browser.page(ColorScheme.LIGHT, 390, 844);
      page.navigate("http://127.0.0.1:" + reclass.port() + "/#now");
      assertThat(page.getByText("Drop a song here")).isVisible();

      page.locator("#files").setInputFiles(new Path[] {cover, song});
      Locator uploads = page.locator("#uploads li");
      assertThat(uploads).hasCount(2);
      assertThat(uploads.first()).containsText("Not added: not an audio file (.jpg)");
      assertThat(uploads.last().locator(".genre")).isVisible();
      assertThat(page.locator("#uploads h2")).hasText("Added 1 file");
      try (var files = Files.list(reclass.inbox())) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactly("Harbour Lights.wav");
      }

      theKeysAreListedOnAQuestionMark(page);
      controlsAreLargeEnoughToTouch(page);
      assertThat(browser.errors()).isEmpty();
    }
  }

  private static void theKeysAreListedOnAQuestionMark(Page page) throws Exception {
    page.keyboard().press("?");
    Locator keys = page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Keys"));
    assertThat(keys).containsText("play or pause the song");
    Browser.assertUsable(page, "keys");
    page.keyboard().press("Escape");
    assertThat(keys).hasCount(0);
  }

  private static void controlsAreLargeEnoughToTouch(Page page) {
    for (String view : List.of("settings", "charts", "history")) {
      page.navigate(page.url().replaceAll("#.*", "#" + view));
      page.locator("main :is(button, select, figure)").first().waitFor();
      Object small =
          page.evaluate(
              "() => [...document.querySelectorAll('nav a, button, .button, select, summary')]"
                  + ".filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 43.9)"
                  + ".map(e => e.outerHTML)");
      assertThat((List<?>) small).as("lower than 44 px in " + view).isEmpty();
    }
    page.navigate(page.url().replaceAll("#.*", "#charts"));
    page.locator("figure text").first().waitFor();
    Object least =
        page.evaluate(
            "() => Math.min(...[...document.querySelectorAll('figure svg')].map(s => s.clientWidth"
                + " / 520 * parseFloat(getComputedStyle(s.querySelector('text')).fontSize)))");
    assertThat(((Number) least).doubleValue()).as("chart labels in px").isGreaterThan(12);
  }
}
