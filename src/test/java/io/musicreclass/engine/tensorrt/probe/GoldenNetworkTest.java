package io.musicreclass.engine.tensorrt.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.convert.onnx.OnnxGraph;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.engine.Network;
import io.musicreclass.engine.onnx.OnnxEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GoldenNetworkTest {
  @TempDir Path folder;

  /** The network as it is kept in the program's resources. */
  static byte[] graph(Precision precision) {
    OnnxGraph graph = new OnnxGraph("golden");
    String x = graph.input("input", OnnxGraph.BATCH, GoldenNetwork.INPUTS);
    String w =
        graph.values(
            "weights",
            List.of(GoldenNetwork.INPUTS, GoldenNetwork.OUTPUTS),
            GoldenNetwork.weights());
    String product = graph.op("MatMul", graph.cast(x, precision), graph.cast(w, precision));
    String logits = graph.cast(product, Precision.FP32);
    graph.output(
        graph.node("Softmax", logits).set("axis", 1).out(),
        "output",
        OnnxGraph.BATCH,
        GoldenNetwork.OUTPUTS);
    return graph.toBytes();
  }

  private static String name(Precision precision) {
    return precision == Precision.FP32 ? "fp32" : "fp16";
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void itsFileMatchesItsDefinition(Precision precision) throws Exception {
    assertThat(GoldenNetwork.file(name(precision))).isEqualTo(graph(precision));
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void onnxRuntimeGivesTheExpectedOutput(Precision precision) throws Exception {
    Path onnx = Files.write(folder.resolve("golden.onnx"), GoldenNetwork.file(name(precision)));
    try (OnnxEngine engine = new OnnxEngine(1);
        Network network = engine.load(onnx)) {
      float[] answer =
          network.run(GoldenNetwork.input(), GoldenNetwork.rows(), GoldenNetwork.INPUTS);
      assertThat(GoldenNetwork.off(answer)).isLessThan(1e-6);
      answer[1] += 0.01f;
      assertThat(GoldenNetwork.off(answer)).isGreaterThan(9e-3);
      answer[0] = Float.NaN;
      assertThat(GoldenNetwork.off(answer)).isNaN();
    }
  }
}
