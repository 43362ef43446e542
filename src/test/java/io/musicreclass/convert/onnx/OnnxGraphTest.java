package io.musicreclass.convert.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.engine.Network;
import io.musicreclass.engine.onnx.OnnxEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxGraphTest {
  @TempDir private Path folder;

  private static OnnxGraph scaling(int count, Precision precision) {
    OnnxGraph graph = new OnnxGraph("scaling");
    String x = graph.input("input", 1);
    String odd = graph.weights("odd", Weights.of(List.of(1), () -> new float[] {2}), precision);
    String large =
        graph.weights(
            "large",
            Weights.of(
                List.of(count),
                () -> {
                  float[] values = new float[count];
                  Arrays.fill(values, 3);
                  return values;
                }),
            precision);
    String narrow = graph.cast(x, precision);
    String product = graph.op("Mul", graph.op("Mul", narrow, odd), large);
    graph.output(graph.cast(product, Precision.FP32), "output", count);
    return graph;
  }

  private static float last(Path file) throws Exception {
    try (OnnxEngine engine = new OnnxEngine(1);
        Network network = engine.load(file)) {
      float[] values = network.run(new float[] {0.5f}, 1);
      return values[values.length - 1];
    }
  }

  @Test
  void smallWeightsAreStoredInTheGraph() throws Exception {
    Path file = folder.resolve("encoder.onnx");
    scaling(1000, Precision.FP32).write(file);
    assertThat(folder.resolve("encoder.data")).doesNotExist();
    assertThat(last(file)).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"FP32, 17000000", "FP16, 34000000"})
  void weightsBeyond64MegabytesLieBesideTheGraph(Precision precision, int count) throws Exception {
    Path file = folder.resolve("encoder.fp16.onnx");
    scaling(count, precision).write(file);
    assertThat(Files.size(file)).isLessThan(1000);
    // each weight starts on its own page
    assertThat(Files.size(folder.resolve("encoder.fp16.data"))).isEqualTo(4096 + 68_000_000);
    assertThat(last(file)).isEqualTo(3);
  }

  @Test
  void theSameCallsGiveTheSameBytes() throws Exception {
    scaling(10, Precision.FP32).write(folder.resolve("a.onnx"));
    scaling(10, Precision.FP32).write(folder.resolve("b.onnx"));
    assertThat(folder.resolve("a.onnx")).hasSameBinaryContentAs(folder.resolve("b.onnx"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 3c00",
    "-2, c000",
    "65504, 7bff",
    "1e9, 7bff",
    "5.9604645e-8, 1",
    "2.9802322e-8, 0",
    "2.99e-8, 1",
    "6.1035156e-5, 400",
    "1.00048828125, 3c00",
    "1.00146484375, 3c02",
    "2047.6, 6800",
    "-0.0, 8000"
  })
  void aHalfIsTheNearestTiesToEven(float value, String hexadecimal) {
    assertThat(Integer.toHexString(Float16.of(value) & 0xffff)).isEqualTo(hexadecimal);
  }
}
