package io.musicreclass.engine.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.config.EngineConfig;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.EngineState;
import io.musicreclass.engine.onnx.OnnxEngine;
import io.musicreclass.engine.tensorrt.TensorRt.Opened;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnginesTest {
  private static final Engines.Opener NO_GPU = cpu -> new Opened.Absent();
  private static final Engines.Opener BROKEN =
      cpu -> new Opened.Unusable(List.of("libnvinfer.so.10 is missing: apt install libnvinfer10"));

  private static EngineConfig config(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .withMapping(EngineConfig.class)
        .withSources(new PropertiesConfigSource(values, "test", 100))
        .build()
        .getConfigMapping(EngineConfig.class);
  }

  private static EngineConfig kind(String kind) {
    return config(Map.of("reclass.engine.kind", kind));
  }

  @Test
  void withoutAGpuOnnxRuntimeRunsAndNothingIsReported() {
    try (Engine engine = Engines.open(kind("auto"), NO_GPU)) {
      assertThat(engine.kind()).isEqualTo("onnx");
      assertThat(engine.state()).isEqualTo(EngineState.CPU);
    }
  }

  @Test
  void anUnusableGpuIsReportedWithRemedyAndCost() {
    try (Engine engine = Engines.open(kind("auto"), BROKEN)) {
      assertThat(engine.kind()).isEqualTo("onnx");
      assertThat(engine.state().problems())
          .containsExactly(
              "The NVIDIA GPU cannot be used (libnvinfer.so.10 is missing: apt install"
                  + " libnvinfer10): networks run on the CPU, about 10 to 50 times slower in"
                  + " stages 2 and 3; to accept that, set reclass.engine.kind=onnx");
    }
  }

  @Test
  void aUsableGpuIsUsed() {
    try (OnnxEngine gpu = new OnnxEngine(1);
        Engine engine = Engines.open(kind("auto"), cpu -> new Opened.Ready(gpu))) {
      assertThat(engine).isSameAs(gpu);
    }
    try (OnnxEngine gpu = new OnnxEngine(1);
        Engine engine = Engines.open(kind("tensorrt"), cpu -> new Opened.Ready(gpu))) {
      assertThat(engine).isSameAs(gpu);
    }
  }

  @Test
  void kindTensorrtFailsWithWhatIsMissing() {
    assertThatThrownBy(() -> Engines.open(kind("tensorrt"), BROKEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "reclass.engine.kind is tensorrt, but the NVIDIA GPU cannot be used: libnvinfer.so.10"
                + " is missing: apt install libnvinfer10");
    assertThatThrownBy(() -> Engines.open(kind("tensorrt"), NO_GPU))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no NVIDIA GPU found")
        .hasMessageContaining("reclass.engine.kind=auto");
  }

  @Test
  void onnxNeverLooksForAGpu() {
    Engines.Opener forbidden =
        cpu -> {
          throw new AssertionError("It looked");
        };
    try (Engine engine = Engines.open(kind("onnx"), forbidden)) {
      assertThat(engine.state().problems()).isEmpty();
    }
  }

  @Test
  void zeroThreadsAreRefusedWithTheKey() {
    EngineConfig none = config(Map.of("reclass.engine.threads", "0"));
    assertThatThrownBy(() -> Engines.open(none, NO_GPU))
        .hasMessageContaining("reclass.engine.threads is 0");
  }
}
