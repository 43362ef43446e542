package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.config.EngineConfig.Precision;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.EngineState;
import io.musicreclass.engine.Network;
import io.musicreclass.publish.Health;
import io.musicreclass.sensors.JetsonSensors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComputingTest {
  /** An engine that only says how it is. */
  private static final class Speaking implements Engine {
    private EngineState state;

    Speaking(EngineState state) {
      this.state = state;
    }

    @Override
    public EngineState state() {
      return state;
    }

    @Override
    public String kind() {
      return "tensorrt";
    }

    @Override
    public String version() {
      return "10.3.0";
    }

    @Override
    public Network load(Path onnx) {
      throw new IllegalStateException("It only speaks");
    }

    @Override
    public void close() {}
  }

  @Test
  void healthSaysWhatComputesAndWhatIsBeingCompiled() {
    Duration left = Duration.ofSeconds(9);
    EngineState state =
        new EngineState(
            "Orin",
            Precision.FP16,
            Optional.of(new EngineState.Building("mert encoder, fp16", 0.5, Optional.of(left))),
            List.of("a problem"));
    EngineInfo machine = new EngineInfo(new Speaking(state), new JetsonSensors());
    Health.Computing computing = machine.computing();
    assertThat(computing.engine()).isEqualTo("tensorrt");
    assertThat(computing.precision()).isEqualTo("fp16");
    assertThat(computing.gpu()).hasValueSatisfying(gpu -> assertThat(gpu.name()).isEqualTo("Orin"));
    assertThat(computing.building())
        .contains(new Health.Building("mert encoder, fp16", 0.5, Optional.of(left)));
    assertThat(machine.problems()).containsExactly("a problem");
  }

  @Test
  void aProblemIsNewOnceAndAgainAfterItWasGone() {
    Speaking engine = new Speaking(EngineState.cpu(List.of("a")));
    EngineInfo machine = new EngineInfo(engine, new JetsonSensors());
    assertThat(machine.newProblems()).containsExactly("a");
    engine.state = EngineState.cpu(List.of("a", "b"));
    assertThat(machine.newProblems()).containsExactly("b");
    engine.state = EngineState.CPU;
    assertThat(machine.newProblems()).isEmpty();
    engine.state = EngineState.cpu(List.of("a"));
    assertThat(machine.newProblems()).containsExactly("a");
  }
}
