package io.musicreclass.cli.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.cli.NumpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyWriterTest {
  private static final Path SONG = Path.of("/a.wav");

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void setUp() {
    file = folder.resolve("x.npy");
  }

  private void write(float[]... rows) throws IOException {
    try (NpyWriter npy = new NpyWriter(file, 2)) {
      npy.cut();
      for (float[] row : rows) {
        npy.add(SONG, row);
      }
      npy.announce();
    }
  }

  @Test
  void theHeaderCountsTheRowsAdded() throws IOException {
    write(new float[] {1, 2}, new float[] {3, Float.NaN}, new float[] {5, 6});
    NumpyFile read = NumpyFile.read(file);
    assertThat(read.rows()).isEqualTo(3);
    assertThat(read.width()).isEqualTo(2);
    assertThat(read.values()).containsExactly(1, 2, 3, Float.NaN, 5, 6);
    assertThat(Files.size(file)).isEqualTo(128 + 3 * 2 * 4);
  }

  @Test
  void rowsNotYetCountedInTheHeaderDoNotAffectAReader() throws IOException {
    try (NpyWriter npy = new NpyWriter(file, 2)) {
      npy.cut();
      npy.add(SONG, new float[] {1, 2});
      assertThat(NumpyFile.read(file).rows()).isZero();
      npy.announce();
      npy.add(SONG, new float[] {3, 4});
      assertThat(NumpyFile.read(file).values()).containsExactly(1, 2);
    }
  }

  @Test
  void anArrayOfAnotherShapeOrTypeIsRefusedAndUnchanged() throws IOException {
    write(new float[] {1, 2});
    byte[] before = Files.readAllBytes(file);
    try (NpyWriter npy = new NpyWriter(file, 3)) {
      assertThatThrownBy(() -> npy.scan(9)).hasMessageContaining("rows of another width than 3");
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    Files.writeString(file, "My diary");
    try (NpyWriter npy = new NpyWriter(file, 2)) {
      assertThatThrownBy(() -> npy.scan(9)).hasMessageContaining("choose another --output");
    }
    assertThat(file).hasContent("My diary");
  }
}
