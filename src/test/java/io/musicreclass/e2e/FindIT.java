package io.musicreclass.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import io.musicreclass.ledger.Synthetic;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.MusicTag;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding songs on the page, in a real browser, with the real daemon and 300 songs. */
class FindIT {
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
  private static final List<String> TITLES =
      List.of("Jóga", "Группа крови", "Velvet Static", "Harbour Lights", "Paper Moon", "Łódź");
  private static final List<String> ARTISTS =
      List.of("Björk", "Кино", "Copper Foxes", "Marla Quint", "Odd Socks Trio");
  private static final List<String> GENRES = List.of("jazz", "blues", "rock");

  @TempDir private Path folder;

  private static Synthetic.Song song(int number) {
    String genre = GENRES.get(number % 3);
    String title = TITLES.get(number % 6) + " " + number;
    String artist = ARTISTS.get(number % 5);
    double confidence = 0.3 + number / 500.0;
    List<MusicTag> tags =
        number % 4 == 0 ? List.of(new MusicTag("happy", MusicTag.Kind.MOOD, 0.4)) : List.of();
    Map<String, Double> genres = Map.of(genre, confidence);
    Verdict.Vote vote =
        new Verdict.Vote("fma", "m", genre, confidence, 1, 5, genres, null, false, tags);
    Verdict.Decided verdict =
        new Verdict.Decided(genre, confidence, confidence >= 0.6, 1, "top1", genres, List.of(vote));
    Path path = Path.of("/music", artist, "Album " + number / 10, "%03d.flac".formatted(number));
    TrackId id = new TrackId("sha256:" + "%064x".formatted(number));
    return new Synthetic.Song(
        new SongFile(path, number, 30_000_000, 1),
        List.of(),
        new ClassifiedTrack(
            id, path, ClassifiedTrack.Origin.LIBRARY, verdict, 200, 1, 2, AT.plusSeconds(number)),
        new SongTags(
            title, artist, "Album " + number / 10, "", number % 2 == 0 ? genre : "Blues", null));
  }

  private static Locator rows(Page page) {
    return page.locator("tbody tr");
  }

