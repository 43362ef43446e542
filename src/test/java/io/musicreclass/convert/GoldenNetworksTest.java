package io.musicreclass.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.Golden;
import io.musicreclass.convert.network.Encoder;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.read.Checkpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares each layer's output of every network with PyTorch's; prints the largest differences. */
class GoldenNetworksTest {
  private static final double STATES = 5e-5;
  private static final double MEANS = 2e-6;
  private static final double LOGITS = 1e-5;

  @TempDir private Path folder;

  private static Path golden(String name) {
    return Golden.path("golden/networks/" + name);
  }

  private static float[] npy(String name) throws Exception {
    try (Checkpoint file = Checkpoint.open(golden(name))) {
      return file.tensors().get("").floats();
    }
  }

  private static double say(String what, double worst) {
    System.out.printf("%s: worst difference %.2g%n", what, worst);
    return worst;
  }

  @ParameterizedTest
  @ValueSource(strings = {"mert95_tiny", "mert330_tiny", "mert_layernorm_tiny"})
  void everyHiddenStateOfMertIsPyTorchs(String name) throws Exception {
    Path onnx = folder.resolve("encoder.onnx");
    try (Checkpoint checkpoint = Checkpoint.open(golden(name + "/pytorch_model.bin"))) {
      MertFamily.encoder(checkpoint, Optional.of(golden(name + "/config.json")))
          .writeEveryState(onnx, Precision.FP32);
    }
    double states = 0;
    double means = 0;
    for (String clip : List.of("synth24k_1s:synth1s", "music24k_5s:music5s")) {
      String[] names = clip.split(":", 2);
      float[] wave = npy("audio/" + names[0] + ".norm.npy");
      Map<String, float[]> have = Onnx.run(onnx, wave, 1, wave.length);
      String expected = name + "/expected/" + names[1] + ".norm.";
      for (int i = 0; Files.exists(golden(name).resolve(file(expected, name, i))); i++) {
        float[] want = npy(expected + "hidden_" + i + ".npy");
        states = Math.max(states, Onnx.worst(have.get("hidden_" + i), want));
      }
      means = Math.max(means, Onnx.worst(have.get("embedding"), npy(expected + "last_mean.npy")));
      float[] raw = npy("audio/" + names[0] + ".npy");
      means =
          Math.max(
              means,
              Onnx.worst(
                  Onnx.run(onnx, raw, 1, raw.length).get("embedding"),
                  npy(name + "/expected/" + names[1] + ".raw.last_mean.npy")));
    }
    assertThat(say(name + " hidden states", states)).isPositive().isLessThan(STATES);
    assertThat(say(name + " time means", means)).isPositive().isLessThan(MEANS);
  }

