package io.musicreclass.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class StartFailureTest {
  private static Config port(String port) {
    return new SmallRyeConfigBuilder()
        .withSources(
            new PropertiesConfigSource(
                Map.of("quarkus.http.host", "127.0.0.1", "quarkus.http.port", port), "test", 1))
        .build();
  }

  @Test
  void aTakenPortIsNamedWithItsKey() {
    RuntimeException failure =
        new RuntimeException("Failed to start", new BindException("Address already in use"));
    assertThat(Server.startFailure(failure, port("8080")))
        .contains("port 8080 of 127.0.0.1 is in use", "quarkus.http.port");
  }

  @Test
  void anAddressOfAnotherMachineIsNamedWithItsKey() {
    assertThat(
            Server.startFailure(new BindException("Cannot assign requested address"), port("8080")))
        .contains("127.0.0.1", "quarkus.http.host");
  }

  @Test
  void aPortForRootIsNamedWithItsKey() {
    assertThat(Server.startFailure(new SocketException("Permission denied"), port("80")))
        .contains("port 80 ", "quarkus.http.port");
  }

  @Test
  void anythingElseIsReportedByItsRootCauseWithTheRemedy() {
    Throwable failure =
        new RuntimeException(
            "Failed to start", new IOException("wrapped", new IllegalStateException("disk full")));
    assertThat(Server.startFailure(failure, port("8080")))
        .isEqualTo(
            "the server cannot start: disk full; run reclass doctor to check the installation");
  }
}
