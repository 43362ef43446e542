package io.musicreclass.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library view in a real browser, with the real daemon. */
class LibraryViewIT {
  @TempDir private Path folder;

  @Test
  void sortingIsShownAppliedAndUndoneAndTheListDownloaded() throws Exception {
    Path music = Files.createDirectories(folder.resolve("music"));
    Path song = Songs.write(music.resolve("song.wav"), 1, 5);
    Path away = folder.resolve("away");
    try (Browser browser = Browser.start();
        Reclass reclass =
            Reclass.in(folder)
                .set("RECLASS_MQTT_URL", "tcp://127.0.0.1:1")
                .set("RECLASS_LIBRARY_PATHS", music + "," + away)
                .set("RECLASS_AFTER_ACTION", "move")
                .set("RECLASS_AFTER_ONLY_SURE", "false") // synthetic songs are never sure
                .set("RECLASS_AFTER_PATH", folder.resolve("sorted") + "/{genre}/{file}")
                .set("RECLASS_PLAYLISTS_PATH", folder.resolve("lists").toString())) {
      reclass.start();
      reclass.await(
          "the song is classified",
          () -> reclass.get("/api/tracks?state=done").contains("song.wav"));
      Page page = browser.page(ColorScheme.LIGHT, 1280, 860);
      page.navigate("http://127.0.0.1:" + reclass.port() + "/#library");
      assertThat(page.getByText("1 of 1 song classified")).isVisible();
      assertThat(page.getByText("offline")).isVisible();
      page.getByLabel("Apply to").selectOption("library");
      button(page, "Show what would change").click();
      assertThat(page.getByText("1 file would be changed.")).isVisible();
      assertThat(page.locator(".tree")).containsText("song.wav");
      assertThat(song).exists();
      Browser.assertUsable(page, "library");
      Browser.picture(page, "light-library");
      button(page, "Apply").click();
      assertThat(page.getByText("1 file changed.")).isVisible();
      assertThat(song).doesNotExist();
      page.reload(); // earlier changes are offered after any time
      page.getByText("Earlier changes").click();
      assertThat(page.locator(".batches li")).containsText("1 file");
      Browser.assertUsable(page, "earlier changes");
      page.getByText("Undo batch").click();
      assertThat(page.getByText("1 file restored.")).isVisible();
      assertThat(song).exists();
      reclass.await("playlists are written", () -> Files.exists(folder.resolve("lists")));
      page.navigate("http://127.0.0.1:" + reclass.port() + "/#history?q=song");
      Download download = page.waitForDownload(() -> button(page, "Save as CSV").click());
      assertThat(Files.readString(download.path())).contains("id,path,state", song.toString());
      Page phone = browser.page(ColorScheme.DARK, 360, 800);
      phone.navigate("http://127.0.0.1:" + reclass.port() + "/#library");
      assertThat(phone.getByText("1 of 1 song classified")).isVisible();
      Browser.assertUsable(phone, "library on a phone");
      assertThat((Boolean) phone.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .isTrue();
      assertThat(browser.errors()).isEmpty();
    }
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }
}
