package io.musicreclass.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadTest {
  private static Optional<Problem> problem(String target, String... hosts) {
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target);
    for (String host : hosts) {
      request.headers().add("Host", host);
    }
    return RequestHead.problem(request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api/tracks?q=a%20b&state=\\",
        "/api/inbox/Bj%C3%B6rk",
        "http://localhost/api/tracks",
        "/?",
        "/Björk"
      })
  void aValidTargetIsAccepted(String target) {
    assertThat(problem(target, "localhost:8080")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%zz",
        "/a%",
        "/a%2",
        "/?q=%zz",
        "\\api",
        "/a\\b",
        "*",
        "",
        "api",
        "localhost:80"
      })
  void aMalformedTargetIsRefused(String target) {
    assertThat(problem(target, "localhost").map(Problem::status)).contains(400);
  }

  @Test
  void aVeryLongTargetDoesNotOverflowTheStack() {
    assertThat(problem("/" + "%41a".repeat(100_000), "localhost")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1:8080", "[::1]:8080", "nas_1.local"})
  void aValidHostIsAccepted(String host) {
    assertThat(problem("/", host)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:b:c", "localhost:99999999", "a/b", "a,b", "user@a"})
  void anInvalidHostIsRefused(String host) {
    assertThat(problem("/", host).map(Problem::status)).contains(400);
  }

  @Test
  void noHostAndTwoHostsAreRefused() {
    assertThat(problem("/").orElseThrow().title()).contains("no Host header");
    assertThat(problem("/", "localhost", "evil.example").orElseThrow().title())
        .contains("more than one");
  }
}
