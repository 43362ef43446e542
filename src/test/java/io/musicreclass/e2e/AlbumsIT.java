package io.musicreclass.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.musicreclass.decode.TestAudio;
import io.musicreclass.decode.picture.TestPictures;
import io.musicreclass.ledger.Synthetic;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.awt.Color;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Albums, artists and covers on the real daemon, in a real browser: 70 albums of three songs. */
class AlbumsIT {
  private static final int ALBUMS = 70;
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
  private static final List<String> GENRES = List.of("jazz", "blues", "rock", "classical");
  private static final List<String> ARTISTS =
      List.of("Björk", "Кино", "Copper Foxes", "Marla Quint", "Odd Socks Trio");

  @TempDir private Path folder;

  /** Every other album has a picture in its songs, every fifth one beside them. */
  private static List<Synthetic.Song> songs(Path inbox) throws IOException {
    Path picture = inbox.resolveSibling("picture.jpg");
    Files.write(picture, TestPictures.halves("jpg", 500, 500, new Color(0xd9a441)));
    List<Synthetic.Song> songs = new ArrayList<>();
    for (int number = 0; number < 3 * ALBUMS; number++) {
      int album = number / 3;
      String title = "Album %02d".formatted(album);
      Path in = Files.createDirectories(inbox.resolve(title));
      Path file = in.resolve(number + ".flac");
      float[] tones = TestAudio.tones(8_000, 1, 0.2);
      Map<String, String> cover = album % 2 == 0 ? Map.of("cover", picture.toString()) : Map.of();
      TestAudio.write(file, "flac", "flac", 8_000, 1, tones, cover);
      if (album % 5 == 0) {
        Files.write(in.resolve("cover.png"), TestPictures.halves("png", 90, 90, Color.CYAN));
      }
      songs.add(song(number, file, title, ARTISTS.get(album % 5)));
    }
    return songs;
  }

  private static Synthetic.Song song(int number, Path file, String album, String artist)
      throws IOException {
    String genre = GENRES.get(number % 3 == 2 ? number % 4 : number / 3 % 4);
    Verdict.Decided verdict =
        new Verdict.Decided(genre, 0.8, true, 1, "top1", Map.of(genre, 0.8), List.of());
    TrackId id = new TrackId("sha256:" + "%064x".formatted(number));
    return new Synthetic.Song(
        SongFile.stat(file),
        List.of(),
        new ClassifiedTrack(id, file, ClassifiedTrack.Origin.INBOX, verdict, 200, 1, 2, AT),
        new SongTags("Song " + number, artist, album, "", "", null));
  }

  private static HttpResponse<byte[]> send(Reclass reclass, String path, String... headers)
      throws Exception {
    URI address = URI.create("http://127.0.0.1:" + reclass.port() + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String cover(int number) {
    return "/api/tracks/sha256:" + "%064x".formatted(number) + "/cover";
  }

  @Test
  void albumsAndArtistsHaveCoversAndLeadToTheirSongs() throws Exception {
    try (Browser browser = Browser.start();
        Reclass reclass = Reclass.in(folder)) {
      Synthetic.write(reclass.home(), songs(reclass.inbox()).stream());
      reclass.start();
      covers(reclass);
      Page page = browser.page(ColorScheme.LIGHT, 1280, 860);
      grid(page, "http://127.0.0.1:" + reclass.port() + "/");
      Page dark = browser.page(ColorScheme.DARK, 1280, 860);
      dark.navigate(page.url());
      dark.locator(".albums .cover.loaded").first().waitFor();
      Browser.assertUsable(dark, "albums in the dark");
      Browser.picture(dark, "dark-albums");
      Page phone = browser.page(ColorScheme.LIGHT, 360, 800);
      phone.navigate(page.url());
      phone.locator(".albums .cover.loaded").first().waitFor();
      Browser.assertUsable(phone, "albums on a phone");
      assertThat((Boolean) phone.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .isTrue();
      Browser.picture(phone, "phone-albums");
      assertThat(browser.errors()).isEmpty();
    }
  }

  private static void covers(Reclass reclass) throws Exception {
    HttpResponse<byte[]> embedded = send(reclass, cover(0));
    assertThat(embedded.statusCode()).isEqualTo(200);
    assertThat(embedded.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    assertThat(embedded.headers().firstValue("Cache-Control")).hasValue("private, max-age=3600");
    assertThat(TestPictures.decoded(embedded.body()).getWidth()).isEqualTo(320);
    String tag = embedded.headers().firstValue("ETag").orElseThrow();
    assertThat(send(reclass, cover(1), "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(TestPictures.decoded(send(reclass, cover(15)).body()).getWidth()).isEqualTo(90);
    HttpResponse<byte[]> none = send(reclass, cover(3));
    assertThat(none.statusCode()).isEqualTo(204);
    assertThat(none.body()).isEmpty();
    assertThat(send(reclass, cover(999)).statusCode()).isEqualTo(404);
    assertThat(send(reclass, "/api/tracks/etc/cover").statusCode()).isEqualTo(400);
  }

  private static void grid(Page page, String address) throws Exception {
    page.navigate(address + "#albums");
    Locator albums = page.locator(".albums li");
    albums.nth(59).waitFor();
    assertThat(albums.first()).containsText("Album 00");
    assertThat(albums.first()).containsText("Björk");
    assertThat(albums.first().locator(".cover")).hasClass(Pattern.compile("loaded"));
    assertThat(albums.nth(1).locator(".cover img")).hasCount(0);
    assertThat(albums.first()).containsText("2 of 3");
    assertThat(albums.nth(1)).containsText("all 3 songs");
    Browser.assertUsable(page, "albums");
    Browser.picture(page, "light-albums");
    page.mouse().wheel(0, 20_000); // the second page comes by itself
    assertThat(albums).hasCount(ALBUMS);
    albums.nth(65).locator("a").click();
    assertThat(page.locator("tbody tr")).hasCount(3);
    assertThat(page.locator("tbody")).containsText("Song 195");
    page.goBack();
    assertThat(albums).hasCount(ALBUMS);
    page.getByText("Artists").click();
    assertThat(albums).hasCount(5);
    assertThat(albums.first()).containsText("Björk");
    albums.first().locator("a").click();
    assertThat(page.locator("tbody tr")).hasCount(42);
    page.navigate(address + "#track/sha256:" + "%064x".formatted(0));
    assertThat(page.locator(".song-heading .cover")).hasClass(Pattern.compile("loaded"));
    Browser.assertUsable(page, "a song with a cover");
    Browser.picture(page, "light-song-cover");
    page.navigate(address + "#albums");
    albums.nth(59).waitFor();
  }
}
