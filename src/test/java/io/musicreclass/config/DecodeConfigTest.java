package io.musicreclass.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DecodeConfigTest {
  @Test
  void keysAndDefaultsAreComplete() {
    assertThat(DecodeConfig.class.getAnnotation(ConfigMapping.class).prefix())
        .isEqualTo("reclass.decode");
    assertThat(
            Arrays.stream(DecodeConfig.class.getMethods())
                .map(m -> m.getName() + "=" + m.getAnnotation(WithDefault.class).value()))
        .containsExactly("max=20m");
  }
}
