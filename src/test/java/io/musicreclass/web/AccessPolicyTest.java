package io.musicreclass.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.config.WebConfig;
import io.musicreclass.web.http.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessPolicyTest {
  private static final TrustedProxy NOBODY = TrustedProxy.of(Optional.empty());

  @TempDir private Path home;
  private Token token;

  @BeforeEach
  void makeToken() throws IOException {
    token = Token.at(home);
  }

  private AccessPolicy at(String address, WebConfig.TokenFor tokenFor, String... hosts) {
    return new AccessPolicy(
        address, tokenFor, WebConfig.Listen.TOKEN, List.of(hosts), PageBase.of("/"), NOBODY, token);
  }

  private AccessPolicy atHome() {
    return at("127.0.0.1", WebConfig.TokenFor.CHANGES);
  }

  private AccessPolicy inTheNetwork() {
    return at("0.0.0.0", WebConfig.TokenFor.CHANGES);
  }

  private static RequestInfo request(String method, String host, String origin, String token) {
    return new RequestInfo(method, "/api/revote", host, origin, "", token, false);
  }

  private static Optional<Integer> status(Optional<Problem> refusal) {
    return refusal.map(Problem::status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost:8080", "127.0.0.1:8080", "192.168.1.7", "[::1]:8080", "LOCALHOST"})
  void ourOwnNamesAndAddressesAreAccepted(String host) {
    assertThat(atHome().refusal(request("GET", host, "", ""))).isEmpty();
  }

  @Test
  void theNameOfThisMachineIsAccepted() throws IOException {
    String own = InetAddress.getLocalHost().getHostName();
    assertThat(atHome().refusal(request("GET", own, "", ""))).isEmpty();
    assertThat(atHome().refusal(request("GET", own + ".local:8080", "", ""))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "1.2.3.4.evil.example",
        "",
        "localhost.evil.example",
        "dead.beef"
      })
  void aNameThatIsNotOursIsRefusedEvenForReading(String host) {
    assertThat(status(atHome().refusal(request("GET", host, "", "")))).contains(403);
  }

  @Test
  void aNameFromTheSettingsIsAccepted() {
    AccessPolicy keeper = at("127.0.0.1", WebConfig.TokenFor.CHANGES, "Music.example");
    assertThat(keeper.refusal(request("GET", "music.example", "", ""))).isEmpty();
  }

  @Test
  void aChangeFromThePageOfTheConfiguredProxyIsAcceptedUnderAnyHostOfOurs() {
    AccessPolicy keeper =
        new AccessPolicy(
            "127.0.0.1",
            WebConfig.TokenFor.CHANGES,
            WebConfig.Listen.TOKEN,
            List.of(),
            PageBase.of("https://Home.example/reclass"),
            NOBODY,
            token);
    String proxy = "https://home.example";
    assertThat(keeper.refusal(request("POST", "127.0.0.1:8080", proxy, ""))).isEmpty();
    assertThat(keeper.refusal(request("POST", "home.example", proxy, ""))).isEmpty();
    for (String other :
        List.of("http://home.example", "https://home.example:8443", "https://x.home.example")) {
      RequestInfo request = request("POST", "127.0.0.1:8080", other, "");
      assertThat(status(keeper.refusal(request))).as(other).contains(403);
    }
    assertThat(status(atHome().refusal(request("POST", "127.0.0.1:8080", proxy, ""))))
        .contains(403);
  }

  @Test
  void aChangeFromAnotherPageIsRefused() {
    RequestInfo post = request("POST", "localhost:8080", "http://evil.example", "");
    assertThat(status(atHome().refusal(post))).contains(403);
    RequestInfo otherPort = request("POST", "localhost:8080", "http://localhost:3000", "");
    assertThat(status(atHome().refusal(otherPort))).contains(403);
    RequestInfo opaque = request("POST", "localhost:8080", "null", "");
    assertThat(status(atHome().refusal(opaque))).contains(403);
  }

  @Test
  void aChangeWithoutOriginIsRefusedIfTheBrowserMarksItAsCrossSite() {
    RequestInfo request =
        new RequestInfo("POST", "/api/retry", "localhost", "", "cross-site", "", false);
    assertThat(status(atHome().refusal(request))).contains(403);
  }

  @Test
  void aChangeFromOurPageOrNoPageIsAcceptedOnLoopback() {
    assertThat(atHome().refusal(request("POST", "localhost:8080", "http://localhost:8080", "")))
        .isEmpty();
    assertThat(atHome().refusal(request("DELETE", "localhost:8080", "", ""))).isEmpty();
  }

  @Test
  void onTheNetworkAChangeNeedsTheToken() {
    AccessPolicy keeper = inTheNetwork();
    assertThat(status(keeper.refusal(request("POST", "192.168.1.7", "", "")))).contains(401);
    assertThat(status(keeper.refusal(request("POST", "192.168.1.7", "", "wrong")))).contains(401);
    assertThat(keeper.refusal(request("POST", "192.168.1.7", "", token.value()))).isEmpty();
    assertThat(keeper.refusal(request("GET", "192.168.1.7", "", ""))).isEmpty();
  }

  @Test
  void theTokenDoesNotAllowAnotherPage() {
    RequestInfo request = request("POST", "192.168.1.7", "http://evil.example", token.value());
    assertThat(status(inTheNetwork().refusal(request))).contains(403);
  }

  @Test
  void readingNeedsTheTokenIfConfigured() {
    AccessPolicy keeper = at("0.0.0.0", WebConfig.TokenFor.ALL);
    assertThat(status(keeper.refusal(request("GET", "192.168.1.7", "", "")))).contains(401);
    assertThat(keeper.refusal(request("GET", "192.168.1.7", "", token.value()))).isEmpty();
    RequestInfo page = new RequestInfo("GET", "/", "192.168.1.7", "", "", "", false);
    assertThat(keeper.refusal(page)).as("the page itself, which asks for the token").isEmpty();
    RequestInfo login = new RequestInfo("POST", "/api/session", "192.168.1.7", "", "", "", false);
    assertThat(keeper.refusal(login)).isEmpty();
  }

  @Secret(openable = true)
  private static final class Songs {}

  @Secret
  private static final class Passwords {}

  private Optional<Integer> reading(
      String address, WebConfig.TokenFor tokenFor, WebConfig.Listen listen, Class<?> resource) {
    AccessPolicy policy =
        new AccessPolicy(address, tokenFor, listen, List.of(), PageBase.of("/"), NOBODY, token);
    Secret secret = resource.getAnnotation(Secret.class);
    return status(policy.refusalOf(request("GET", "192.168.1.7", "", ""), secret, true));
  }

  @Test
  void onTheNetworkListeningNeedsTheTokenUnlessItIsOpen() {
    var changes = WebConfig.TokenFor.CHANGES;
    var closed = WebConfig.Listen.TOKEN;
    var open = WebConfig.Listen.OPEN;
    assertThat(reading("0.0.0.0", changes, closed, Songs.class)).contains(401);
    assertThat(reading("0.0.0.0", changes, open, Songs.class)).isEmpty();
    assertThat(reading("127.0.0.1", changes, closed, Songs.class)).isEmpty();
    assertThat(reading("0.0.0.0", changes, open, Passwords.class)).contains(401);
    assertThat(reading("0.0.0.0", WebConfig.TokenFor.ALL, open, Songs.class))
        .as("nothing is read without the token then")
        .contains(401);
    Secret songs = Songs.class.getAnnotation(Secret.class);
    RequestInfo known = request("GET", "192.168.1.7", "", token.value());
    assertThat(inTheNetwork().refusalOf(known, songs, true)).isEmpty();
  }

  @Test
  void onTheNetworkReadingTheSetupNeedsTheToken() {
    for (String path : List.of("/api/setup", "/api/setup/")) {
      RequestInfo request = new RequestInfo("GET", path, "192.168.1.7", "", "", "", false);
      assertThat(status(inTheNetwork().refusal(request))).as(path).contains(401);
      assertThat(atHome().refusal(new RequestInfo("GET", path, "localhost", "", "", "", false)))
          .isEmpty();
    }
  }

  @Test
  void aForeignPageCanNeitherLogInNorOut() {
    for (String method : List.of("POST", "DELETE")) {
      RequestInfo request =
          new RequestInfo(
              method, RequestInfo.SESSION, "localhost", "http://evil.example", "", "", false);
      assertThat(status(atHome().refusal(request))).contains(403);
    }
  }

  @Test
  void whatTheTrustedProxyVouchesForNeedsNoTokenAndNoKnownNameButComesFromOurPage() {
    AccessPolicy keeper = at("0.0.0.0", WebConfig.TokenFor.ALL);
    String host = "home.example:8123";
    for (String method : List.of("GET", "POST")) {
      for (String path : List.of("/api/tracks", "/api/setup", "/api/retry")) {
        RequestInfo vouched =
            new RequestInfo(method, path, host, "http://" + host, "same-origin", "", true);
        assertThat(keeper.refusal(vouched)).as(method + path).isEmpty();
      }
    }
    RequestInfo other =
        new RequestInfo("POST", "/api/retry", host, "http://evil.example", "cross-site", "", true);
    assertThat(status(keeper.refusal(other))).contains(403);
  }
}
