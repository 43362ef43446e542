package io.musicreclass.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.musicreclass.publish.Mosquitto;
import io.musicreclass.publish.Subscriber;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, on the real daemon and a real broker. */
class DashboardIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ROW =
      Pattern.compile("(?m)^ +(\\S.*?) +[\\d,]+ +(\\d+ %) +[\\d,]+ +(\\d+ %)");
  private static final Pattern OPEN_TRACK = Pattern.compile("#track/sha256:[0-9a-f]{64}$");

  @TempDir private Path folder;

  private static Page open(Browser browser, Reclass reclass, ColorScheme scheme, int width) {
    Page page = browser.page(scheme, width, width < 500 ? 800 : 860);
    page.navigate("http://127.0.0.1:" + reclass.port() + "/");
    return page;
  }

  private static Locator heading(Page page, String name) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setLevel(1));
  }

  private static void go(Page page, String view) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(view).setExact(true)).click();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void aSongDroppedOnThePageIsClassifiedFoundCorrectedAndVotedAgain() throws Exception {
    Mosquitto.assumeInstalled();
    try (Browser browser = Browser.start();
        Mosquitto mosquitto = Mosquitto.start(folder);
        Subscriber subscriber = mosquitto.subscribe("client", "reclass/test/#");
        Reclass reclass = Reclass.in(folder).set("RECLASS_MQTT_URL", mosquitto.url()).start()) {
      Page page = open(browser, reclass, ColorScheme.LIGHT, 1280);
      assertThat(page.getByText("Drop a song here")).isVisible();

      dropsTwoSongs(page);
      String id = opensTheVoteDetails(page);
      corrects(page, subscriber, id);
      searches(page);
      changesAThreshold(page, reclass);
      pausesAndResumes(page, reclass);
      assertThat(browser.errors()).isEmpty();
    }
  }

  private void dropsTwoSongs(Page page) throws Exception {
    page.evaluate(
        "() => { window.votes = []; new MutationObserver(() =>"
            + " window.votes.push(document.querySelector('.vote-list').innerText))"
            + ".observe(document.querySelector('.vote-list'), { childList: true, subtree: true }); }");
    Browser.drop(page, Songs.write(folder.resolve("Harbour Lights.wav"), 3, 8));
    assertThat(page.locator(".latest")).containsText("Harbour Lights");
    assertThat(page.locator(".vote-details h2")).containsText("Harbour Lights");
    assertThat(page.locator("#announcements")).containsText("Harbour Lights:");
    Browser.drop(page, Songs.write(folder.resolve("Velvet Static.wav"), 8, 8));
    assertThat(page.locator(".latest li")).hasCount(2);
    List<?> votes = (List<?>) page.evaluate("window.votes"); // lost by a reload of the page
    assertThat(votes).first().asString().contains("Harbour Lights", "Analysing with fma");
    assertThat(votes)
        .as("stage by stage")
        .anySatisfy(text -> assertThat(text.toString()).contains("gtzan48", "Voting"));
  }

  private static String opensTheVoteDetails(Page page) {
    page.locator(".latest a", new Page.LocatorOptions().setHasText("Harbour Lights")).click();
    assertThat(heading(page, "Harbour Lights")).isVisible();
    assertThat(page).hasURL(OPEN_TRACK);
    assertThat(page.locator(".vote-details .stage h3")).containsText("fma");
    assertThat(page.locator(".vote-details .scores").first().locator("li")).hasCount(3);
    page.getByText("Show 7 more").click();
    assertThat(page.locator(".vote-details .scores li:visible")).hasCount(10);
    Locator picture = page.getByAltText("Mel spectrogram of Harbour Lights");
    picture.waitFor();
    page.waitForFunction("() => document.querySelector('.spectrogram img').naturalHeight === 128");
    return page.url().substring(page.url().indexOf("sha256:"));
  }

  private static void corrects(Page page, Subscriber subscriber, String id) throws Exception {
    String voted = page.locator(".lead .genre").innerText();
    String right = voted.equals("Jazz") ? "Blues" : "Jazz";
    page.getByLabel("Actual genre").selectOption(right);
    button(page, "Save correction").click();
    assertThat(page.locator(".lead")).containsText(right + " corrected by you");
    assertThat(page.locator(".vote-details .total")).containsText("the vote was " + voted);
    JsonNode published =
        JSON.readTree(
            subscriber
                .await(m -> m.topic().endsWith("/result") && m.payload().contains("\"overruled\""))
                .payload());
    assertThat(published.get("id").asText()).isEqualTo(id);
    assertThat(published.get("genre").asText()).isEqualTo(right);
  }

  private static void searches(Page page) {
    go(page, "History");
    assertThat(page.locator("tbody tr")).hasCount(2);
    page.getByLabel("Search").fill("harb LIGHT");
    assertThat(page.locator("tbody tr")).hasCount(1);
    assertThat(page.locator("tbody tr")).containsText("Harbour Lights");
    page.getByLabel("Search").fill("nowhere");
    assertThat(page.getByText("No matching songs.")).isVisible();
    page.getByLabel("Search").fill("");
    page.getByLabel("State").selectOption("failed");
    assertThat(page.locator("tbody tr")).hasCount(0);
  }

  private static void changesAThreshold(Page page, Reclass reclass) throws Exception {
    go(page, "Settings");
    assertThat(button(page, "Apply")).isDisabled();
    page.getByLabel("Certainty threshold").fill("1");
    assertThat(page.locator(".preview")).containsText("verdicts would change");
    assertThat(page.locator(".preview")).containsText("right, of 1 song you corrected");
    assertThat(JSON.readTree(reclass.get("/api/settings")).get("sure").asDouble()).isEqualTo(0.6);
    button(page, "Apply").click();
    assertThat(page.getByText("Applied to new songs")).isVisible();
    assertThat(JSON.readTree(reclass.get("/api/settings")).get("sure").asDouble()).isEqualTo(1);
    button(page, "Re-vote now").click();
    assertThat(page.getByText("Re-vote finished:")).isVisible();
  }

  private void pausesAndResumes(Page page, Reclass reclass) throws Exception {
    page.getByLabel("Pause").check();
    assertThat(page.locator("#state")).containsText("Paused");
    go(page, "Now");
    assertThat(heading(page, "Paused")).isVisible();
    assertThat(page.locator(".latest li")).hasCount(2);
    Songs.write(reclass.inbox().resolve("Paper Moon Parade.wav"), 21, 6);
    assertThat(page.locator(".latest li").first()).containsText("Paper Moon Parade");
    assertThat(page.locator(".latest li").first()).containsText("queued");
    go(page, "Settings");
    page.getByLabel("Pause").uncheck();
    go(page, "Now");
    assertThat(page.locator(".vote-details h2").first()).containsText("Paper Moon Parade");
  }

  @Test
  void everyViewIsAccessibleInLightAndDarkModeAndOnAPhone() throws Exception {
    Mosquitto.assumeInstalled();
    try (Browser browser = Browser.start();
        Mosquitto mosquitto = Mosquitto.start(folder);
        Reclass reclass = Reclass.in(folder).set("RECLASS_MQTT_URL", mosquitto.url())) {
      SampleLedger sample = SampleLedger.of(reclass, folder);
      assertFirstViewIsSmall(browser, reclass, "en-GB");
      assertFirstViewIsSmall(browser, reclass, "de-DE");
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        Page page = open(browser, reclass, scheme, 1280);
        views(page, sample, scheme == ColorScheme.DARK ? "dark" : "light");
        page.close();
      }
      Page phone = open(browser, reclass, ColorScheme.LIGHT, 360);
      views(phone, sample, "phone");
      theCommandsForecastMatchesThePages(phone, reclass);
      assertThat(browser.errors()).isEmpty();
    }
  }

  private static void views(Page page, SampleLedger sample, String name) throws Exception {
    assertThat(page.locator(".latest li")).hasCount(8);
    look(page, name + "-now");
    go(page, "History");
    page.getByLabel("Search").fill("harbour");
    assertThat(page.locator("tbody tr").first()).containsText("Harbour");
    page.getByLabel("Search").fill("");
    assertThat(page.locator("tbody tr")).hasCount(50);
    look(page, name + "-history");
    button(page, "Load more").click();
    assertThat(page.locator("tbody tr")).hasCount(100);
    go(page, "Albums");
    page.locator(".albums .cover.loaded").nth(7).waitFor();
    look(page, name + "-albums");
    page.navigate(page.url().replaceAll("#.*", "#review"));
    page.locator(".review-queue .cover.loaded").first().waitFor();
    look(page, name + "-review");
    go(page, "Charts");
    assertThat(page.locator("figure svg")).hasCount(2);
    look(page, name + "-charts");
    page.navigate(page.url().replaceAll("#.*", "#track/" + sample.analysed()));
    page.waitForFunction("() => document.querySelector('.spectrogram img')?.naturalHeight === 128");
    look(page, name + "-track");
    page.navigate(page.url().replaceAll("#.*", "#setup"));
    page.getByLabel("Inbox").fill("./inbox");
    page.getByLabel("MQTT broker").fill("tcp://192.168.1.2:1883");
    page.getByLabel("Web page port").fill("8080");
    look(page, name + "-setup");
    go(page, "Settings");
    page.getByLabel("Stage 1 threshold").fill("0.85");
    page.getByLabel("Certainty threshold").fill("0.7");
    assertThat(button(page, "Apply")).isEnabled();
    look(page, name + "-settings");
  }

  /** Counts everything that is loaded until the first view is complete. */
  private static void assertFirstViewIsSmall(Browser browser, Reclass reclass, String language) {
    List<Response> loaded = new ArrayList<>();
    Page page = browser.page(language, ColorScheme.LIGHT, 1280, 860);
    page.onResponse(loaded::add);
    String home = "http://127.0.0.1:" + reclass.port() + "/";
    page.navigate(home);
    assertThat(page.locator(".latest li")).hasCount(8);
    long bytes = 0;
    for (Response response : List.copyOf(loaded)) {
      assertThat(response.url()).startsWith(home);
      bytes += response.url().endsWith("/api/events") ? 0 : response.body().length; // endless
    }
    System.out.printf("The first view loads %,d bytes (%s)%n", bytes, language);
    assertThat(loaded).hasSizeGreaterThan(10);
    assertThat(bytes).isLessThan(100_000);
    page.close();
  }

  /** The command, which reads the applied settings, forecasts the same numbers as the page. */
  private static void theCommandsForecastMatchesThePages(Page page, Reclass reclass)
      throws Exception {
    Map<String, String> forecast = new TreeMap<>();
    for (Locator row : page.locator(".preview tbody tr").all()) {
      forecast.put(
          row.locator("th").innerText(),
          row.locator("td").nth(0).innerText() + " " + row.locator("td").nth(1).innerText());
    }
    List<String> changes = page.locator(".preview p b").allInnerTexts();
    button(page, "Apply").click();
    assertThat(page.getByText("Applied to new songs")).isVisible();
    String out = reclass.command("revote", "--dry-run").out();
    System.out.println(out);
    Map<String, String> command = new TreeMap<>();
    ROW.matcher(out).results().forEach(r -> command.put(r.group(1), r.group(2) + " " + r.group(3)));
    assertThat(forecast)
        .containsKeys("sure", "decided after stage 1", "decided after stage 3")
        .hasSize(6);
    assertThat(command).containsAllEntriesOf(forecast);
    assertThat(out)
        .contains("Changed: " + changes.get(0) + " (another genre: " + changes.get(1) + ";");
  }

  private static void look(Page page, String name) throws Exception {
    Browser.assertUsable(page, name);
    if (name.startsWith("light")) {
      Browser.assertReachable(page, name);
    }
    assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .as(name + " fits the window")
        .isTrue();
    Browser.picture(page, name);
  }
}
