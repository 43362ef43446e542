package io.musicreclass.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.musicreclass.e2e.RawHttp.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser behind proxies that show it below a prefix. */
class PrefixIT {
  private static final String INGRESS = "/api/hassio_ingress/dW-x_9";

  /** The stand-in for the Supervisor's address; the other proxy comes from 127.0.0.1. */
  private static final String SUPERVISOR = "127.0.0.2";

  @TempDir private Path folder;

  private Reclass reclass() throws IOException {
    return Reclass.in(folder).set("RECLASS_MQTT_URL", "tcp://127.0.0.1:9");
  }

  @Test
  void everythingWorksBelowTheIngressOfHomeAssistantWithTheTokenAndOnlyThere() throws Exception {
    try (Browser browser = Browser.start();
        Reclass daemon =
            reclass()
                .set("QUARKUS_HTTP_HOST", "0.0.0.0")
                .set("RECLASS_WEB_TRUSTED_PROXY", SUPERVISOR)
                .start();
        PrefixProxy proxy =
            new PrefixProxy(INGRESS, daemon.port(), false, "X-Ingress-Path: " + INGRESS)) {
      String token = Files.readString(daemon.home().resolve("token")).strip();
      Page page = browser.page(ColorScheme.LIGHT, 1280, 860);
      page.navigate(proxy.url() + "#token=" + token);
      everyViewWorks(page);
      assertThat(page.context().cookies())
          .extracting(cookie -> cookie.path)
          .containsExactly(INGRESS + "/");
      assertThat(proxy.outside()).isEmpty();
      assertThat(browser.errors()).isEmpty();
      headersAreNeitherTrustedNorReflected(daemon, token);
      onlyTheSupervisorVouchesForUsers(daemon);
    }
  }

  @Test
  void everythingWorksBelowAConfiguredPathThatTheProxyKeeps() throws Exception {
    String base = "/home/reclass";
    try (Browser browser = Browser.start();
        Reclass daemon = reclass().set("RECLASS_WEB_BASE", base).start();
        PrefixProxy proxy = new PrefixProxy(base, daemon.port(), true, "")) {
      Page page = browser.page(ColorScheme.LIGHT, 1280, 860);
      page.navigate(proxy.url());
      everyViewWorks(page);
      assertThat(proxy.outside()).isEmpty();
      assertThat(browser.errors()).isEmpty();

      Answer folderless = send(daemon, "GET " + base, "");
      assertThat(folderless.status()).isEqualTo(308);
      assertThat(folderless.head()).containsIgnoringCase("Location: reclass/");
      assertThat(send(daemon, "GET /api/stats", "").status()).as("without it").isEqualTo(200);
      assertThat(send(daemon, "GET " + base + "/api/tracks?limit=0", "").status()).isEqualTo(400);
      for (String odd : List.of("//api/stats", "/../api/stats", "/api;x/stats", base + "/api")) {
        assertThat(send(daemon, "GET " + base + odd, "").status()).as(odd).isIn(400, 404);
      }
      Answer foreign =
          send(daemon, "POST " + base + "/api/retry", "Origin: http://evil.example\r\n");
      assertThat(foreign.status()).isEqualTo(403);
    }
  }

  private static Answer send(Reclass daemon, String line, String headers) throws IOException {
    return RawHttp.send(daemon.port(), line, "Host: localhost\r\n" + headers, new byte[0]);
  }

