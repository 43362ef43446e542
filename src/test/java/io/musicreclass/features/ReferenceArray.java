package io.musicreclass.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.Golden;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** Reads arrays of the networks' reference data. */
public final class ReferenceArray {
  private ReferenceArray() {}

  /**
   * All values of a float32 or float64 array in C order; skips the calling test if it is missing.
   */
  public static double[] of(String name) throws IOException {
    return at("golden/networks/" + name);
  }

  /** The same of any reference data. */
  public static double[] at(String path) throws IOException {
    byte[] bytes = Files.readAllBytes(Golden.path(path + ".npy"));
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int headerLength = file.getShort(8);
    String header = new String(bytes, 10, headerLength, StandardCharsets.ISO_8859_1);
    assertThat(header).containsPattern("<f[48]").contains("'fortran_order': False");
    boolean single = header.contains("<f4");
    file.position(10 + headerLength);
    double[] values = new double[file.remaining() / (single ? 4 : 8)];
    for (int i = 0; i < values.length; i++) {
      values[i] = single ? file.getFloat() : file.getDouble();
    }
    return values;
  }
}
