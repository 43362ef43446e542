package io.musicreclass.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageAddressTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.0.0.5", "no-such-host.invalid"})
  void aPageBoundToLoopbackHasNoAddress(String host) {
    assertThat(PageAddress.page(host, 8080)).isEmpty();
  }

  @Test
  void aPageBoundToAnAddressHasThatAddress() {
    assertThat(PageAddress.page("192.168.1.7", 80)).contains(URI.create("http://192.168.1.7:80/"));
    assertThat(PageAddress.page("fd00::7", 80)).contains(URI.create("http://[fd00::7]:80/"));
  }

  @Test
  void aPageBoundToAllAddressesHasOneOfTheMachines() {
    PageAddress.page("0.0.0.0", 8080)
        .ifPresent(
            page -> assertThat(page.getHost()).isNotEqualTo("0.0.0.0").doesNotMatch("127\\..*"));
  }
}