  private static Locator sortButton(Page page, String column) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(column).setExact(true));
  }

  @Test
  void songsAreFoundFilteredSortedAndTheAddressAndThePlaceAreKept() throws Exception {
    try (Browser browser = Browser.start();
        Reclass reclass = Reclass.in(folder)) {
      Synthetic.write(reclass.home(), IntStream.rangeClosed(1, 300).mapToObj(FindIT::song));
      reclass.start();
      Page page = browser.page(ColorScheme.LIGHT, 1280, 860);
      String history = "http://127.0.0.1:" + reclass.port() + "/#history";
      page.navigate(history);
      assertThat(rows(page)).hasCount(50);
      searches(page);
      filters(page);
      page.navigate(history);
      comesBackToThePlace(page);
      followsAnArtist(page);
      Browser.assertUsable(page, "history with a chip");
      Browser.picture(page, "light-find");
      Page phone = browser.page(ColorScheme.DARK, 360, 800);
      phone.navigate(history + "?artist=bjork&sort=title&q=a");
      phone.getByLabel("Sort by").waitFor();
      Browser.assertUsable(phone, "history on a phone");
      assertThat((Boolean) phone.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .isTrue();
      Browser.picture(phone, "phone-find");
      assertThat(browser.errors()).allMatch(error -> error.contains("/spectrogram")); // no files
    }
  }

  @Test
  void songsAreReviewedByKeysAndTakenBack() throws Exception {
    try (Browser browser = Browser.start();
        Reclass reclass = Reclass.in(folder)) {
      Synthetic.write(reclass.home(), IntStream.rangeClosed(1, 300).mapToObj(FindIT::song));
      reclass.start();
      Page page = browser.page(ColorScheme.LIGHT, 1280, 860);
      page.navigate("http://127.0.0.1:" + reclass.port() + "/#review");
      Locator songs = page.locator(".review-queue li");
      Locator current = page.locator(".review-queue [aria-current]");
      assertThat(current).containsText("Harbour Lights 3"); // the first whose tag contradicts it
      for (int i = 0; i < 20; i++) {
        String title = current.locator("a").innerText();
        page.keyboard().press(i % 2 == 0 ? "1" : "2");
        assertThat(page.getByRole(AriaRole.STATUS).last()).containsText(title);
      }
      assertThat(page.locator(".lead")).containsText("20 songs reviewed");
      assertThat(page.getByText("Train it")).isVisible();
      assertThat(reclass.get("/api/corrections")).contains("\"Blues\":10", ":10}");
      page.keyboard().press("u");
      assertThat(page.locator(".lead")).containsText("19 songs reviewed");
      page.keyboard().press("j");
      page.keyboard().press("x");
      page.keyboard().press("j");
      page.keyboard().press("x");
      assertThat(songs.locator("input:checked")).hasCount(2);
      page.keyboard().press("1");
      assertThat(page.locator(".lead")).containsText("21 songs reviewed");
      page.keyboard().press("k");
      page.getByText("the whole album").click();
      page.keyboard().press("1");
      assertThat(page.getByText("songs: blues")).isVisible();
      Browser.assertUsable(page, "review");
      Browser.picture(page, "light-review");
      assertThat(browser.errors()).isEmpty();
    }
  }

  private static void searches(Page page) {
    page.getByLabel("Search").fill("joga 36");
    assertThat(rows(page)).hasCount(1);
    page.getByLabel("Search").fill("joga 066.flac");
    assertThat(rows(page)).hasCount(1);
    assertThat(rows(page)).containsText("Jóga 66");
    assertThat(page).hasURL(Pattern.compile("#history\\?q=joga\\+066.flac$"));
    page.getByLabel("Search").fill("Кино 061");
    assertThat(rows(page)).hasCount(1);
    assertThat(rows(page)).containsText("Группа крови 61");
    page.getByLabel("Search").fill("\" OR ( %");
    assertThat(page.getByText("No matching songs.")).isVisible();
    page.getByLabel("Search").fill("");
    assertThat(rows(page)).hasCount(50);
  }

  private static void filters(Page page) {
    page.locator("select[name=genre]").selectOption("jazz");
    page.getByLabel("Mood").selectOption("happy");
    page.getByLabel("Certainty").selectOption("false");
    page.getByLabel("Sort by").selectOption(new SelectOption().setLabel("least certain first"));
    assertThat(rows(page)).hasCount(12); // multiples of 12 below 150
    assertThat(rows(page).first()).containsText("32.4 %");
    Pattern address = Pattern.compile("genre=jazz&mood=happy&sure=false&sort=confidence$");
    assertThat(page).hasURL(address);
    page.reload();
    assertThat(rows(page)).hasCount(12);
    assertThat(rows(page).first()).containsText("32.4 %");
    assertThat(page.getByLabel("Mood")).hasValue("happy");
    assertThat(page).hasURL(address);
  }

  private static void comesBackToThePlace(Page page) {
    assertThat(rows(page)).hasCount(50);
    sortButton(page, "Song").click();
    assertThat(page.locator("th[aria-sort=ascending]")).hasText("Song");
    assertThat(rows(page).first()).containsText("Harbour Lights 105");
    page.getByText("Load more").click();
    assertThat(rows(page)).hasCount(100);
    Locator link = rows(page).nth(79).locator("a").first();
    String title = link.innerText();
    link.scrollIntoViewIfNeeded();
    page.waitForFunction("() => history.state?.history?.y === scrollY && scrollY > 1000");
    int place = ((Number) page.evaluate("Math.round(scrollY)")).intValue();
    link.click();
    assertThat(page.locator("h1")).hasText(title);
    page.goBack();
    assertThat(rows(page)).hasCount(100);
    page.waitForFunction("place => Math.round(scrollY) === place", place);
    assertThat(page).hasURL(Pattern.compile("#history\\?sort=title$"));
    rows(page).nth(79).locator("a").first().click();
    page.getByText("← History").click();
    assertThat(rows(page)).hasCount(100);
    page.waitForFunction("place => Math.round(scrollY) === place", place);
  }

  private static void followsAnArtist(Page page) {
    rows(page).nth(79).locator("small a").first().click();
    assertThat(page.locator(".chip")).containsText("Artist: ");
    assertThat(rows(page)).hasCount(50);
    assertThat(page).hasURL(Pattern.compile("sort=title&artist="));
    page.getByLabel("Genre tag").selectOption("differ");
    assertThat(page).hasURL(Pattern.compile("agreement=differ"));
    assertThat(rows(page)).hasCount(20); // odd numbers of this artist that are not blues
  }
}
