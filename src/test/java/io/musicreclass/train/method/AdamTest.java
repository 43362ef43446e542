package io.musicreclass.train.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AdamTest {
  @Test
  void stepsAreThoseOfPyTorch() {
    float[] parameters = {1, -2, 0.5f};
    List<float[]> all = List.of(parameters);
    Adam adam = new Adam(0.1, all);
    adam.step(all, List.of(new float[] {0.5f, -4, 0}));
    adam.step(all, List.of(new float[] {0.25f, 2, 0}));
    adam.step(all, List.of(new float[] {-1, 0.125f, 0}));
    // torch.optim.Adam(lr=0.1) on the same gradients
    assertThat(parameters[0]).isCloseTo(0.827418f, within(1e-5f));
    assertThat(parameters[1]).isCloseTo(-1.854573f, within(1e-5f));
    assertThat(parameters[2]).isEqualTo(0.5f);
    assertThat(adam.steps()).isEqualTo(3);
  }
}
