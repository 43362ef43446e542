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

class EngineInfoTest {
  /** An engine that only has a state. */
  private static final class FixedStateEngine implements Engine {
    private EngineState state;

    FixedStateEngine(EngineState state) {
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
      throw new IllegalStateException("not supported");
    }

    @Override
    public void close() {}
  }

  @Test
  void healthShowsTheEngineAndTheNetworkBeingCompiled() {
    Duration left = Duration.ofSeconds(9);
    EngineState state =
        new EngineState(
            "Orin",
            Precision.FP16,
            Optional.of(new EngineState.Building("mert encoder, fp16", 0.5, Optional.of(left))),
            List.of("a problem"));
    EngineInfo engineInfo =
        new EngineInfo(new FixedStateEngine(state), new JetsonSensors(), List::of);
    Health.Computing computing = engineInfo.computing();
    assertThat(computing.engine()).isEqualTo("tensorrt");
    assertThat(computing.precision()).isEqualTo("fp16");
    assertThat(computing.gpu()).hasValueSatisfying(gpu -> assertThat(gpu.name()).isEqualTo("Orin"));
    assertThat(computing.building())
        .contains(new Health.Building("mert encoder, fp16", 0.5, Optional.of(left)));
    assertThat(engineInfo.problems()).containsExactly("a problem");
  }

  @Test
  void aProblemIsNewOnceAndAgainAfterItHadEnded() {
    FixedStateEngine engine = new FixedStateEngine(EngineState.cpu(List.of("a")));
    EngineInfo engineInfo = new EngineInfo(engine, new JetsonSensors(), List::of);
    assertThat(engineInfo.newProblems()).containsExactly("a");
    engine.state = EngineState.cpu(List.of("a", "b"));
    assertThat(engineInfo.newProblems()).containsExactly("b");
    engine.state = EngineState.CPU;
    assertThat(engineInfo.newProblems()).isEmpty();
    engine.state = EngineState.cpu(List.of("a"));
    assertThat(engineInfo.newProblems()).containsExactly("a");
  }
}
