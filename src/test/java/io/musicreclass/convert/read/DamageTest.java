package io.musicreclass.convert.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files with randomly changed bytes are either read or refused, and nothing else happens. */
class DamageTest {
  private static final int ROUNDS = 300;

  @TempDir private Path folder;

  private static TorchFiles some() {
    return new TorchFiles()
        .put("a.weight", List.of(2, 3), () -> new float[6])
        .put("a.bias", List.of(2), () -> new float[2]);
  }

  private int refusals(Path whole) throws IOException {
    byte[] original = Files.readAllBytes(whole);
    Random random = new Random(11);
    Path damaged = folder.resolve("damaged");
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = original.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Files.write(damaged, bytes);
      try (Checkpoint checkpoint = Checkpoint.open(damaged)) {
        for (Tensor tensor : checkpoint.tensors().values()) {
          assertThat(tensor.floats()).hasSize((int) tensor.size());
        }
      } catch (ConvertException e) {
        refused++;
      }
    }
    return refused;
  }

  @Test
  void aDamagedZipIsReadOrRefused() throws Exception {
    assertThat(refusals(some().zip(folder.resolve("x")))).isBetween(1, ROUNDS);
  }

  @Test
  void aDamagedHdf5FileIsReadOrRefused() throws Exception {
    KerasFiles some =
        new KerasFiles()
            .put("a", "kernel", List.of(2, 3), new float[6])
            .put("a", "bias", List.of(2), new float[2]);
    assertThat(refusals(some.write(folder.resolve("x")))).isBetween(1, ROUNDS);
  }

  @Test
  void aDamagedLegacyFileIsReadOrRefused() throws Exception {
    assertThat(refusals(some().legacy(folder.resolve("x")))).isBetween(1, ROUNDS);
  }

  @Test
  void aDamagedSafetensorsFileIsReadOrRefused() throws Exception {
    assertThat(refusals(some().safetensors(folder.resolve("x")))).isBetween(1, ROUNDS);
  }

  @Test
  void aDamagedNumpyFileIsReadOrRefused() throws Exception {
    String header = "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }";
    StringBuilder file = new StringBuilder("\u0093NUMPY\1\0");
    file.append((char) header.length()).append('\0').append(header).append("\0".repeat(24));
    Path whole = folder.resolve("x");
    Files.write(whole, file.toString().getBytes(StandardCharsets.ISO_8859_1));
    assertThat(refusals(whole)).isBetween(1, ROUNDS);
  }
}
