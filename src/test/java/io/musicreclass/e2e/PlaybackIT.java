package io.musicreclass.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.musicreclass.decode.TestAudio;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listening to songs on the real daemon: by hand-written requests, and in a real browser. */
class PlaybackIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int RATE = 22_050;

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private Reclass reclass;

  @BeforeEach
  void setUp() throws IOException {
    reclass = Reclass.in(folder).set("RECLASS_MQTT_URL", "tcp://127.0.0.1:9");
  }

  /** A song that browsers play only as a WAV file. */
  private static Path aiff(Path file, int number, double seconds) {
    return TestAudio.write(file, "aiff", "pcm_s16be", RATE, 1, Songs.samples(number, seconds));
  }

  private String id(String file) {
    String[] id = {""};
    reclass.await(
        file + " has a verdict",
        () -> {
          id[0] = idOrEmpty(file);
          return !id[0].isEmpty();
        });
    return id[0];
  }

  private String idOrEmpty(String file) {
    try {
      JsonNode tracks = JSON.readTree(reclass.get("/api/tracks?state=done")).path("tracks");
      for (JsonNode track : tracks) {
        if (track.path("file").asText().equals(file)) {
          return track.path("id").asText();
        }
      }
      return "";
    } catch (IOException e) {
      return "";
    }
  }

  private HttpResponse<byte[]> send(String method, String id, String... headers)
      throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + reclass.port() + "/api/tracks/" + id);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void aSongIsServedInRangesByItsIdOnly() throws Exception {
    try (Reclass daemon = reclass.start()) {
      Path song = Songs.write(daemon.inbox().resolve("Harbour Lights.wav"), 3, 8);
      byte[] bytes = Files.readAllBytes(song);
      String audio = id("Harbour Lights.wav") + "/audio";

      HttpResponse<byte[]> whole = send("GET", audio);
      assertThat(whole.statusCode()).as(text(whole)).isEqualTo(200);
      assertThat(whole.body()).isEqualTo(bytes);
      assertThat(header(whole, "Content-Type")).isEqualTo("audio/wav");
      assertThat(header(whole, "Accept-Ranges")).isEqualTo("bytes");
      assertThat(header(whole, "Content-Length")).isEqualTo("" + bytes.length);
      assertThat(header(whole, "X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(header(whole, "Content-Security-Policy")).contains("media-src 'self';");

      HttpResponse<byte[]> part = send("GET", audio, "Range", "bytes=1000-1999");
      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, 1000, 2000));
      assertThat(header(part, "Content-Range")).isEqualTo("bytes 1000-1999/" + bytes.length);
      HttpResponse<byte[]> end = send("GET", audio, "Range", "bytes=-100");
      assertThat(end.body()).isEqualTo(Arrays.copyOfRange(bytes, bytes.length - 100, bytes.length));

      HttpResponse<byte[]> behind = send("GET", audio, "Range", "bytes=" + bytes.length + "-");
      assertThat(behind.statusCode()).isEqualTo(416);
      assertThat(header(behind, "Content-Range")).isEqualTo("bytes */" + bytes.length);
      assertThat(send("GET", audio, "Range", "bytes=0-1,5-6").statusCode()).isEqualTo(200);
      String tag = header(whole, "ETag");
      assertThat(send("GET", audio, "Range", "bytes=0-1", "If-Range", tag).statusCode())
          .isEqualTo(206);
      assertThat(send("GET", audio, "Range", "bytes=0-1", "If-Range", "\"old\"").statusCode())
          .isEqualTo(200);

      HttpResponse<byte[]> head = send("HEAD", audio);
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(header(head, "Content-Length")).isEqualTo("" + bytes.length);
      assertThat(header(head, "Content-Type")).isEqualTo("audio/wav");
      assertThat(head.body()).isEmpty();

      assertThat(send("GET", audio + "?format=mp3").statusCode()).isEqualTo(400);
      String unknown = "sha256:" + "0".repeat(64);
      assertThat(send("GET", unknown + "/audio").statusCode()).isEqualTo(404);
      assertThat(send("GET", "etc/audio").statusCode()).isEqualTo(400);
      assertThat(send("GET", "%2Fetc%2Fpasswd/audio").statusCode()).isEqualTo(400);

      Path other = Files.writeString(folder.resolve("other"), "not a song of the ledger");
      Files.delete(song);
      Files.createSymbolicLink(song, other);
      HttpResponse<byte[]> replaced = send("GET", audio);
      assertThat(replaced.statusCode()).as(text(replaced)).isIn(404, 409);
      assertThat(text(replaced)).contains("mend").doesNotContain("not a song");
      String spectrogram = audio.replace("/audio", "/spectrogram.png");
      assertThat(send("GET", spectrogram).statusCode()).isIn(404, 409);
      assertThat(Files.readString(daemon.log())).doesNotContain("\tat ", "ERROR");
    }
  }

  @Test
  void onTheNetworkListeningNeedsTheTokenUnlessItIsOpen() throws Exception {
    reclass.set("QUARKUS_HTTP_HOST", "0.0.0.0");
    try (Reclass daemon = reclass.start()) {
      Songs.write(daemon.inbox().resolve("a.wav"), 3, 4);
      String audio = id("a.wav") + "/audio";
      for (String method : List.of("GET", "HEAD")) {
        assertThat(send(method, audio).statusCode()).isEqualTo(401);
        assertThat(send(method, audio, "Cookie", "reclass_token=x").statusCode()).isEqualTo(401);
      }
      String token = Files.readString(daemon.home().resolve("token")).strip();
      assertThat(send("GET", audio, "Cookie", "reclass_token=" + token).statusCode())
          .isEqualTo(200);
      assertThat(send("GET", audio, "Authorization", "Bearer " + token).statusCode())
          .isEqualTo(200);
      daemon.stop();
      daemon.set("RECLASS_WEB_LISTEN", "open").start();
      assertThat(send("GET", audio).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void twoSongsAreConvertedAtATimeUntilTheirListenersLeave() throws Exception {
    try (Reclass daemon = reclass.start()) {
      aiff(daemon.inbox().resolve("long.aiff"), 5, 900); // 40 MB: more than any buffer
      String audio = id("long.aiff") + "/audio";
      HttpResponse<byte[]> start = send("GET", audio, "Range", "bytes=0-");
      assertThat(start.statusCode()).as(text(start)).isEqualTo(206);
      assertThat(header(start, "Content-Type")).isEqualTo("audio/wav");
      assertThat(start.body()).hasSize(4 << 20);
      assertThat(header(start, "Content-Range"))
          .isEqualTo("bytes 0-4194303/" + (44 + 900 * RATE * 2));

      List<Socket> listeners = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        listeners.add(listener("/api/tracks/" + audio));
      }
      HttpResponse<byte[]> third = send("GET", audio, "Range", "bytes=0-99");
      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(text(third)).contains("being converted");
      assertThat(header(third, "Retry-After")).isNotEmpty();

      listeners.get(0).close();
      daemon.await("a place is free", () -> status(audio) == 206);
      listeners.get(1).close();
      daemon.await("nobody holds the file", () -> !holds(daemon, "long.aiff"));
      assertThat(Files.readString(daemon.log())).doesNotContain("\tat ", "ERROR");
    }
  }

  private int status(String audio) {
    try {
      return send("GET", audio, "Range", "bytes=0-99").statusCode();
    } catch (IOException | InterruptedException e) {
      return 0;
    }
  }

  /** Whether the daemon has the file open. */
  private static boolean holds(Reclass daemon, String name) {
    Path descriptors = Path.of("/proc", Long.toString(daemon.process().pid()), "fd");
    try (var open = Files.list(descriptors)) {
      return open.anyMatch(fd -> leadsTo(fd, name));
    } catch (IOException e) {
      return true;
    }
  }

  private static boolean leadsTo(Path descriptor, String name) {
    try {
      return Files.readSymbolicLink(descriptor).endsWith(name);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  /** A client that takes the head of a response and reads no further. */
  private Socket listener(String path) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), reclass.port());
    socket.setReceiveBufferSize(4096);
    String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    assertThat(new String(in.readNBytes(15), StandardCharsets.US_ASCII)).endsWith("200 OK");
    return socket;
  }

  @Test
  void thePagePlaysSeeksAndGoesOnInOtherViews() throws Exception {
    try (Browser browser = Browser.start();
        Reclass daemon = reclass.start()) {
      Songs.write(daemon.inbox().resolve("Harbour Lights.wav"), 3, 60);
      aiff(daemon.inbox().resolve("Velvet Static.aiff"), 8, 300); // several parts of 4 MiB
      String first = id("Harbour Lights.wav");
      String second = id("Velvet Static.aiff");
      Page page = browser.page(ColorScheme.LIGHT, 1280, 860);
      page.navigate("http://127.0.0.1:" + daemon.port() + "/#track/" + first);
      page.waitForFunction("() => document.querySelector('.spectrogram img')?.naturalHeight > 0");
      playsFromTheSpectrogramsStart(page);
      seeksByClickAndBySlider(page);
      goesOnInOtherViews(page);
      page.navigate("http://127.0.0.1:" + daemon.port() + "/#track/" + second);
      playsAConvertedSongToItsEnd(page);
      Browser.assertUsable(page, "a playing song");
      assertThat(browser.errors()).isEmpty();
    }
  }

  private static Locator control(Page page, AriaRole role, String name) {
    return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static void awaitPosition(Page page, double from, double to) {
    page.waitForFunction(
        "([from, to]) => { const at = Number(document.querySelector("
            + "'.player:not([hidden]) input[type=range]').value); return at >= from && at <= to; }",
        List.of(from, to));
  }

  private static void playsFromTheSpectrogramsStart(Page page) {
    assertThat(page.locator("main .player .time")).hasText("0:15 / 1:00");
    assertThat(page.locator(".cursor")).isHidden();
    page.keyboard().press("Space");
    assertThat(control(page, AriaRole.BUTTON, "Pause")).isVisible();
    awaitPosition(page, 16, 25);
    assertThat(page.locator(".cursor")).isVisible();
    page.keyboard().press("Space");
    assertThat(control(page, AriaRole.BUTTON, "Play")).isVisible();
  }

  private static void seeksByClickAndBySlider(Page page) {
    Locator picture = page.locator(".picture");
    double width = picture.boundingBox().width;
    picture.click(new Locator.ClickOptions().setPosition(width * 0.8, 20));
    awaitPosition(page, 39, 43);
    Locator slider = control(page, AriaRole.SLIDER, "Position");
    slider.fill("5");
    awaitPosition(page, 5, 9);
    assertThat(page.locator(".cursor")).isHidden();
    slider.press("Space");
    assertThat(control(page, AriaRole.BUTTON, "Play")).isVisible();
    slider.press("Space");
    assertThat(control(page, AriaRole.BUTTON, "Pause")).isVisible();
  }

  private static void goesOnInOtherViews(Page page) throws IOException {
    assertThat(page.locator("#player")).isHidden();
    control(page, AriaRole.LINK, "History").click();
    assertThat(page.locator("#player")).isVisible();
    assertThat(page.locator("#player")).containsText("Harbour Lights");
    awaitPosition(page, 7, 30);
    page.getByLabel("Search").fill("har");
    page.getByLabel("Search").press("Space");
    assertThat(page.getByLabel("Search")).hasValue("har ");
    assertThat(control(page, AriaRole.BUTTON, "Pause")).isVisible();
    page.getByLabel("Search").fill("");
    Browser.assertUsable(page, "the player's bar");
    page.locator("h1").click();
    page.keyboard().press("Space");
    assertThat(control(page, AriaRole.BUTTON, "Play")).isVisible();
  }

  private static void playsAConvertedSongToItsEnd(Page page) {
    assertThat(page.locator("main .player .time")).hasText("2:15 / 5:00");
    assertThat(page.locator("#player")).isVisible();
    page.locator("main .player").getByRole(AriaRole.BUTTON).click();
    assertThat(page.locator("#player")).isHidden();
    awaitPosition(page, 136, 150);
    control(page, AriaRole.SLIDER, "Position").fill("297");
    assertThat(page.locator("main .player .time")).hasText(Pattern.compile("5:00 / 5:00"));
    assertThat(control(page, AriaRole.BUTTON, "Play")).isVisible();
    assertThat(page.locator("main .player .failure")).isEmpty();
  }
}
