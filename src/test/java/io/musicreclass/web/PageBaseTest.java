package io.musicreclass.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageBaseTest {
  @ParameterizedTest
  @CsvSource({"/,''", "/reclass,/reclass", "/reclass/,/reclass", "/home/music_box,/home/music_box"})
  void aPathHasNoAddress(String setting, String path) {
    PageBase base = PageBase.of(setting);
    assertThat(base.path()).isEqualTo(path);
    assertThat(base.page()).isEmpty();
    assertThat(base.hostName()).isEmpty();
    assertThat(base.origin()).isEmpty();
  }

  @Test
  void aUrlIsWhereLinksLead() {
    PageBase base = PageBase.of("https://Home.example:443/reclass");
    assertThat(base.page()).contains(URI.create("https://home.example/reclass/"));
    assertThat(base.hostName()).contains("home.example");
    assertThat(base.origin()).contains("https://home.example");
    assertThat(PageBase.of("http://10.0.0.7:8123").page())
        .contains(URI.create("http://10.0.0.7:8123/"));
    assertThat(PageBase.of("http://[fd00::7]/a/").page())
        .contains(URI.create("http://[fd00::7]/a/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "reclass",
        "//evil.example",
        "/a//b",
        "/../a",
        "/a/.",
        "/.hidden",
        "/a;Path=/",
        "/a b",
        "/a'b",
        "/a\"b",
        "/a\r\nSet-Cookie: x=y",
        "/%2e%2e",
        "/ä",
        "ftp://home.example/",
        "https://user@home.example/",
        "https://home.example/?x",
        "https://home.example/#x",
        "https://-/'",
        "javascript:alert(1)"
      })
  void anythingElseIsRefusedWithTheRemedy(String setting) {
    assertThat(PageBase.problem(setting).orElseThrow())
        .startsWith("reclass.web.base is '" + setting + "': use a path such as /reclass");
    assertThatThrownBy(() -> PageBase.of(setting)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyPathsBelowThePrefixAreShortened() {
    PageBase base = PageBase.of("/music");
    assertThat(base.below("/music/api/tracks")).contains("/api/tracks");
    assertThat(base.below("/music/")).contains("/");
    assertThat(base.below("/music")).isEmpty();
    assertThat(base.below("/musical/api")).isEmpty();
    assertThat(base.below("/api/music/")).isEmpty();
    assertThat(PageBase.of("/").below("/api")).isEmpty();
  }

  @Test
  void aPrefixFromARequestIsAPlainPathOrNone() {
    assertThat(ProxyPrefix.valid("/api/hassio_ingress/dW-x_9~a/"))
        .contains("/api/hassio_ingress/dW-x_9~a");
    assertThat(ProxyPrefix.valid("/")).isEqualTo(Optional.empty());
    assertThat(ProxyPrefix.valid("/a, /b")).isEmpty();
    assertThat(ProxyPrefix.valid("/a; Domain=example")).isEmpty();
    assertThat(ProxyPrefix.valid("/" + "a".repeat(300))).isEmpty();
    assertThat(ProxyPrefix.valid("/a".repeat(9))).isEmpty();
  }
}