  private static String file(String expected, String name, int i) {
    return expected.substring(name.length() + 1) + "hidden_" + i + ".npy";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.safetensors",
        "model.parametrized-names.safetensors",
        "pytorch_model.torch213.bin"
      })
  void eachContainerGivesTheSameNetwork(String name) throws Exception {
    Path one = folder.resolve("one.onnx");
    Path other = folder.resolve("other.onnx");
    try (Checkpoint a = Checkpoint.open(golden("mert95_tiny/pytorch_model.bin"));
        Checkpoint b = Checkpoint.open(golden("mert95_tiny/" + name))) {
      MertFamily.encoder(a, Optional.of(golden("mert95_tiny/config.json")))
          .write(one, Precision.FP32);
      MertFamily.encoder(b, Optional.of(golden("mert95_tiny/config.json")))
          .write(other, Precision.FP32);
    }
    float[] wave = npy("audio/synth24k_1s.norm.npy");
    assertThat(Onnx.run(other, wave, 1, wave.length).get("embedding"))
        .isEqualTo(Onnx.run(one, wave, 1, wave.length).get("embedding"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mert95_tiny", "mert330_tiny", "mert_layernorm_tiny"})
  void mertInHalfPrecisionStaysNear(String name) throws Exception {
    Path onnx = folder.resolve("encoder.fp16.onnx");
    try (Checkpoint checkpoint = Checkpoint.open(golden(name + "/model.safetensors"))) {
      MertFamily.encoder(checkpoint, Optional.of(golden(name + "/config.json")))
          .write(onnx, Precision.FP16);
    }
    float[] wave = npy("audio/music24k_5s.norm.npy");
    float[] have = Onnx.run(onnx, wave, 1, wave.length).get("embedding");
    float[] want = npy(name + "/expected/music5s.norm.last_mean.npy");
    assertThat(say(name + " time means in FP16", Onnx.worst(have, want))).isLessThan(5e-3);
  }

  @Test
  void openJmlaInHalfPrecisionStaysClose() throws Exception {
    Path onnx = folder.resolve("encoder.fp16.onnx");
    try (Checkpoint checkpoint = Checkpoint.open(golden("jmla_tiny/epoch_20.pth"))) {
      JmlaFamily.encoder(checkpoint, OptionalInt.of(4), Import.Pooling.MEAN)
          .write(onnx, Precision.FP16);
    }
    float[] have = Onnx.run(onnx, npy("jmla_tiny/input_1x80x176.npy"), 1, 80, 176).get("embedding");
    float[] want = npy("jmla_tiny/expected/mean_all_tokens.npy");
    assertThat(say("jmla_tiny token means in FP16", Onnx.worst(have, want))).isLessThan(5e-3);
  }

  @Test
  void vggishInHalfPrecisionIsAtMostTwoOf255StepsOff() throws Exception {
    Path onnx = folder.resolve("encoder.fp16.onnx");
    try (Checkpoint checkpoint = Checkpoint.open(golden("vggish_small/vggish_with_pproc.pth"))) {
      VggishFamily.encoder(checkpoint, Optional.empty()).write(onnx, Precision.FP16);
    }
    float[] have =
        Onnx.run(onnx, npy("frontends/vggish_examples.npy"), 10, 1, 96, 64).get("embedding");
    float[] want = npy("vggish_small/expected/embeddings_quantised.npy");
    assertThat(say("vggish_small steps in FP16", Onnx.worst(have, want))).isLessThanOrEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "epoch_20.pth",
        "mmcv_meta.pth",
        "backbone_prefixed.pth",
        "legacy_format.pth",
        "bare_state_dict.torch213.pth"
      })
  void everyTokenOfOpenJmlaIsPyTorchs(String name) throws Exception {
    Path onnx = folder.resolve("encoder.onnx");
    Path classToken = folder.resolve("class.onnx");
    OptionalInt heads = OptionalInt.of(4);
    try (Checkpoint checkpoint = Checkpoint.open(golden("jmla_tiny/" + name))) {
      JmlaFamily.encoder(checkpoint, heads, Import.Pooling.MEAN)
          .writeEveryState(onnx, Precision.FP32);
      JmlaFamily.encoder(checkpoint, heads, Import.Pooling.CLASS).write(classToken, Precision.FP32);
    }
    float[] mel = npy("jmla_tiny/input_1x80x176.npy");
    Map<String, float[]> have = Onnx.run(onnx, mel, 1, 80, 176);
    double states = 0;
    for (String state :
        List.of("tokens_after_0", "tokens_after_1", "tokens_after_2", "final_tokens")) {
      states =
          Math.max(
              states, Onnx.worst(have.get(state), npy("jmla_tiny/expected/" + state + ".npy")));
    }
    double means = Onnx.worst(have.get("embedding"), npy("jmla_tiny/expected/mean_all_tokens.npy"));
    assertThat(say("jmla_tiny tokens of " + name, states)).isLessThan(STATES);
    assertThat(say("jmla_tiny token means of " + name, means)).isLessThan(MEANS);
    assertThat(
            Onnx.worst(
                Onnx.run(classToken, mel, 1, 80, 176).get("embedding"),
                npy("jmla_tiny/expected/cls.npy")))
        .isLessThan(STATES);
  }

  @ParameterizedTest
  @CsvSource({
    "vggish.pth, vggish_pca_params.pth",
    "vggish.zip.pth, vggish_pca_params.pth",
    "vggish_with_pproc.pth,"
  })
  void vggishIsPyTorchs(String name, String pcaName) throws Exception {
    Path onnx = folder.resolve("encoder.onnx");
    try (Checkpoint checkpoint = Checkpoint.open(golden("vggish_small/" + name))) {
      if (pcaName == null) {
        VggishFamily.encoder(checkpoint, Optional.empty()).writeEveryState(onnx, Precision.FP32);
      } else {
        try (Checkpoint pca = Checkpoint.open(golden("vggish_small/" + pcaName))) {
          VggishFamily.encoder(checkpoint, Optional.of(pca)).writeEveryState(onnx, Precision.FP32);
        }
      }
    }
    Map<String, float[]> have = Onnx.run(onnx, npy("frontends/vggish_examples.npy"), 10, 1, 96, 64);
    String expected = "vggish_small/expected/";
    assertThat(
            say(
                "vggish_small features of " + name,
                Onnx.worst(have.get("features"), npy(expected + "features_out_nchw.npy"))))
        .isLessThan(STATES);
    assertThat(Onnx.worst(have.get("before_pca"), npy(expected + "embeddings_pre_pca.npy")))
        .isLessThan(STATES);
    assertThat(Onnx.worst(have.get("pca"), npy(expected + "embeddings_pca_unclipped.npy")))
        .isLessThan(STATES);
    assertThat(Onnx.worst(have.get("embedding"), npy(expected + "embeddings_quantised.npy")))
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "msd/msd_model.pth, msd, 518-256-128-16",
    "msd/msd_model.cuda_tag.pth, msd, 518-256-128-16",
    "mert/mert_classifier.pth, mert, 768-256-128-16",
    "mert/mert_classifier.cuda_tag.pth, mert, 768-256-128-16",
    "mert1024/mert_classifier_1024.pth, mert1024, 1024-256-128-16",
    "jmla/jmla_classifier.pth, jmla, 768-256-128-16"
  })
  void everyHeadsLogitsArePyTorchs(String name, String kind, String widths) throws Exception {
    Path onnx = folder.resolve("head.onnx");
    int width;
    try (Checkpoint checkpoint = Checkpoint.open(golden("heads/" + name))) {
      CheckpointHead head = CheckpointHead.of(checkpoint);
      assertThat(head.widths()).isEqualTo(widths);
      width = head.inputs();
      Files.write(onnx, head.toOnnx());
    }
    float[] rows =
        kind.equals("msd")
            ? npy("heads/msd/expected/scaled_f64.npy")
            : npy("heads/" + kind + "/input.npy");
    float[] have = Onnx.run(onnx, rows, 8, width).get("logits");
    float[] want = npy("heads/" + kind + "/expected/logits.npy");
    assertThat(say("head " + name, Onnx.worst(have, want))).isLessThan(LOGITS);
  }

  @ParameterizedTest
  @CsvSource({
    "best_model_v2.pth, best_model_v2",
    "checkpoint_v2_tinywidths.pth, checkpoint_v2_tinywidths",
    "GTZAN_enhanced_tinywidths.pth, GTZAN_enhanced_tinywidths",
    "checkpoint_epoch10_tinywidths.pth, GTZAN_enhanced_tinywidths"
  })
  void everyGenreCnnsLogitsArePyTorchs(String name, String expected) throws Exception {
    Path encoder = folder.resolve("encoder.onnx");
    Path head = folder.resolve("head.onnx");
    int width;
    try (Checkpoint checkpoint = Checkpoint.open(golden("gtzan/" + name))) {
      Encoder found = GenreCnnFamily.encoder(checkpoint);
      width = found.width();
      found.write(encoder, Precision.FP32);
      Files.write(head, CheckpointHead.of(checkpoint).toOnnx());
    }
    float[] means =
        Onnx.run(encoder, npy("gtzan/input_2x1x128x216.npy"), 2, 1, 128, 216).get("embedding");
    float[] have = Onnx.run(head, means, 2, width).get("logits");
    float[] want = npy("gtzan/expected/" + expected + ".logits.npy");
    assertThat(say("genre CNN " + name, Onnx.worst(have, want))).isLessThan(LOGITS);
  }

  @Test
  void theHeadsOfTheTinyEncodersTakeTheirEmbeddings() throws Exception {
    Path onnx = folder.resolve("head.onnx");
    try (Checkpoint checkpoint = Checkpoint.open(golden("heads/tiny48/mert_classifier.pth"))) {
      Files.write(onnx, CheckpointHead.of(checkpoint).toOnnx());
    }
    float[] rows = npy("heads/tiny48/mert_input.npy");
    float[] have = Onnx.run(onnx, rows, rows.length / 48, 48).get("logits");
    float[] want = npy("heads/tiny48/expected/mert_logits.npy");
    assertThat(say("head of 48", Onnx.worst(have, want))).isLessThan(LOGITS);
  }
}