  /** Live events, an upload, links, a picture, a change and each view. */
  private void everyViewWorks(Page page) throws Exception {
    assertThat(page.locator("#state")).containsText("Idle");
    Browser.drop(page, Songs.write(folder.resolve("Harbour Lights.wav"), 3, 8));
    assertThat(page.locator(".latest")).containsText("Harbour Lights");
    page.locator(".latest a").first().click();
    page.waitForFunction("() => document.querySelector('.spectrogram img')?.naturalHeight === 128");
    String voted = page.locator(".lead .genre").innerText();
    String right = voted.equals("Jazz") ? "Blues" : "Jazz";
    page.getByLabel("Actual genre").selectOption(right);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save correction")).click();
    assertThat(page.locator(".lead")).containsText(right + " corrected by you");
    for (String view : List.of("History", "Charts", "Settings", "Now")) {
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(view).setExact(true))
          .click();
      assertThat(page.locator("#main h1, #main .latest").first()).isVisible();
      assertThat(page.locator("#main .failure").filter(visible())).hasCount(0);
    }
  }

  private static com.microsoft.playwright.Locator.FilterOptions visible() {
    return new com.microsoft.playwright.Locator.FilterOptions()
        .setHasText(java.util.regex.Pattern.compile("\\S"));
  }

  private static void headersAreNeitherTrustedNorReflected(Reclass daemon, String token)
      throws IOException {
    String frame = "frame-ancestors 'self'";
    String ingress = "X-Ingress-Path: " + INGRESS + "\r\n";
    assertThat(send(daemon, "GET /", ingress).head()).contains(frame);
    assertThat(send(daemon, "GET /", "").head()).contains("frame-ancestors 'none'");
    assertThat(send(daemon, "GET /", "X-Forwarded-Prefix: /a\r\n").head()).doesNotContain(frame);
    assertThat(send(daemon, "PUT /api/inbox/a.wav", ingress).status()).isEqualTo(401);
    assertThat(
            RawHttp.send(daemon.port(), "GET /", "Host: evil.example\r\n" + ingress, new byte[0])
                .status())
        .isEqualTo(403);
    byte[] login = ("{\"token\": \"" + token + "\"}").getBytes(StandardCharsets.UTF_8);
    String json = "Content-Type: application/json\r\nContent-Length: " + login.length + "\r\n";
    for (String[] pair :
        new String[][] {
          {"X-Forwarded-Prefix: /music/", "/music/"},
          {"X-Forwarded-Prefix: /a;Domain=evil.example", "/"},
          {"X-Ingress-Path: //evil.example", "/"},
          {"X-Ingress-Path: /../..", "/"},
          {"X-Ingress-Path: <script>", "/"}
        }) {
      Answer session =
          RawHttp.send(
              daemon.port(),
              "POST /api/session",
              "Host: localhost\r\n" + pair[0] + "\r\n" + json,
              login);
      assertThat(session.status()).isEqualTo(204);
      assertThat(session.head().replace("\"", "")).containsIgnoringCase(";Path=" + pair[1] + ";");
      assertThat(session.head()).doesNotContain("evil", "<script");
    }
  }

  private static void onlyTheSupervisorVouchesForUsers(Reclass daemon) throws IOException {
    String ingress = "Host: home.example\r\nX-Ingress-Path: " + INGRESS + "\r\n";
    String user = "X-Remote-User-Id: 8c6b1c6f0a3f\r\n";
    String forwarded =
        "X-Forwarded-For: " + SUPERVISOR + "\r\nForwarded: for=" + SUPERVISOR + "\r\n";
    String ours = "Origin: http://home.example\r\n";
    assertThat(setup(daemon, SUPERVISOR, ingress + user)).isEqualTo(200);
    assertThat(setup(daemon, SUPERVISOR, ingress + user + ours)).isEqualTo(200);
    assertThat(setup(daemon, SUPERVISOR, ingress)).as("nobody in particular").isEqualTo(403);
    assertThat(setup(daemon, "127.0.0.1", ingress + user + forwarded)).isEqualTo(403);
    String numeric = ingress.replace("home.example", "127.0.0.1") + user + forwarded;
    assertThat(setup(daemon, "127.0.0.3", numeric)).as("forged headers").isEqualTo(401);
  }

  private static int setup(Reclass daemon, String from, String headers) throws IOException {
    return RawHttp.send(
            InetAddress.getByName(from), daemon.port(), "GET /api/setup", headers, new byte[0])
        .status();
  }
}
