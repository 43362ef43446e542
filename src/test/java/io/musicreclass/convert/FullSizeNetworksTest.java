package io.musicreclass.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.engine.Network;
import io.musicreclass.engine.onnx.OnnxEngine;
import io.musicreclass.engine.tensorrt.Numbers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The networks that deploy/gpu-check.sh runs: those of them that take less than a second here. */
class FullSizeNetworksTest {
  /** As deploy/gpu-check.sh demands of a GPU. */
  private static final double LEAST_COSINE = 0.999;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"FMA, 16", "MN04, 911", "MUSICNN, 250"})
  void halfPrecisionWithRandomWeightsAgreesWithSingle(FullSizeNetworks network, int outputs)
      throws Exception {
    float[] single = run(network, Precision.FP32);
    assertThat(single).hasSize(outputs);
    assertThat(Numbers.cosine(single, run(network, Precision.FP16), 0))
        .isBetween(LEAST_COSINE, 1.000001);
  }

  private float[] run(FullSizeNetworks network, Precision precision) throws Exception {
    List<Integer> shape = new ArrayList<>(List.of(1));
    shape.addAll(network.input());
    long[] sizes = shape.stream().mapToLong(Integer::longValue).toArray();
    float[] input = Numbers.noise(shape.stream().mapToLong(i -> i).reduce(1, (a, b) -> a * b));
    try (OnnxEngine engine = new OnnxEngine(1);
        Network loaded = engine.load(network.write(folder, precision))) {
      return loaded.run(input, sizes);
    }
  }
}
