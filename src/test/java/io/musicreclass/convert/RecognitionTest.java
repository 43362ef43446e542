package io.musicreclass.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.Golden;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.read.KerasFiles;
import io.musicreclass.convert.read.TorchFiles;
import io.musicreclass.models.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kind of a checkpoint follows from its tensors. */
class RecognitionTest {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("checkpoint");
  }

  @Test
  void eachKindIsRecognised() throws Exception {
    RandomNetworks.mertConfig(folder.resolve("config.json"), 32, 2, 4, 64, false);
    assertThat(Recognition.of(RandomNetworks.mert(32, 2, 64).zip(file()))).contains(Kind.MERT);
    assertThat(Recognition.of(RandomNetworks.vit(32, 1, 56).zip(file()))).contains(Kind.JMLA);
    assertThat(Recognition.of(RandomNetworks.vggish(4, 16).zip(file()))).contains(Kind.VGGISH);
    assertThat(Recognition.of(RandomNetworks.genreCnn(8, 10).zip(file()))).contains(Kind.GTZAN_CNN);
    assertThat(Recognition.of(TinyHeads.of("fc.", 518, 16, 10).zip(file()))).isEmpty();
  }

  @Test
  void aFolderIsAMert() throws ConvertException {
    assertThat(Recognition.of(folder)).contains(Kind.MERT);
  }

  @ParameterizedTest
  @CsvSource({
    "taggers/MSD_musicnn.h5, MUSICNN",
    "taggers/mn04_as_mAP_432.pt, EFFICIENTAT",
    "networks/jmla_tiny/epoch_20.pth, JMLA",
    "networks/jmla_tiny/backbone_prefixed.pth, JMLA",
    "networks/vggish_small/vggish.pth, VGGISH",
    "networks/vggish_small/vggish_with_pproc.pth, VGGISH",
    "networks/gtzan/best_model_v2.pth, GTZAN_CNN",
    "networks/gtzan/GTZAN_enhanced_tinywidths.pth, GTZAN_CNN",
    "networks/mert95_tiny/pytorch_model.bin, MERT"
  })
  void publishedFormsAreRecognised(String file, Kind kind) throws ConvertException {
    assertThat(Recognition.of(Golden.path("golden/" + file))).contains(kind);
  }

  @Test
  void aMusicnnOfOtherWeightsIsRecognisedThoughItsTagsAreUnknown() throws Exception {
    Path file = RandomTaggers.musicnn().write(folder.resolve("own.h5"));

    assertThat(Recognition.of(file)).contains(Kind.MUSICNN);
  }

  @Test
  void anUnknownOneIsRefusedWithTheNearestKindAndWhatDiffers() throws IOException {
    Path file =
        new TorchFiles()
            .put("features.0.0.weight", List.of(2, 1, 3, 3), () -> new float[18])
            .put("features.0.1.weight", List.of(2), () -> new float[2])
            .put("features.1.conv.weight", List.of(2, 2, 1, 1), () -> new float[4])
            .zip(file());

    assertThatThrownBy(() -> Recognition.of(file))
        .isInstanceOf(ConvertException.class)
        .hasMessage(
            file
                + ": is of no kind that can be imported. The nearest is efficientat, but tensor "
                + "features.4.block.2.conc_se_layers.0.fc1.weight is missing, so this is not a "
                + "EfficientAT network; tensors of that kind that it lacks: "
                + "features.1.block.0.0.weight, "
                + "features.4.block.2.conc_se_layers.0.fc1.weight, features.16.0.weight; "
                + "its own first ones: features.0.0.weight [2, 1, 3, 3], "
                + "features.0.1.weight [2], features.1.conv.weight [2, 2, 1, 1]. "
                + "To import it as a certain kind, name the kind: reclass model import KIND FILE");
  }

  @Test
  void aKerasFileOfAnotherNetworkIsNearestToMusicnn() {
    Path file =
        new KerasFiles()
            .put("conv2d", "kernel", List.of(3, 3, 1, 4), new float[36])
            .put("dense", "kernel", List.of(4, 2), new float[8])
            .write(folder.resolve("other.h5"));

    assertThatThrownBy(() -> Recognition.of(file))
        .hasMessageContaining("The nearest is musicnn")
        .hasMessageContaining("conv2d_2.kernel, midend_conv1.kernel, bn_flatpool.gamma")
        .hasMessageContaining("conv2d.kernel [3, 3, 1, 4], dense.kernel [4, 2]");
  }

  @Test
  void aNearlyCompleteOneIsRefusedWithTheTensorAtFault() throws Exception {
    Path file = RandomTaggers.efficientAt().remove("features.7.block.1.0.weight").zip(file());

    assertThatThrownBy(() -> Recognition.of(file))
        .hasMessageContaining("The nearest is efficientat")
        .hasMessageContaining("tensor features.7.block.1.0.weight is missing");
  }
}
