package io.musicreclass.publish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.publish.Eventually;
import io.musicreclass.testing.TestMqttConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BrokerTargetTest {
  private static final Path ROOT = Path.of("/");

  @Test
  void aConfiguredBrokerIsUsed() {
    try (BrokerTarget target = BrokerTarget.of(TestMqttConfig.of("url", "tcp://broker"), ROOT)) {
      assertThat(target.embedded()).isFalse();
      assertThat(target.settings().uri()).isEqualTo("tcp://broker:1883");
    }
  }

  @Test
  void aBrokerThatIsAlreadyRunningIsUsed() {
    try (BrokerTarget first =
            BrokerTarget.of(
                TestMqttConfig.of(), ROOT); // embedded, unless a broker is already running
        BrokerTarget second = BrokerTarget.of(TestMqttConfig.of("node", "second"), ROOT)) {
      assertThat(second.embedded()).isFalse();
      assertThat(second.settings().uri()).isEqualTo(first.settings().uri());
      Mqtt mqtt = new Mqtt(second.settings());
      try (mqtt) {
        mqtt.start(() -> {});
        Eventually.holds("connected", mqtt::connected);
      }
    }
  }
}
