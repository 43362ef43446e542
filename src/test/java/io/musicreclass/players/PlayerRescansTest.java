package io.musicreclass.players;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.musicreclass.config.ReclassConfig;
import io.musicreclass.problems.Problems;
import io.musicreclass.testing.ManualClock;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlayerRescansTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir private Path root;
  private final List<HttpExchange> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final Problems problems = new Problems();
  private final AtomicLong changes = new AtomicLong();
  private final Map<String, String> settings = new HashMap<>();
  private HttpServer server;
  private String url = "";
  private volatile int status = 204;
  private volatile String body = "";
  private volatile boolean hangs;

  private final ManualClock clock = new ManualClock();
  private Duration limit = Duration.ofSeconds(20);

  @BeforeEach
  void aServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(command -> new Thread(command).start());
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort();
    Files.writeString(root.resolve("secret"), "s3cret\n");
  }

  @AfterEach
  void stop() {
    hanging.countDown();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(exchange);
    if (hangs) {
      try {
        hanging.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    exchange.getResponseHeaders().add("Location", "http://localhost:1/elsewhere");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private ReclassConfig.Players config() {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(settings, "test", 1))
        .withConverter(
            Duration.class, 200, new io.quarkus.runtime.configuration.DurationConverter())
        .withMapping(ReclassConfig.class)
        .build()
        .getConfigMapping(ReclassConfig.class)
        .players();
  }

  private PlayerRescans rescans(String player) {
    settings.put("reclass.players." + player + ".url", url);
    if (player.equals("navidrome")) {
      settings.put("reclass.players.navidrome.username", "ann b");
      settings.put("reclass.players.navidrome.password-file", "secret");
    } else {
      settings.put("reclass.players." + player + ".token-file", "secret");
    }
    return new PlayerRescans(
        ConfiguredPlayers.of(config(), root),
        config().interval(),
        changes::get,
        problems,
        clock,
        new RescanCall(limit));
  }

  private void afterChanges(PlayerRescans rescans) throws InterruptedException {
    changes.incrementAndGet();
    rescans.look();
    clock.now = clock.now.plus(PlayerRescans.QUIET);
    rescans.look();
  }

  @Test
  void plexScansAllLibraries() throws InterruptedException {
    afterChanges(rescans("plex"));
    HttpExchange request = requests.get(0);
    assertThat(request.getRequestMethod()).isEqualTo("GET");
    assertThat(request.getRequestURI()).hasToString("/library/sections/all/refresh");
    assertThat(request.getRequestHeaders().getFirst("X-Plex-Token")).isEqualTo("s3cret");
  }

  @Test
  void jellyfinScansItsLibrary() throws InterruptedException {
    url += "/jellyfin/";
    afterChanges(rescans("jellyfin"));
    HttpExchange request = requests.get(0);
    assertThat(request.getRequestMethod()).isEqualTo("POST");
    assertThat(request.getRequestURI()).hasToString("/jellyfin/Library/Refresh");
    assertThat(request.getRequestHeaders().getFirst("Authorization"))
        .isEqualTo("MediaBrowser Token=\"s3cret\"");
  }

  @Test
  void navidromeGetsAHashOfThePasswordAndASalt() throws InterruptedException {
    status = 200;
    body = "{\"subsonic-response\":{\"status\":\"ok\"}}";
    afterChanges(rescans("navidrome"));
    assertThat(requests.get(0).getRequestURI().getPath()).isEqualTo("/rest/startScan");
    Map<String, String> query = new HashMap<>();
    for (String part : requests.get(0).getRequestURI().getRawQuery().split("&", -1)) {
      query.put(part.substring(0, 1), part.substring(2));
    }
    assertThat(query).containsEntry("u", "ann+b").containsEntry("c", "reclass");
    assertThat(query.get("t")).isEqualTo(Navidrome.md5("s3cret" + query.get("s")));
    assertThat(problems.current()).isEmpty();
    // the example of the API's definition
    assertThat(Navidrome.md5("sesamec19b2d")).isEqualTo("26719a1196d2a940705a59634eb18eab");
  }

  @Test
  void aBatchIsOneCallAndTheNextComesAfterTheInterval() throws InterruptedException {
    PlayerRescans rescans = rescans("plex");
    rescans.look();
    assertThat(requests).as("nothing has changed").isEmpty();
    for (int i = 0; i < 5; i++) {
      changes.incrementAndGet();
      rescans.look();
      clock.now = clock.now.plusSeconds(20);
    }
    assertThat(requests).as("files still change").isEmpty();
    clock.now = clock.now.plusSeconds(10);
    rescans.look();
    rescans.look();
    assertThat(requests).hasSize(1);
    afterChanges(rescans);
    assertThat(requests).as("within the interval").hasSize(1);
    clock.now = clock.now.plus(Duration.ofMinutes(10));
    rescans.look();
    assertThat(requests).hasSize(2);
  }

  @Test
  void aBatchWithoutEndIsToldOfAfterTenMinutes() throws InterruptedException {
    PlayerRescans rescans = rescans("plex");
    for (int i = 0; i <= 30; i++) {
      changes.incrementAndGet();
      rescans.look();
      clock.now = clock.now.plusSeconds(20);
    }
    assertThat(requests).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "401,refuses the login: correct reclass.players.plex.token-file",
    "403,refuses the login: correct reclass.players.plex.token-file",
    "404,correct reclass.players.plex.url",
    "302,redirects to another address: set reclass.players.plex.url",
    "307,redirects to another address: set reclass.players.plex.url",
    "500,answers with HTTP status 500"
  })
  void aFailureIsAProblemFromTheSecondTimeAndIsRetriedWithGrowingDelays(int answer, String text)
      throws InterruptedException {
    status = answer;
    PlayerRescans rescans = rescans("plex");
    afterChanges(rescans);
    assertThat(problems.current()).isEmpty();
    clock.now = clock.now.plus(MINUTE);
    rescans.look();
    assertThat(problems.current()).singleElement().asString().contains(text);
    assertThat(problems.current().get(0)).doesNotContain("s3cret");
    clock.now = clock.now.plus(MINUTE);
    rescans.look();
    assertThat(requests).as("two minutes' delay").hasSize(2);
    status = 200;
    clock.now = clock.now.plus(MINUTE);
    rescans.look();
    assertThat(requests).hasSize(3);
    assertThat(problems.current()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"subsonic-response\":{\"status\":\"failed\",\"error\":{\"code\":40}}}',user name or password",
    "'{\"subsonic-response\":{\"status\":\"failed\",\"error\":{\"code\":50}}}',administrator",
    "<html>,does not answer as Navidrome",
    "'',does not answer as Navidrome"
  })
  void navidromesRefusalsAreInItsAnswer(String answer, String text) throws InterruptedException {
    status = 200;
    body = answer;
    PlayerRescans rescans = rescans("navidrome");
    afterChanges(rescans);
    clock.now = clock.now.plus(MINUTE);
    rescans.look();
    assertThat(problems.current()).singleElement().asString().contains(text);
  }

  @Test
  void aServerThatIsNotThereIsAProblem() throws InterruptedException {
    server.stop(0);
    PlayerRescans rescans = rescans("jellyfin");
    afterChanges(rescans);
    clock.now = clock.now.plus(MINUTE);
    rescans.look();
    assertThat(problems.current()).singleElement().asString().contains("cannot be reached");
  }

  @Test
  void aHangingServerIsGivenUp() throws InterruptedException {
    hangs = true;
    limit = Duration.ofMillis(300);
    PlayerRescans rescans = rescans("plex");
    afterChanges(rescans);
    clock.now = clock.now.plus(MINUTE);
    rescans.look();
    assertThat(problems.current()).singleElement().asString().contains("does not answer");
  }

  @Test
  void anEndlessAnswerIsCutOff() throws InterruptedException {
    status = 200;
    body = "x".repeat(1 << 20);
    afterChanges(rescans("plex"));
    assertThat(problems.current()).isEmpty();
    assertThat(requests).hasSize(1);
  }

  @Test
  void aNewTokenNeedsNoRestart() throws IOException, InterruptedException {
    PlayerRescans rescans = rescans("plex");
    Files.writeString(root.resolve("secret"), "renewed");
    afterChanges(rescans);
    assertThat(requests.get(0).getRequestHeaders().getFirst("X-Plex-Token")).isEqualTo("renewed");
  }

  @Test
  void withoutSettingsThereAreNoPlayersAndNoMistakes() {
    assertThat(ConfiguredPlayers.of(config(), root)).isEmpty();
    assertThat(ConfiguredPlayers.problems(config(), root)).isEmpty();
  }

  @Test
  void mistakesNameTheKeyAndTheRemedy() {
    settings.put("reclass.players.interval", "5s");
    settings.put("reclass.players.plex.url", url);
    settings.put("reclass.players.jellyfin.url", url);
    settings.put("reclass.players.jellyfin.token-file", "missing");
    settings.put("reclass.players.navidrome.url", url);
    assertThat(ConfiguredPlayers.problems(config(), root))
        .satisfiesExactly(
            interval -> assertThat(interval).startsWith("reclass.players.interval is shorter"),
            plex -> assertThat(plex).startsWith("reclass.players.plex.token-file is missing"),
            jellyfin ->
                assertThat(jellyfin)
                    .startsWith("reclass.players.jellyfin.token-file: ")
                    .contains("does not exist"),
            navidrome ->
                assertThat(navidrome).startsWith("reclass.players.navidrome.username is missing"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nas:4533",
        "ftp://nas",
        "http:///nas",
        "http://ann:pw@nas",
        "http://nas?a=b",
        "http://n s"
      })
  void anAddressIsThatOfAServerAndIsNotRepeated(String written) {
    settings.put("reclass.players.plex.url", written);
    settings.put("reclass.players.plex.token-file", "secret");
    assertThat(ConfiguredPlayers.problems(config(), root))
        .singleElement()
        .asString()
        .startsWith("reclass.players.plex.url is no address of a server")
        .doesNotContain(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "line\nbreak", "quo\"te", "ümlaut", "back\\slash"})
  void aTokenThatCannotBeAHeaderIsAMistake(String token) throws IOException {
    Files.writeString(root.resolve("secret"), token);
    settings.put("reclass.players.plex.url", url);
    settings.put("reclass.players.plex.token-file", "secret");
    assertThat(ConfiguredPlayers.problems(config(), root))
        .singleElement()
        .asString()
        .contains("has characters that no token has")
        .doesNotContain(token);
  }
}
