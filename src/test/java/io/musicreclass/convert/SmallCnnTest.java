package io.musicreclass.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.musicreclass.convert.network.Encoder;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.read.TorchFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Genre CNNs whose weights make the result easy to compute by hand. */
class SmallCnnTest {
  private static final Offset<Float> ROUNDING = Offset.offset(1e-5f);

  @TempDir private Path folder;

  private static float[] filled(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }

  /** Each convolution passes the centre of its first input channel to each output. */
  private static TorchFiles passing(String prefix, int depth, int channels, String classifier) {
    TorchFiles file = new TorchFiles();
    for (int n = 0; n < depth; n++) {
      int inputs = n == 0 ? 1 : channels;
      float[] kernel = new float[channels * inputs * 9];
      for (int o = 0; o < channels; o++) {
        kernel[o * inputs * 9 + 4] = 1;
      }
      String name = prefix + 3 * n;
      file.put(name + ".weight", List.of(channels, inputs, 3, 3), () -> kernel);
      file.put(name + ".bias", List.of(channels), () -> new float[channels]);
    }
    int width = classifier.endsWith("flat") ? channels * 64 : channels;
    String name = classifier.replace("flat", "");
    file.put(name + ".weight", List.of(2, width), () -> filled(2 * width, 1f / width));
    file.put(name + ".bias", List.of(2), () -> new float[] {0, 10});
    return file;
  }

  private float[] logits(TorchFiles tensors, float[] input, int frames) throws Exception {
    Path encoder = folder.resolve("encoder.onnx");
    Path head = folder.resolve("head.onnx");
    int width;
    try (Checkpoint checkpoint = Checkpoint.open(tensors.zip(folder.resolve("cnn.pth")))) {
      Encoder found = GenreCnnFamily.encoder(checkpoint);
      width = found.width();
      found.write(encoder, Precision.FP32);
      Files.write(head, CheckpointHead.of(checkpoint).toOnnx());
    }
    float[] embedding = Onnx.run(encoder, input, 1, 1, 128, frames).get("embedding");
    return Onnx.run(head, embedding, 1, width).get("logits");
  }

  @Test
  void fourConvolutionsBeforeAClassifierOfTheirMeansPassAConstantThrough() throws Exception {
    TorchFiles tensors = passing("features.", 4, 3, "classifier.2");
    assertThat(logits(tensors, filled(128 * 128, 0.5f), 128))
        .containsExactly(new float[] {0.5f, 10.5f}, ROUNDING);
  }

  @Test
  void fourConvolutionsBeforeAClassifierOfAllThatIsLeftPassAConstantThrough() throws Exception {
    TorchFiles tensors = passing("features.", 4, 3, "classifier.2flat");
    assertThat(logits(tensors, filled(128 * 128, 0.5f), 128))
        .containsExactly(new float[] {0.5f, 10.5f}, ROUNDING);
  }

  @Test
  void twoConvolutionsBeforeALoneClassifierPassAConstantThrough() throws Exception {
    TorchFiles tensors = passing("feature_extractor.", 2, 3, "classifier");
    assertThat(logits(tensors, filled(128 * 64, 0.25f), 64))
        .containsExactly(new float[] {0.25f, 10.25f}, ROUNDING);
  }

  @Test
  void maxPoolKeepsThePeakOfEachSquare() throws Exception {
    float[] input = new float[128 * 16];
    input[0] = 64;
    // one of the remaining 32 x 4 squares contains the peak
    TorchFiles tensors = passing("feature_extractor.", 2, 1, "classifier");
    assertThat(logits(tensors, input, 16)[0]).isEqualTo(64f / 128);
  }

  @ParameterizedTest
  @CsvSource({
    "features., classifier.2, 128",
    "features., classifier.2flat, 128",
    "feature_extractor., classifierflat, 128",
    "feature_extractor., classifier, 0",
    "encoder., classifier.2, 0"
  })
  void theCnnThatWasTrainedOnSquaresTakesNothingElse(String prefix, String classifier, int frames)
      throws Exception {
    Path file = passing(prefix, 4, 3, classifier).zip(folder.resolve("cnn.pth"));
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(GenreCnnFamily.encoder(checkpoint).frames().orElse(0)).isEqualTo(frames);
    }
  }

  @Test
  void aClassifierThatFitsNoWayOfJoiningIsRefused() throws Exception {
    TorchFiles tensors =
        passing("features.", 4, 3, "classifier.2")
            .put("classifier.2.weight", List.of(2, 7), () -> new float[14]);
    Path file = tensors.zip(folder.resolve("cnn.pth"));
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThatExceptionOfType(ConvertException.class)
          .isThrownBy(() -> GenreCnnFamily.encoder(checkpoint))
          .withMessageContaining("7 inputs after 3 channels");
    }
  }

  @Test
  void aBatchNormBehindALayerIsFoldedIntoIt() throws Exception {
    TorchFiles tensors =
        new TorchFiles()
            .put("net.0.weight", List.of(1, 2), () -> new float[] {1, 1})
            .put("net.0.bias", List.of(1), () -> new float[] {1})
            .put("net.1.weight", List.of(1), () -> new float[] {3})
            .put("net.1.bias", List.of(1), () -> new float[] {0.5f})
            .put("net.1.running_mean", List.of(1), () -> new float[] {2})
            .put("net.1.running_var", List.of(1), () -> new float[] {4 - 1e-5f})
            .put("net.4.weight", List.of(2, 1), () -> new float[] {1, -1})
            .put("net.4.bias", List.of(2), () -> new float[2]);
    Path onnx = folder.resolve("head.onnx");
    try (Checkpoint checkpoint = Checkpoint.open(tensors.zip(folder.resolve("head.pth")))) {
      CheckpointHead head = CheckpointHead.of(checkpoint);
      assertThat(head.widths()).isEqualTo("2-1-2");
      Files.write(onnx, head.toOnnx());
    }
    // (2 + 3 + 1 - 2) / 2 * 3 + 0.5
    float[] have = Onnx.run(onnx, new float[] {2, 3}, 1, 2).get("logits");
    assertThat(Onnx.worst(have, new float[] {6.5f, -6.5f})).isLessThan(1e-5);
  }
}
