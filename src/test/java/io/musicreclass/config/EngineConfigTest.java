package io.musicreclass.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineConfigTest {
  private static EngineConfig config(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .withMapping(EngineConfig.class)
        .withSources(new PropertiesConfigSource(values, "test", 100))
        .build()
        .getConfigMapping(EngineConfig.class);
  }

  @Test
  void theDefaultsMatchTheDesign() {
    EngineConfig config = config(Map.of());
    assertThat(config.kind()).isEqualTo(EngineConfig.Kind.AUTO);
    assertThat(config.precision()).isEqualTo(EngineConfig.Precision.FP16);
    assertThat(config.resident()).isEqualTo(EngineConfig.Resident.ALL);
    assertThat(config.threads()).isEmpty();
  }

  @Test
  void theKeysMatchTheDesign() {
    EngineConfig config =
        config(
            Map.of(
                "reclass.engine.kind", "onnx",
                "reclass.engine.precision", "fp32",
                "reclass.engine.resident", "one",
                "reclass.engine.threads", "3"));
    assertThat(config.kind()).isEqualTo(EngineConfig.Kind.ONNX);
    assertThat(config.precision()).isEqualTo(EngineConfig.Precision.FP32);
    assertThat(config.resident()).isEqualTo(EngineConfig.Resident.ONE);
    assertThat(config.threads()).hasValue(3);
  }
}
