package io.musicreclass.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.read.TorchFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadNetworkTest {
  private static final int WIDTH = 32;
  private static final String Q = "encoder.layers.1.attention.q_proj.weight";

  @TempDir private Path folder;
  private Path config;
  private Path out;

  @BeforeEach
  void describe() throws IOException {
    config = RandomNetworks.mertConfig(folder.resolve("config.json"), WIDTH, 2, 4, 64, false);
    out = folder.resolve("encoder.onnx");
  }

  private static TorchFiles mert() {
    return RandomNetworks.mert(WIDTH, 2, 64);
  }

  private ThrowableAssertAlternative<ConvertException> refused(TorchFiles tensors) {
    return assertThatExceptionOfType(ConvertException.class)
        .isThrownBy(
            () -> {
              Path file = tensors.zip(folder.resolve("pytorch_model.bin"));
              try (Checkpoint checkpoint = Checkpoint.open(file)) {
                MertFamily.encoder(checkpoint, Optional.of(config)).write(out, Precision.FP32);
              }
            })
        .satisfies(e -> assertThat(e.remedy()).isNotBlank());
  }

  @Test
  void aMissingTensorIsNamed() {
    refused(mert().remove(Q)).withMessageContaining(Q).withMessageContaining("is missing");
  }

  @Test
  void anUnknownTensorIsNamed() {
    refused(mert().put("encoder.rel_attn_bias", List.of(2), () -> new float[2]))
        .withMessageContaining("encoder.rel_attn_bias");
  }

  @Test
  void aTensorOfTheWrongWidthIsRefusedWithBothShapes() {
    refused(mert().put(Q, List.of(48, WIDTH), () -> new float[48 * WIDTH]))
        .withMessageContaining("[48, 32]")
        .withMessageContaining("[32, 32]");
  }

  @Test
  void aConfigurationOfAnotherSizeIsRefused() throws Exception {
    RandomNetworks.mertConfig(config, 48, 2, 4, 64, false);
    refused(mert()).withMessageContaining("belong to different networks");
  }

  @Test
  void anotherActivationIsRefused() throws Exception {
    Files.writeString(
        config,
        Files.readString(config).replace("\"hidden_act\": \"gelu\"", "\"hidden_act\": \"relu\""));
    refused(mert()).withMessageContaining("hidden_act");
  }

  @Test
  void aNonFiniteWeightIsNamedAndLeavesNoFile() throws Exception {
    refused(
            mert()
                .put(
                    Q,
                    List.of(WIDTH, WIDTH),
                    () -> {
                      float[] values = new float[WIDTH * WIDTH];
                      values[5] = Float.NaN;
                      return values;
                    }))
        .withMessageContaining(Q)
        .withMessageContaining("NaN");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("config.json", "pytorch_model.bin");
    }
  }

  @Test
  void anOpenJmlaEncoderOfUnknownWidthNeedsItsNumberOfHeads() throws Exception {
    Path file = RandomNetworks.vit(WIDTH, 1, 56).zip(folder.resolve("epoch_20.pth"));
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThatExceptionOfType(ConvertException.class)
          .isThrownBy(
              () -> JmlaFamily.encoder(checkpoint, OptionalInt.empty(), Import.Pooling.MEAN))
          .withMessageContaining("--heads");
    }
  }

  @Test
  void positionsThatMatchNoSpectrogramAreRefused() throws Exception {
    Path file = RandomNetworks.vit(WIDTH, 1, 57).zip(folder.resolve("epoch_20.pth"));
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThatExceptionOfType(ConvertException.class)
          .isThrownBy(() -> JmlaFamily.encoder(checkpoint, OptionalInt.of(4), Import.Pooling.MEAN))
          .withMessageContaining("57 positions");
    }
  }

  @Test
  void aHeadIsRefusedAsMert() throws Exception {
    refused(
            new TorchFiles()
                .put("fc.0.weight", List.of(2, 3), () -> new float[6])
                .put("fc.0.bias", List.of(2), () -> new float[2]))
        .withMessageContaining("not a MERT network");
  }

  @Test
  void layersThatDoNotFitEachOtherAreRefusedAsHead() throws Exception {
    Path file =
        new TorchFiles()
            .put("fc.0.weight", List.of(4, 3), () -> new float[12])
            .put("fc.0.bias", List.of(4), () -> new float[4])
            .put("fc.3.weight", List.of(2, 5), () -> new float[10])
            .put("fc.3.bias", List.of(2), () -> new float[2])
            .zip(folder.resolve("head.pth"));
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThatExceptionOfType(ConvertException.class)
          .isThrownBy(() -> CheckpointHead.of(checkpoint))
          .withMessageContaining("fc.3.weight")
          .withMessageContaining("[2, 5]");
    }
  }

  @Test
  void withoutAConfigurationThePublishedSizesAreKnown() throws Exception {
    RandomNetworks.mertConfig(config, 768, 12, 12, 3072, false);
    assertThat(MertConfig.published(out, 768)).isEqualTo(MertConfig.read(config));
    RandomNetworks.mertConfig(config, 1024, 24, 16, 4096, true);
    assertThat(MertConfig.published(out, 1024)).isEqualTo(MertConfig.read(config));
  }
}
