package io.musicreclass.convert.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.Golden;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenFormatsTest {
  private static final String NETWORKS = "golden/networks/";
  private static final Set<String> HEAD =
      Set.of(
          "net.0.weight", "net.0.bias", "net.3.weight", "net.3.bias", "net.6.weight", "net.6.bias");

  @ParameterizedTest
  @ValueSource(strings = {"views_and_dtypes.pth", "views_and_dtypes.legacy.pth"})
  void everyViewAndTypeReadsAsNumpySavedIt(String name) throws Exception {
    Path folder = Golden.path(NETWORKS + "formats");
    try (Checkpoint checkpoint = Checkpoint.open(folder.resolve(name));
        Stream<Path> expected = Files.list(folder.resolve("expected"))) {
      for (Path file : expected.toList()) {
        String tensor = file.getFileName().toString().replace(".npy", "");
        Tensor actual = checkpoint.tensors().get(tensor);
        try (Checkpoint npy = Checkpoint.open(file)) {
          Tensor want = npy.tensors().get("");
          assertThat(actual).as(tensor).isNotNull();
          // NumPy saved the single value as an array of one
          assertThat(actual.shape())
              .as(tensor)
              .isEqualTo(tensor.equals("scalar0d") ? List.of() : want.shape());
          assertThat(actual.doubles()).as(tensor).isEqualTo(want.doubles());
        }
      }
    }
  }

  @Test
  void aPickleThatNamesAnythingElseIsRefusedByName() {
    Path file = Golden.path(NETWORKS + "formats/must_be_refused_foreign_global.pth");
    assertThatThrownBy(() -> Checkpoint.open(file))
        .isInstanceOf(ConvertException.class)
        .hasMessageContaining("posix.getcwd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "msd_model.pth",
        "msd_model.cuda_tag.pth",
        "msd_model.torch213_numpy2.pth",
        "msd_model.torch213_numpy2_npscalar.pth"
      })
  void aHeadsScalerGenresAndAccuracyAreFound(String name) throws Exception {
    try (Checkpoint head = Checkpoint.open(Golden.path(NETWORKS + "heads/msd/" + name))) {
      assertThat(head.tensors()).containsOnlyKeys(HEAD);
      assertThat(head.array("scaler_mean").orElseThrow().shape()).isEqualTo(List.of(518));
      assertThat(head.array("scaler_scale").orElseThrow().doubles()).doesNotContain(0);
      assertThat(head.texts("genres").orElseThrow()).hasSize(16).contains("Old-Time / Historic");
      assertThat(head.number("accuracy").orElseThrow()).isBetween(1.0, 100.0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pytorch_model.torch213.bin",
        "model.safetensors",
        "model.lib-written.safetensors",
      })
  void allContainersOfOneNetworkHoldTheSameValues(String name) throws Exception {
    Path folder = Golden.path(NETWORKS + "mert95_tiny");
    try (Checkpoint one = Checkpoint.open(folder.resolve("pytorch_model.bin"));
        Checkpoint other = Checkpoint.open(folder.resolve(name))) {
      assertThat(other.tensors().keySet()).containsAll(one.tensors().keySet());
      for (Tensor tensor : one.tensors().values()) {
        assertThat(other.tensors().get(tensor.name()).floats())
            .as(tensor.name())
            .isEqualTo(tensor.floats());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch_model.half.bin", "model.fp16.safetensors"})
  void halfPrecisionFilesHoldTheSameValuesRounded(String name) throws Exception {
    Path folder = Golden.path(NETWORKS + "mert95_tiny");
    try (Checkpoint one = Checkpoint.open(folder.resolve("pytorch_model.bin"));
        Checkpoint other = Checkpoint.open(folder.resolve(name))) {
      for (Tensor tensor : one.tensors().values()) {
        float[] want = tensor.floats();
        float[] have = other.tensors().get(tensor.name()).floats();
        for (int i = 0; i < want.length; i++) {
          assertThat(Math.abs(have[i] - want[i]))
              .isLessThanOrEqualTo(Math.abs(want[i]) * 1e-3f + 1e-7f);
        }
      }
    }
  }
}
