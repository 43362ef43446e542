package io.musicreclass.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InboxConfigTest {
  @Test
  void keysAndDefaultsAreComplete() {
    assertThat(InboxConfig.class.getAnnotation(ConfigMapping.class).prefix())
        .isEqualTo("reclass.inbox");
    assertThat(
            Arrays.stream(InboxConfig.class.getMethods())
                .map(m -> m.getName() + "=" + m.getAnnotation(WithDefault.class).value()))
        .containsExactlyInAnyOrder("path=./inbox", "watch=auto", "settle=2s");
  }
}
