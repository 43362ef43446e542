package io.musicreclass.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.Golden;
import io.musicreclass.convert.network.Encoder;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** musicnn and EfficientAT against PyTorch's outputs; each prints its worst difference. */
class GoldenTaggersTest {
  private static final int PATCH = 187 * 96;
  private static final String MSD = "MSD_musicnn.h5";
  private static final String MTT = "MTT_musicnn.h5";
  private static final String MN04 = "mn04_as_mAP_432.pt";

  @TempDir private Path folder;

  private static Path golden(String name) {
    return Golden.path("golden/taggers/" + name);
  }

  private static float[] npy(String name) throws Exception {
    try (Checkpoint file = Checkpoint.open(golden("expected/" + name + ".npy"))) {
      return file.tensors().get("").floats();
    }
  }

  private static double print(String what, double worst) {
    System.out.printf("%s: worst difference %.2g%n", what, worst);
    return worst;
  }

  private Path written(EncoderFamily family, String name, Precision precision)
      throws ConvertException, IOException {
    Path onnx = folder.resolve(precision + ".onnx");
    try (Checkpoint checkpoint = Checkpoint.open(golden(name))) {
      Encoder encoder =
          family.find(checkpoint, Optional.empty(), Import.EncoderOptions.DEFAULT).encoder();
      encoder.writeEveryState(onnx, precision);
    }
    return onnx;
  }

  private static float[] patch() throws Exception {
    return Arrays.copyOf(npy("musicnn.logmel"), PATCH);
  }

  @Test
  void everyStateOfMusicnnIsPyTorchs() throws Exception {
    Path onnx = written(new MusicnnFamily(), MSD, Precision.FP32);

    Map<String, float[]> have = Onnx.run(onnx, patch(), 1, 1, 187, 96);

    Map<String, String> states =
        Map.of(
            "front",
            "front_561xT",
            "max_pool",
            "max_pool",
            "mean_pool",
            "mean_pool",
            "logits",
            "logits");
    for (Map.Entry<String, String> state : states.entrySet()) {
      double worst = Onnx.worst(have.get(state.getKey()), npy("musicnn.msd." + state.getValue()));
      assertThat(print("musicnn " + state.getKey(), worst)).isPositive().isLessThan(1e-3);
    }
    float[] output = have.get("embedding");
    double embedding = Onnx.worst(Arrays.copyOf(output, 200), npy("musicnn.msd.penultimate"));
    double tags = Onnx.worst(Arrays.copyOfRange(output, 200, 250), npy("musicnn.msd.tags"));
    assertThat(print("musicnn embedding", embedding)).isPositive().isLessThan(1e-3);
    assertThat(print("musicnn tags", tags)).isPositive().isLessThan(1e-4);
  }

  @Test
  void theTagsOfMagnaTagATuneArePyTorchs() throws Exception {
    Path onnx = written(new MusicnnFamily(), MTT, Precision.FP32);

    float[] output = Onnx.run(onnx, patch(), 1, 1, 187, 96).get("embedding");

    double tags = Onnx.worst(Arrays.copyOfRange(output, 200, 250), npy("musicnn.mtt.tags"));
    assertThat(print("musicnn mtt tags", tags)).isPositive().isLessThan(1e-4);
  }

  @Test
  void anEmptyPatchIsPyTorchsAlsoWithinABatch() throws Exception {
    Path onnx = written(new MusicnnFamily(), MSD, Precision.FP32);
    float[] batch = new float[3 * PATCH];
    System.arraycopy(patch(), 0, batch, PATCH, PATCH);

    Map<String, float[]> have = Onnx.run(onnx, batch, 3, 1, 187, 96);

    float[] zeros = npy("musicnn.msd.zeros.logits");
    float[] logits = have.get("logits");
    assertThat(Onnx.worst(Arrays.copyOf(logits, 50), zeros)).isLessThan(1e-3);
    assertThat(Onnx.worst(Arrays.copyOfRange(logits, 50, 100), npy("musicnn.msd.logits")))
        .isLessThan(1e-3);
    assertThat(print("musicnn of zeros", Onnx.worst(Arrays.copyOfRange(logits, 100, 150), zeros)))
        .isLessThan(1e-3);
  }

  @Test
  void everyStateOfEfficientAtIsPyTorchs() throws Exception {
    Path onnx = written(new EfficientAtFamily(), MN04, Precision.FP32);
    float[] window = npy("mn04.logmel_128xT");

    Map<String, float[]> have = Onnx.run(onnx, window, 1, 1, 128, window.length / 128);

    float[] output = have.get("embedding");
    double embedding = Onnx.worst(Arrays.copyOf(output, 384), npy("mn04.pool_384"));
    double hidden = Onnx.worst(have.get("hidden"), npy("mn04.hidden_512"));
    double logits = Onnx.worst(Arrays.copyOfRange(output, 384, 911), npy("mn04.logits_527"));
    assertThat(print("mn04 embedding", embedding)).isPositive().isLessThan(1e-3);
    assertThat(print("mn04 hidden", hidden)).isPositive().isLessThan(1e-3);
    assertThat(print("mn04 logits", logits)).isPositive().isLessThan(1e-3);
  }

  @ParameterizedTest
  @CsvSource({MSD + ", 0.02", MN04 + ", 0.1"})
  void halfPrecisionStaysNear(String name, double limit) throws Exception {
    boolean musicnn = name.equals(MSD);
    EncoderFamily family = musicnn ? new MusicnnFamily() : new EfficientAtFamily();
    float[] input = musicnn ? patch() : npy("mn04.logmel_128xT");
    long[] shape = musicnn ? new long[] {1, 1, 187, 96} : new long[] {1, 1, 128, 400};

    float[] full = Onnx.run(written(family, name, Precision.FP32), input, shape).get("embedding");
    float[] half = Onnx.run(written(family, name, Precision.FP16), input, shape).get("embedding");

    int width = musicnn ? 200 : 384;
    double scores =
        Onnx.worst(
            Arrays.copyOfRange(half, width, half.length),
            Arrays.copyOfRange(full, width, full.length));
    assertThat(print(name + " scores in FP16", scores)).isLessThan(limit);
  }
}
