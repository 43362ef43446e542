package io.musicreclass.convert.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads back files that are written byte by byte here. */
class CheckpointTest {
  private static final float[] VALUES = {1, -2.5f, 3e-8f, 4, 5, 65504};

  @TempDir private Path folder;

  private static TorchFiles some() {
    return new TorchFiles()
        .put("a.weight", List.of(2, 3), VALUES::clone)
        .put("a.bias", List.of(2), () -> new float[] {7, 8});
  }

  private static void check(Path file) throws ConvertException {
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.tensors().keySet()).containsExactly("a.weight", "a.bias");
      Tensor weight = checkpoint.tensors().get("a.weight");
      assertThat(weight.shape()).containsExactly(2, 3);
      assertThat(weight.floats()).isEqualTo(VALUES);
      assertThat(checkpoint.tensors().get("a.bias").doubles()).containsExactly(7, 8);
    }
  }

  @Test
  void aZipContainerReadsBack() throws Exception {
    check(some().zip(folder.resolve("any.name")));
  }

  @Test
  void aLegacyContainerReadsBack() throws Exception {
    check(some().legacy(folder.resolve("any.name")));
  }

  @Test
  void aSafetensorsFileReadsBack() throws Exception {
    check(some().safetensors(folder.resolve("any.name")));
  }

  private Path npy(int version, String header, ByteBuffer data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(64 + text.length + data.capacity()).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    file.put((byte) version).put((byte) 0);
    if (version == 1) {
      file.putShort((short) text.length);
    } else {
      file.putInt(text.length);
    }
    file.put(text).put(data.rewind());
    byte[] bytes = new byte[file.flip().remaining()];
    file.get(bytes);
    return Files.write(folder.resolve("x.npy"), bytes);
  }

  @Test
  void aNumpyArrayInFortranOrderReadsInRows() throws Exception {
    ByteBuffer data = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 6; i++) {
      data.putFloat(i);
    }
    Path file = npy(1, "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }\n", data);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.tensors().get("").floats()).containsExactly(0, 2, 4, 1, 3, 5);
    }
  }

  @Test
  void aBigEndianNumpyArrayOfVersionThreeReads() throws Exception {
    ByteBuffer data = ByteBuffer.allocate(16).order(ByteOrder.BIG_ENDIAN);
    data.putDouble(-0.5).putDouble(1e300);
    Path file = npy(3, "{'descr': '>f8', 'fortran_order': False, 'shape': (2,), }\n", data);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.tensors().get("").doubles()).containsExactly(-0.5, 1e300);
    }
  }

  @Test
  void everyHalfWidensToWhatItStandsFor() throws Exception {
    ByteBuffer data = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    for (int half : new int[] {0x3c00, 0xc000, 0x7bff, 0x0001, 0x8400, 0x03ff}) {
      data.putShort((short) half);
    }
    Path file = npy(2, "{'descr': '<f2', 'fortran_order': False, 'shape': (6,), }\n", data);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.tensors().get("").floats())
          .containsExactly(1, -2, 65504, 0x1p-24f, -0x1p-14f, 1023 * 0x1p-24f);
    }
  }

  @Test
  void aPickledScalerGivesItsMeanAndScale() throws Exception {
    // what pickle.dump(StandardScaler) writes in protocol 4, with arrays of two doubles
    ByteBuffer out = ByteBuffer.allocate(2000).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 0x80).put((byte) 4);
    put(out, "\u008c\u001bsklearn.preprocessing._data\u008c\u000eStandardScaler\u0093)\u0081}(");
    put(out, "\u008c\u0005mean_");
    array(out, 1.5, -2);
    put(out, "\u008c\u0006scale_");
    array(out, 0.25, 8);
    put(out, "ub.");
    byte[] bytes = new byte[out.flip().remaining()];
    out.get(bytes);
    Path file = Files.write(folder.resolve("scaler.pkl"), bytes);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.array("mean_").orElseThrow().doubles()).containsExactly(1.5, -2);
      assertThat(checkpoint.array("scale_").orElseThrow().doubles()).containsExactly(0.25, 8);
    }
  }

  private static void put(ByteBuffer out, String latin1) {
    out.put(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void array(ByteBuffer out, double first, double second) {
    put(out, "\u008c\u0016numpy._core.multiarray\u008c\u000c_reconstruct\u0093");
    put(out, "\u008c\u0005numpy\u008c\u0007ndarray\u0093K\0\u0085C\u0001b\u0087R");
    put(out, "(K\u0001K\u0002\u0085\u008c\u0005numpy\u008c\u0005dtype\u0093");
    put(out, "\u008c\u0002f8\u0089\u0088\u0087R(K\u0003\u008c\u0001<NNNJ");
    put(out, "\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\0tb\u0089C\u0010");
    out.putDouble(first).putDouble(second);
    put(out, "tb");
  }
}
