package io.musicreclass.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.systemd.ServiceState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceStatusTest {
  @TempDir private Path folder;

  @Test
  void beforeTheDaemonRunsItIsStarting() {
    assertThat(new ServiceStatus(Optional::empty).now())
        .isEqualTo(new ServiceState(false, true, "Starting"));
  }

  @Test
  void aRunningDaemonSaysWhatItDoes() throws IOException {
    try (TestDaemon daemon = TestDaemon.start(folder)) {
      ServiceState now = new ServiceStatus(daemon.holder()::daemon).now();
      assertThat(now.alive()).isTrue();
      assertThat(now.status()).matches("(Starting|Idle): 0 classified.*");
    }
  }
}
