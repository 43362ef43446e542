package io.musicreclass.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.cli.settings.TestSettings;
import io.musicreclass.config.Settings;
import io.musicreclass.publish.Mosquitto;
import io.musicreclass.setup.Diagnostics.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks of the broker by doctor, which connects to it like setup. */
class DiagnosticsTest {
  private static final Path TLS = Path.of("src/test/resources/publish/tls").toAbsolutePath();

  @TempDir private Path folder;

  private Finding broker(String... settings) {
    Map<String, String> environment = new HashMap<>();
    environment.put("RECLASS_HOME", folder.resolve("var").toString());
    environment.put("RECLASS_MODELS_PATH", folder.resolve("models").toString());
    for (int i = 0; i < settings.length; i += 2) {
      environment.put("RECLASS_MQTT_" + settings[i], settings[i + 1]);
    }
    Settings setup = TestSettings.setup(folder, folder.resolve("none.properties"), environment);
    return Diagnostics.of(setup).stream().filter(f -> f.what().equals("broker")).findFirst().get();
  }

  @Test
  void aWrongLoginIsAProblemWithItsReason() throws IOException {
    String[] login = Mosquitto.login(folder, "me", "right");
    try (Mosquitto broker = Mosquitto.start(folder, login)) {
      Finding wrong = broker("URL", broker.url(), "USERNAME", "me", "PASSWORD", "wrong");
      assertThat(wrong.ok()).isFalse();
      assertThat(wrong.text()).contains("Login refused by", "reclass.mqtt.username");
      assertThat(broker("URL", broker.url()).ok()).isFalse();
      assertThat(broker("URL", broker.url(), "USERNAME", "me", "PASSWORD", "right"))
          .isEqualTo(
              new Finding(true, "broker", broker.url() + "; test message sent and received"));
    }
  }

  @Test
  void aCertificateOfAnotherNameOrAuthorityIsAProblemWithItsReason() throws IOException {
    String[] tls =
        Mosquitto.tls(
            TLS.resolve("ca.pem"), TLS.resolve("elsewhere.pem"), TLS.resolve("elsewhere.key"));
    try (Mosquitto broker = Mosquitto.start(folder, tls)) {
      String url = "ssl://localhost:" + broker.port();
      Finding name = broker("URL", url, "CA", TLS.resolve("ca.pem").toString());
      assertThat(name.ok()).isFalse();
      assertThat(name.text()).contains("is for another name");
      assertThat(broker("URL", url).text()).contains("set reclass.mqtt.ca to its authority");
      Finding plain = broker("URL", "tcp://localhost:" + broker.port());
      assertThat(plain.ok()).isFalse();
    }
  }

  @Test
  void anUnreachableBrokerIsAProblem() throws IOException {
    Finding away = broker("URL", "tcp://127.0.0.1:" + Mosquitto.freePort());
    assertThat(away.ok()).isFalse();
    assertThat(away.text()).contains("start the broker, or correct reclass.mqtt.url");
  }
}
