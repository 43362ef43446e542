package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.musicreclass.publish.Mosquitto;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Setting up a new checkout by options, at a terminal and on the page; and reload. */
class SetupIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "s3cret-é";

  @TempDir private Path folder;
  @TempDir private Path broker;

  private Mosquitto mosquitto() throws IOException {
    return Mosquitto.start(broker, Mosquitto.login(broker, "reclass", SECRET));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static HttpResponse<String> post(Reclass daemon, String path, String body)
      throws IOException {
    return daemon.send(
        "POST", path, BodyPublishers.ofString(body), "Content-Type", "application/json");
  }

  @Test
  void aCheckoutIsSetUpByOptionsThenItsSettingsChangeWhileItRuns() throws Exception {
    Reclass checkout = Reclass.checkout(folder);
    write(checkout.configuration(), "# mine\nreclass.vote.sure=0.5\n");
    Path password = Files.writeString(broker.resolve("typed"), SECRET + "\n");
    try (Mosquitto mosquitto = mosquitto();
        Reclass daemon = checkout) {
      String[] answers = {
        "setup",
        "--broker",
        mosquitto.url(),
        "--username",
        "reclass",
        "--password-file",
        password.toString(),
        "--inbox",
        daemon.inbox().toString()
      };
      Reclass.Finished done = daemon.command(answers);
      assertThat(done.status()).as(done.out() + done.err()).isZero();
      assertThat(done.out())
          .contains("ok       broker", "test message sent and received", "watched by inotify")
          .contains("Page: http://localhost:" + daemon.port() + "/")
          .doesNotContain(SECRET);
      assertThat(daemon.configuration()).content().startsWith("# mine\nreclass.vote.sure=0.5\n");

      daemon.start();
      Songs.write(daemon.inbox().resolve("one.wav"), 1, 4);
      daemon.await("it is classified", () -> daemon.get("/api/tracks").contains("\"done\""));
      settingsChange(daemon);
      invalidSettingsChangeNothing(daemon);
      networkAccessChanges(daemon);
    }
  }

  private static void settingsChange(Reclass daemon) throws Exception {
    String text = Files.readString(daemon.configuration());
    Files.writeString(daemon.configuration(), text.replace("sure=0.5", "sure=0.75"));
    try (Socket page = new Socket(InetAddress.getLoopbackAddress(), daemon.port())) {
      page.setSoTimeout(20_000);
      page.getOutputStream()
          .write(
              "GET /api/events HTTP/1.0\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.UTF_8));
      InputStream events = page.getInputStream();
      assertThat(events.read()).as("an open page").isPositive();
      Reclass.Finished done = daemon.command("reload");
      assertThat(done.status()).as(done.out() + done.err()).isZero();
      assertThat(done.out()).contains("inbox    " + daemon.inbox(), "Reloaded.");
      assertThat(new String(events.readAllBytes(), StandardCharsets.UTF_8))
          .as("the events of an open page until the reload ends it")
          .contains("event:health");
    }
    assertThat(JSON.readTree(daemon.get("/api/settings")).path("sure").asDouble()).isEqualTo(0.75);
    daemon.await("it is ready", () -> daemon.get("/q/health/ready").contains("\"UP\""));
    Songs.write(daemon.inbox().resolve("two.wav"), 2, 4);
    daemon.await("it is classified", () -> daemon.get("/api/tracks").contains("two.wav"));
  }

  private static void invalidSettingsChangeNothing(Reclass daemon) throws Exception {
    String text = Files.readString(daemon.configuration());
    Files.writeString(daemon.configuration(), text + "reclass.vote.sure=7\nreclass.inbox.pth=x\n");
    Reclass.Finished refused = daemon.command("reload");
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("reclass.vote.sure", "reclass.inbox.pth");
    HttpResponse<String> problem = post(daemon, "/api/reload", "");
    assertThat(problem.statusCode()).isEqualTo(422);
    assertThat(problem.body()).contains("reclass.vote.sure", "old settings stay in effect");
    assertThat(daemon.get("/api/setup")).contains("\"status\":422", "reclass.inbox.pth", "correct");
    assertThat(daemon.get("/api/settings")).contains("\"sure\":0.75", "\"set_up\":true");

    // Valid settings that leave no stage to vote.
    Files.writeString(daemon.configuration(), text + "reclass.stages=fma:none\n");
    Reclass.Finished unfollowed = daemon.command("reload");
    assertThat(unfollowed.status()).isEqualTo(2);
    assertThat(unfollowed.err()).contains("old settings stay in effect", "none");
    Files.writeString(daemon.configuration(), text);
    assertThat(JSON.readTree(daemon.get("/api/settings")).path("sure").asDouble()).isEqualTo(0.75);
    daemon.await("it is ready", () -> daemon.get("/q/health/ready").contains("\"UP\""));
  }

  private static void networkAccessChanges(Reclass daemon) throws Exception {
    Reclass.Finished done = daemon.command("setup", "--network", "yes");
    assertThat(done.status()).as(done.out() + done.err()).isZero();
    assertThat(done.out()).contains("is in use by this Reclass", "restart the daemon");
    String token = Files.readString(daemon.home().resolve("token")).strip();
    // A machine without a network has no address for other machines.
    assertThat(done.out()).containsAnyOf("/#token=" + token, "Page: http://localhost:");
    assertThat(daemon.configuration()).content().contains("quarkus.http.host=0.0.0.0\n");
  }

  @Test
  void theTerminalAsksTheQuestionsAndDoesNotEchoThePassword() throws Exception {
    Path script = Path.of("/usr/bin/script");
    Assumptions.assumeTrue(Files.exists(script), "script (bsdutils) is missing");
    Reclass checkout = Reclass.checkout(folder);
    try (Mosquitto mosquitto = mosquitto()) {
      ProcessBuilder builder = checkout.builder("setup");
      String command = String.join(" ", builder.command());
      builder.command(script.toString(), "-qec", command, "/dev/null").redirectErrorStream(true);
      Process terminal = builder.start();
      Dialogue person = new Dialogue(terminal);
      person.answer("MQTT broker", mosquitto.url());
      person.answer("User name", "reclass");
      person.answer("Password", "wrong");
      person.answer("Inbox folder", "");
      person.answer("Library folders", "");
      person.answer("other machines", "no");
      person.answer("Port", "");
      person.answer("Answer again", "yes");
      person.answer("MQTT broker", "");
      person.answer("User name", "");
      person.answer("Password", SECRET);
      person.answer("Inbox folder", "");
      person.answer("Library folders", "");
      person.answer("other machines", "");
      person.answer("Port", "");
      String shown = person.end();
      assertThat(terminal.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(terminal.exitValue()).as(shown).isZero();
      assertThat(shown)
          .contains("PROBLEM  broker    Login refused", "Saved: ", "Page: http://localhost")
          .doesNotContain(SECRET);
      assertThat(folder.resolve("config/mqtt-password")).hasContent(SECRET + "\n");
    }
  }

  /** Answers each question once it is printed. */
  private static final class Dialogue {
    private final Process terminal;
    private final StringBuilder shown = new StringBuilder();
    private int read;

    Dialogue(Process terminal) {
      this.terminal = terminal;
    }

    void answer(String question, String answer) throws IOException {
      while (shown.indexOf("]: ", Math.max(read, shown.indexOf(question, read))) < 0
          || shown.indexOf(question, read) < 0) {
        int c = terminal.getInputStream().read();
        assertThat(c).as("no such question: " + question + " in " + shown).isNotNegative();
        shown.append((char) c);
      }
      read = shown.length();
      terminal.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
      terminal.getOutputStream().flush();
    }

    String end() throws IOException {
      byte[] rest = terminal.getInputStream().readAllBytes();
      return shown + new String(rest, StandardCharsets.UTF_8);
    }
  }

  @Test
  void thePageOfANewInstallationAsksTheQuestions() throws Exception {
    try (Browser browser = Browser.start();
        Mosquitto mosquitto = mosquitto();
        Reclass daemon = Reclass.checkout(folder).start()) {
      Page page = browser.page(ColorScheme.LIGHT, 1280, 900);
      page.navigate("http://localhost:" + daemon.port() + "/");
      page.getByText("Set up", new Page.GetByTextOptions().setExact(true)).click();
      page.getByLabel("MQTT broker").fill(mosquitto.url());
      page.getByLabel("Broker user name").fill("reclass");
      page.getByLabel("Password").fill("wrong");
      page.getByText("Check and save").click();
      page.locator("#setup-broker-error:has-text('Login refused')").waitFor();
      Browser.assertUsable(page, "setup");
      Browser.picture(page, "setup");
      assertThat(daemon.configuration()).doesNotExist();

      page.getByLabel("Password").fill(SECRET);
      page.getByText("Check and save").click();
      page.getByText("Saved and applied").waitFor();
      daemon.await("it is connected", () -> daemon.get("/api/health").contains("\"problem\":null"));
      JsonNode standing = JSON.readTree(daemon.get("/api/setup"));
      assertThat(standing.path("broker").asText()).isEqualTo(mosquitto.url());
      assertThat(standing.path("password").asBoolean()).isTrue();
      assertThat(daemon.get("/api/setup") + page.content()).doesNotContain(SECRET);

      page.navigate("http://localhost:" + daemon.port() + "/#now");
      page.reload();
      page.locator("h1:has-text('Now')").or(page.locator("nav a[aria-current]")).first().waitFor();
      assertThat(page.url()).endsWith("#now");
    }
  }
}
