package io.musicreclass.convert.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.jhdf.checksum.JenkinsLookup3HashLittle;
import io.musicreclass.Golden;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keras' HDF5 files: read by the names of their layers, or refused in words. */
class Hdf5Test {
  @TempDir private Path folder;

  private static KerasFiles some() {
    return new KerasFiles()
        .put("a", "kernel", List.of(2, 3), new float[] {1, 2, 3, 4, 5, 6})
        .put("a", "bias", List.of(2), new float[] {7, 8});
  }

  private Path file() {
    return folder.resolve("weights.h5");
  }

  private static void refused(Path file, String... named) {
    assertThatThrownBy(
            () -> {
              try (Checkpoint checkpoint = Checkpoint.open(file)) {
                for (Tensor tensor : checkpoint.tensors().values()) {
                  tensor.floats();
                }
              }
            })
        .isInstanceOf(ConvertException.class)
        .message()
        .contains(named);
  }

  @Test
  void tensorsHaveTheNamesOfTheirLayers() throws Exception {
    try (Checkpoint checkpoint = Checkpoint.open(some().write(file()))) {
      assertThat(checkpoint.tensors()).containsOnlyKeys("a.kernel", "a.bias");
      assertThat(checkpoint.tensors().get("a.kernel").shape()).containsExactly(2, 3);
      assertThat(checkpoint.tensors().get("a.kernel").floats()).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(checkpoint.tensors().get("a.bias").floats()).containsExactly(7, 8);
    }
  }

  @Test
  void namesVaryInNothingButTheirNumbers() {
    assertThat(KerasNames.of("conv2d/conv2d/kernel_1:0")).isEqualTo("conv2d.kernel");
    assertThat(KerasNames.of("conv2d_1/conv2d_1/bias:0")).isEqualTo("conv2d_1.bias");
    assertThat(KerasNames.of("bn/moving_variance")).isEqualTo("bn.moving_variance");
    assertThat(KerasNames.of("block/block/inner/kernel:0")).isEqualTo("block.inner.kernel");
    assertThat(KerasNames.of("step_1")).isEqualTo("step_1");
  }

  @Test
  void weightsWithoutAModelAreReadAndTheOptimizersAreNot() throws Exception {
    try (WritableHdfFile hdf = HdfFile.write(file())) {
      WritableGroup layer = hdf.putGroup("a");
      layer.putDataset("bias:0", new float[] {1});
      layer.putDataset("kernel:0", new double[] {2});
      hdf.putGroup("optimizer_weights").putDataset("step", new long[] {3});
    }

    try (Checkpoint checkpoint = Checkpoint.open(file())) {
      assertThat(checkpoint.tensors()).containsOnlyKeys("a.bias", "a.kernel");
      assertThat(checkpoint.tensors().get("a.kernel").floats()).containsExactly(2);
    }
  }

  @Test
  void numbersThatAreNoFloatsAreRefused() {
    refused(
        some().put("b", "kernel", new int[] {1, 2}).write(file()),
        "tensor b.kernel is of type FixedPoint, not of floating-point numbers");
  }

  @Test
  void aTensorThatIsThereTwiceIsRefused() {
    refused(
        some().put("a", "bias_1", new float[] {1}).write(file()),
        "tensor a.bias is in the file twice");
  }

  @Test
  void aFileWithoutWeightsIsRefused() {
    try (WritableHdfFile hdf = HdfFile.write(file())) {
      hdf.putGroup("model_weights").putGroup("a");
    }
    refused(file(), "is an HDF5 file without weights");
  }

  @Test
  void groupsWithinEachOtherEnd() {
    try (WritableHdfFile hdf = HdfFile.write(file())) {
      WritableGroup group = hdf.putGroup("model_weights");
      for (int depth = 0; depth < 30; depth++) {
        group = group.putGroup("g" + depth);
      }
      group.putDataset("bias:0", new float[] {1});
    }
    refused(file(), "has more than 16 groups within each other");
  }

  @Test
  void aTruncatedFileIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(some().write(file()));
    for (int length : new int[] {8, 20, 60, 300, 500}) {
      Files.write(file(), Arrays.copyOf(whole, length));
      refused(file(), file().toString(), "get it again");
    }
  }

  /** 2 x 3 becomes 2^30 x 2^30, or one row more than the file has. */
  @Test
  void aShapeThatTheFileCannotHoldIsRefused() throws IOException {
    for (long rows : new long[] {1L << 30, 1000, Integer.MAX_VALUE, 1L << 40, -1}) {
      byte[] all = Files.readAllBytes(some().write(file()));
      ByteBuffer bytes = little(all);
      int dimensions = find(bytes, 2L, 3L);
      bytes.putLong(dimensions, rows).putLong(dimensions + 8, rows == 1000 ? 3 : 1L << 30);
      Files.write(file(), checksummed(all));
      refused(file(), file().toString(), "get it again");
    }
  }

  /** The layout says in which chunks, compressed or not, values are stored. */
  @Test
  void chunksAreRefused() throws IOException {
    byte[] all = Files.readAllBytes(some().write(file()));
    ByteBuffer bytes = little(all);
    for (int i = 0; i < bytes.limit() - 8; i++) {
      if (bytes.getInt(i) == 0x00001208 && bytes.getShort(i + 4) == 0x0103) {
        bytes.put(i + 5, (byte) 2);
      }
    }
    Files.write(file(), checksummed(all));
    refused(file(), file().toString());
  }

  /** Old files, as Keras writes them, have no checksums. */
  @Test
  void thePublishedFileDamagedAtRandomIsReadOrRefused() throws Exception {
    byte[] original = Files.readAllBytes(Golden.path("golden/taggers/MSD_musicnn.h5"));
    Random random = new Random(5);
    int refused = 0;
    for (int round = 0; round < 40; round++) {
      byte[] bytes = original.clone();
      for (int i = 0; i < 8; i++) {
        bytes[random.nextInt(4000)] = (byte) random.nextInt(256);
      }
      Files.write(file(), bytes);
      try (Checkpoint checkpoint = Checkpoint.open(file())) {
        for (Tensor tensor : checkpoint.tensors().values()) {
          assertThat(tensor.size()).isLessThan(original.length);
        }
      } catch (ConvertException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1, 39);
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int find(ByteBuffer bytes, long first, long second) {
    for (int i = 0; i < bytes.limit() - 16; i++) {
      if (bytes.getLong(i) == first && bytes.getLong(i + 8) == second) {
        return i;
      }
    }
    throw new AssertionError("no such shape");
  }

  /** With the checksum of every object header as it should be. */
  private static byte[] checksummed(byte[] all) {
    ByteBuffer bytes = little(all);
    for (int i = 0; i < all.length - 8; i++) {
      if (new String(all, i, 4, StandardCharsets.ISO_8859_1).equals("OHDR")) {
        assertThat(all[i + 5]).as("four bytes of size, nothing else").isEqualTo((byte) 2);
        int end = i + 10 + bytes.getInt(i + 6);
        bytes.putInt(end, JenkinsLookup3HashLittle.hash(Arrays.copyOfRange(all, i, end)));
      }
    }
    return all;
  }
}
