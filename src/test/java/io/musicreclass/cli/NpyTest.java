package io.musicreclass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyTest {
  @Test
  void theHeaderTellsTheRowsThatWereAdded(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("x.npy");
    try (Npy npy = new Npy(file, 2)) {
      npy.add(new float[] {1, 2});
      npy.add(new float[] {3, Float.NaN});
      npy.add(new float[] {5, 6});
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.capacity()).isEqualTo(128 + 3 * 2 * 4);
    assertThat(bytes.getShort(8)).isEqualTo((short) 118);
    String header = new String(bytes.array(), 10, 118, StandardCharsets.US_ASCII);
    assertThat(header)
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }")
        .endsWith("\n");
    assertThat(bytes.getFloat(128 + 8)).isEqualTo(3);
    assertThat(bytes.getFloat(128 + 12)).isNaN();
  }
}
