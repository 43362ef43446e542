package io.musicreclass.publish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.publish.Eventually;
import io.musicreclass.testing.Configs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TargetTest {
  private static final Path ROOT = Path.of("/");

  @Test
  void aConfiguredBrokerIsTaken() {
    try (Target target = Target.of(Configs.mqtt("url", "tcp://broker"), ROOT)) {
      assertThat(target.embedded()).isFalse();
      assertThat(target.settings().uri()).isEqualTo("tcp://broker:1883");
    }
  }

  @Test
  void whatListensAlreadyIsTaken() {
    try (Target first = Target.of(Configs.mqtt(), ROOT); // embedded, unless the machine has one
        Target second = Target.of(Configs.mqtt("node", "second"), ROOT)) {
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
