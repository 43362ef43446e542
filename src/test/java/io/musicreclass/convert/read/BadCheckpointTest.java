package io.musicreclass.convert.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadCheckpointTest {
  /** With four bytes per character, that is 2 to the 32 bytes, which is 0 in an int. */
  private static final String NUMPY_TEXTS_OF_LENGTH_2_TO_THE_30 =
      "cnumpy.core.multiarray\n_reconstruct\n)R(K\u0001K\u0001\u0085cnumpy\ndtype\n"
          + "X\u000b\0\0\0U1073741824\u0085R\u0089C\u0004abcdtb.";

  @TempDir private Path folder;

  private static ThrowableAssertAlternative<ConvertException> refused(Path file) {
    return assertThatExceptionOfType(ConvertException.class)
        .isThrownBy(() -> Checkpoint.open(file).close())
        .withMessageContaining(file.toString())
        .satisfies(e -> assertThat(e.remedy()).isNotBlank());
  }

  private Path file(String name, byte[] data) throws IOException {
    return Files.write(folder.resolve(name), data);
  }

  private Path safetensors(String header, int dataBytes) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    return file("x.safetensors", file.putLong(text.length).put(text).array());
  }

  private Path pickle(String body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0x80);
    out.write(2);
    out.writeBytes(body.getBytes(StandardCharsets.ISO_8859_1));
    return file("x.pkl", out.toByteArray());
  }

  private static TorchFiles some() {
    return new TorchFiles().put("a.weight", List.of(3, 4), () -> new float[12]);
  }

  private static void cut(Path file, long bytes) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(open.length() - bytes);
    }
  }

  @Test
  void aSongIsNoCheckpoint() throws Exception {
    refused(file("song.mp3", "ID3 this is music".getBytes(StandardCharsets.UTF_8)))
        .withMessageContaining("is not a checkpoint");
  }

  @Test
  void anEmptyFileIsNoCheckpoint() throws Exception {
    refused(file("empty.pth", new byte[0])).withMessageContaining("is not a checkpoint");
  }

  @Test
  void aMissingFileIsReported() {
    refused(folder.resolve("nowhere.pth")).withMessageContaining("cannot be read");
  }

  @Test
  void aGitPointerIsNamedAsWhatItIs() throws Exception {
    String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 377552987\n";
    refused(file("pytorch_model.bin", pointer.getBytes(StandardCharsets.UTF_8)))
        .withMessageContaining("Git LFS");
  }

  @Test
  void aZipCutOffIsRefused() throws Exception {
    Path file = some().zip(folder.resolve("x.pth"));
    cut(file, 30);
    refused(file).withMessageContaining("truncated");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 40, 60, 120, 200})
  void aLegacyFileCutOffIsRefused(int bytes) throws Exception {
    Path file = some().legacy(folder.resolve("x.pth"));
    cut(file, bytes);
    refused(file);
  }

  @Test
  void aSafetensorsFileCutOffIsRefused() throws Exception {
    Path file = some().safetensors(folder.resolve("x.safetensors"));
    cut(file, 1);
    refused(file).satisfies(e -> assertThat(e.tensor()).contains("a.weight"));
  }

  @Test
  void fiftyGigabytesClaimedInAHeaderAreNotAllocated() throws Exception {
    refused(
            safetensors(
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[12500,1000000],"
                    + "\"data_offsets\":[0,50000000000]}}",
                16))
        .withMessageContaining("50000000000");
  }

  @Test
  void aHeaderLengthBeyondTheFileIsNotAllocated() throws Exception {
    byte[] bytes = new byte[16];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(90_000_000).put((byte) '{');
    refused(file("x.safetensors", bytes)).withMessageContaining("90000000");
  }

  @Test
  void overlappingTensorsAreRefused() throws Exception {
    refused(
            safetensors(
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                    + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
                16))
        .withMessageContaining("overlaps");
  }

  @Test
  void aTensorTwiceInAHeaderIsRefused() throws Exception {
    String one = "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";
    refused(safetensors("{" + one + "," + one + "}", 4)).withMessageContaining("not JSON");
  }

  @Test
  void aViewBeyondItsStorageIsRefused() throws Exception {
    Path file = folder.resolve("x.pth");
    new TorchFiles().put("big", List.of(1000, 1000), () -> new float[4]).zip(file);
    refused(file).withMessageContaining("claims 1000000 values");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cos\nsystem\nX\u0002\0\0\0ls\u0085R.",
        "c__builtin__\neval\nX\u0001\0\0\0" + "1\u0085R.",
        "cbuiltins\nexec\n)R.",
        "cexceptions\nValueError\n)R.",
        "cdatetime\ndatetime\n)R."
      })
  void namesThatNoCheckpointNeedsAreRefused(String body) throws Exception {
    refused(pickle(body)).withMessageContaining("which is not allowed in a checkpoint");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X\u00ff\u00ff\u00ff\u007fabc.",
        "(i__main__\nX\n.",
        "}}}sss.",
        "Qabc.",
        "}}K\u0001s.",
        NUMPY_TEXTS_OF_LENGTH_2_TO_THE_30,
        ""
      })
  void aMadeUpPickleIsRefused(String body) throws Exception {
    refused(pickle(body)).withMessageContaining("damaged");
  }

  @Test
  void valuesThatAreNoNumbersAreRefusedWithTheirTensorsName() throws Exception {
    Path file =
        new TorchFiles()
            .put("a.weight", List.of(2), () -> new float[] {1, Float.NaN})
            .zip(folder.resolve("x.pth"));
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThatExceptionOfType(ConvertException.class)
          .isThrownBy(() -> checkpoint.tensors().get("a.weight").floats())
          .withMessageContaining("a.weight")
          .withMessageContaining("NaN");
    }
  }
}
