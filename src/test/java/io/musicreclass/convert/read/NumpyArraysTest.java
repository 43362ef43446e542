package io.musicreclass.convert.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.testing.NumpyBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumpyArraysTest {
  @TempDir private Path folder;

  @Test
  void anArchiveHasItsArraysByName() throws Exception {
    Path file =
        NumpyBytes.archive(
            folder.resolve("a.npz"),
            Map.of(
                "X", NumpyBytes.matrix(new double[] {1, 2}, new double[] {3, Double.NaN}),
                "y", NumpyBytes.integers(0, 7),
                "names", NumpyBytes.texts(List.of("Bö", "a longer one"))));
    NumpyArrays arrays = NumpyArrays.read(file);
    assertThat(arrays.names()).containsExactlyInAnyOrder("X", "y", "names");
    assertThat(arrays.shape("X")).contains(List.of(2, 2));
    assertThat(arrays.shape("none")).isEmpty();
    assertThat(arrays.numbers("X")).containsExactly(1, 2, 3, Double.NaN);
    assertThat(arrays.numbers("y")).containsExactly(0, 7);
    assertThat(arrays.hasTexts("names")).isTrue();
    assertThat(arrays.texts("names")).containsExactly("Bö", "a longer one");
  }

  @Test
  void aLoneArrayHasTheEmptyName() throws Exception {
    Path file =
        Files.write(folder.resolve("a.npy"), NumpyBytes.matrix(new double[] {1}, new double[] {2}));
    assertThat(NumpyArrays.read(file).shape("")).isEqualTo(Optional.of(List.of(2, 1)));
  }

  @Test
  void objectsAndOtherFilesAreRefused() throws IOException {
    Path objects =
        Files.write(
            folder.resolve("objects.npy"), NumpyBytes.array("|O", "3,", new byte[] {1, 2, 3}));
    assertThatThrownBy(() -> NumpyArrays.read(objects))
        .isInstanceOf(ConvertException.class)
        .hasMessageContainingAll("objects.npy", "numpy.save");
    Path text = Files.writeString(folder.resolve("text.npy"), "1,2,3");
    assertThatThrownBy(() -> NumpyArrays.read(text))
        .hasMessageContainingAll("text.npy", "is not a NumPy file", "Give a .npy");
  }

  @Test
  void aTruncatedOrLyingFileIsRefused() throws Exception {
    byte[] whole = NumpyBytes.matrix(new double[] {1, 2}, new double[] {3, 4});
    Path shorter =
        Files.write(folder.resolve("short.npy"), java.util.Arrays.copyOf(whole, whole.length - 8));
    assertThatThrownBy(() -> NumpyArrays.read(shorter).numbers(""))
        .hasMessageContainingAll("short.npy", "damaged");
    Path start = Files.write(folder.resolve("start.npy"), java.util.Arrays.copyOf(whole, 8));
    assertThatThrownBy(() -> NumpyArrays.read(start)).hasMessageContaining("start.npy");
    Path texts =
        Files.write(
            folder.resolve("texts.npy"),
            NumpyBytes.array("<U9", "2000000000,", "abc".getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(() -> NumpyArrays.read(texts).texts(""))
        .hasMessageContainingAll("texts.npy", "ends early");
  }
}
