package io.musicreclass.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxyTest {
  private static final String SUPERVISOR = "172.30.32.2";
  private static final String USER = "8c6b1c6f0a3f4b0e9a55d1c7e1f2a3b4";
  private static final TrustedProxy PROXY = TrustedProxy.of(Optional.of(SUPERVISOR));

  @Test
  void theSupervisorVouchesForTheUsersOfItsIngress() {
    assertThat(PROXY.vouchesFor(SUPERVISOR, true, USER)).isTrue();
    assertThat(TrustedProxy.of(Optional.of("fd0c::2")).vouchesFor("fd0c:0:0:0::2", true, USER))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "172.30.32.1",
        "172.30.32.20",
        "172.30.33.2",
        "127.0.0.1",
        "::1",
        "::172.30.32.2",
        "172.30.32.2.evil.example",
        "localhost",
        ""
      })
  void theSameHeadersFromAnotherAddressAreForged(String peer) {
    assertThat(PROXY.vouchesFor(peer, true, USER)).isFalse();
  }

  @Test
  void anUnknownAddressIsNotTheSupervisors() {
    assertThat(PROXY.vouchesFor(null, true, USER)).isFalse();
  }

  @Test
  void theSupervisorsOwnRequestsAreNobodys() {
    assertThat(PROXY.vouchesFor(SUPERVISOR, false, USER)).isFalse();
    assertThat(PROXY.vouchesFor(SUPERVISOR, true, null)).isFalse();
    assertThat(PROXY.vouchesFor(SUPERVISOR, true, "")).isFalse();
    assertThat(PROXY.vouchesFor(SUPERVISOR, true, "a b")).isFalse();
  }

  @Test
  void unlessItIsSetNobodyIsTrusted() {
    TrustedProxy nobody = TrustedProxy.of(Optional.empty());
    assertThat(nobody.vouchesFor(SUPERVISOR, true, USER)).isFalse();
    assertThat(nobody.vouchesFor("127.0.0.1", true, USER)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "supervisor",
        "172.30.32.0/23",
        "172.30.32.2,172.30.32.3",
        "0.0.0.0",
        "::",
        "999.1.1.1",
        "*",
        ""
      })
  void theSettingIsOneNumericAddress(String setting) {
    assertThat(TrustedProxy.problem(setting).orElseThrow())
        .contains("reclass.web.trusted-proxy", "172.30.32.2");
    assertThatThrownBy(() -> TrustedProxy.of(Optional.of(setting)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
