package io.musicreclass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A two-dimensional float32 array in NumPy's format (NEP 1), read strictly. */
public final class NumpyFile {
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\((\\d+), (\\d+)\\), \\} *\n");

  private final int rows;
  private final int width;
  private final float[] values;

  private NumpyFile(int rows, int width, float[] values) {
    this.rows = rows;
    this.width = width;
    this.values = values;
  }

  public static NumpyFile read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(Arrays.copyOf(bytes.array(), 8))
        .isEqualTo("\u0093NUMPY\u0001\u0000".getBytes(StandardCharsets.ISO_8859_1));
    int length = bytes.getShort(8);
    assertThat((10 + length) % 64).as("the data are aligned").isZero();
    Matcher header =
        HEADER.matcher(new String(bytes.array(), 10, length, StandardCharsets.US_ASCII));
    assertThat(header.matches()).isTrue();
    int rows = Integer.parseInt(header.group(1));
    int width = Integer.parseInt(header.group(2));
    float[] values = new float[rows * width];
    bytes.position(10 + length);
    bytes.asFloatBuffer().get(values);
    return new NumpyFile(rows, width, values);
  }

  /** Writes such an array. */
  public static void write(Path file, float[]... rows) throws IOException {
    int width = rows[0].length;
    String header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }"
            .formatted(rows.length, width);
    ByteBuffer bytes =
        ByteBuffer.allocate(128 + 4 * width * rows.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("\u0093NUMPY\u0001\u0000".getBytes(StandardCharsets.ISO_8859_1));
    bytes
        .putShort((short) 118)
        .put("%-117s\n".formatted(header).getBytes(StandardCharsets.US_ASCII));
    for (float[] row : rows) {
      for (float value : row) {
        bytes.putFloat(value);
      }
    }
    Files.write(file, bytes.array());
  }

  public int rows() {
    return rows;
  }

  public int width() {
    return width;
  }

  public float[] values() {
    return values;
  }

  public float[] row(int row) {
    return Arrays.copyOfRange(values, row * width, (row + 1) * width);
  }
}
