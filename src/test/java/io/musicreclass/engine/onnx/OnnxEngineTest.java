package io.musicreclass.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Library;
import com.sun.jna.Native;
import io.musicreclass.engine.Network;
import io.musicreclass.engine.TinyOnnx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxEngineTest {
  @TempDir private Path folder;
  private final OnnxEngine engine = new OnnxEngine(1);

  private interface LibC extends Library {
    String getenv(String name);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("net.onnx"), bytes);
  }

  private Network diagonal() throws IOException {
    return engine.load(file(TinyOnnx.diagonal(3, 2)));
  }

  @Test
  void aNetworkComputesWithItsWeights() throws IOException {
    try (Network network = diagonal()) {
      assertThat(network.run(new float[] {1, 2, 3, 4, 5, 6}, 2, 3)).containsExactly(1, 4, 4, 10);
      assertThat(network.inputShape()).isEqualTo(List.of(-1L, 3L));
      assertThat(network.outputShape()).isEqualTo(List.of(-1L, 2L));
    }
  }

  @Test
  void theOutputOfARunIsNotChangedByTheNext() throws IOException {
    try (Network network = diagonal()) {
      float[] first = network.run(new float[] {1, 1, 1}, 1, 3);
      float[] second = network.run(new float[] {5, 5, 5}, 1, 3);
      assertThat(first).containsExactly(1, 2);
      assertThat(second).containsExactly(5, 10);
    }
  }

  @Test
  void shapesThatDoNotFitAreReportedWithBoth() throws IOException {
    try (Network network = diagonal()) {
      for (long[] shape : new long[][] {{1, 2}, {2, 3}, {3}, {1, 1, 3}, {-1, -3}, {0, 3}, {}}) {
        assertThatThrownBy(() -> network.run(new float[3], shape))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(Arrays.toString(shape))
            .hasMessageContaining("[-1, 3]");
      }
    }
  }

  @Test
  void aClosedNetworkReportsItAndCanBeClosedAgain() throws IOException {
    Network network = diagonal();
    network.close();
    network.close();
    assertThatThrownBy(() -> network.run(new float[3], 1, 3))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("net.onnx is closed");
  }

  @Test
  void aClosedEngineLoadsNothing() throws IOException {
    Path file = file(TinyOnnx.diagonal(3, 2));
    engine.close();
    engine.close();
    assertThatThrownBy(() -> engine.load(file)).hasMessageContaining("engine is closed");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 40, 100})
  void aTruncatedFileIsReportedWithTheRemedy(int bytes) throws IOException {
    Path file = file(Arrays.copyOf(TinyOnnx.diagonal(3, 2), bytes));
    assertThatThrownBy(() -> engine.load(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("net.onnx is not a network")
        .hasMessageContaining("import or train the model again");
  }

  @Test
  void anAbsentFileIsNamed() {
    assertThatThrownBy(() -> engine.load(folder.resolve("none.onnx")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.onnx is missing");
  }

  @Test
  void telemetryIsOffBeforeTheRuntimeStarts() {
    assertThat(engine.kind()).isEqualTo("onnx");
    assertThat(engine.version()).isEqualTo("1.29.0");
    assertThat(Native.load("c", LibC.class).getenv("ORT_DISABLE_TELEMETRY")).isEqualTo("1");
  }
}
