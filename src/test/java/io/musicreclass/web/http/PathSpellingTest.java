package io.musicreclass.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathSpellingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/index.html",
        "/api/setup",
        "/api/tracks/sha256%3A00/correction",
        "/api/inbox/Bj%C3%B6rk/01%20a%3Bb%25c.mp3",
        "/api/inbox/..x/a...mp3",
        "/.well-known",
        "/q/metrics"
      })
  void theSpellingOfARouteIsAccepted(String path) {
    assertThat(PathSpelling.problem(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api;x/setup",
        "/api/setup;x",
        "/api/inbox/a;b.mp3",
        "/api%3bx/setup",
        "/api%2fsetup",
        "/api%5Csetup",
        "/api\\setup",
        "//api/setup",
        "/api//setup",
        "/api/./setup",
        "/api/../api/setup",
        "/api/%2e/setup",
        "/api/%2E./setup",
        "/api/inbox/%2e%2E/setup",
        "/api/setup/.",
        "/api/setup/%2e%2e",
        "/api%252fsetup",
        "/api/setup%00",
        "/api/setup%0d",
        "/q/%6detrics%2e"
      })
  void anyOtherIsRefused(String path) {
    assertThat(PathSpelling.problem(path).map(Problem::status)).contains(400);
  }
}
