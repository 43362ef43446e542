package io.musicreclass.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** NumPy files as numpy.save and numpy.savez write them. */
public final class NumpyBytes {
  private NumpyBytes() {}

  /** An array of any type. */
  public static byte[] array(String type, String shape, byte[] data) {
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
    int padding = 63 - (10 + header.length()) % 64;
    byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("\u0093NUMPY\u0001\u0000".getBytes(StandardCharsets.ISO_8859_1));
    return bytes.putShort((short) text.length).put(text).put(data).array();
  }

  /** A matrix of float64. */
  public static byte[] matrix(double[]... rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    ByteBuffer data = ByteBuffer.allocate(8 * rows.length * width).order(ByteOrder.LITTLE_ENDIAN);
    for (double[] row : rows) {
      for (double value : row) {
        data.putDouble(value);
      }
    }
    return array("<f8", rows.length + ", " + width, data.array());
  }

  /** A vector of int64. */
  public static byte[] integers(int... values) {
    ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      data.putLong(value);
    }
    return array("<i8", values.length + ",", data.array());
  }

  /** A vector of texts. */
  public static byte[] texts(List<String> texts) {
    int longest = texts.stream().mapToInt(String::length).max().orElse(1);
    ByteBuffer data = ByteBuffer.allocate(4 * longest * texts.size());
    for (int i = 0; i < texts.size(); i++) {
      data.position(4 * longest * i);
      data.put(texts.get(i).getBytes(Charset.forName("UTF-32LE")));
    }
    return array("<U" + longest, texts.size() + ",", data.array());
  }

  /** A file of named arrays. */
  public static Path archive(Path file, Map<String, byte[]> arrays) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
        zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
        zip.write(array.getValue());
      }
    }
    return Files.write(file, bytes.toByteArray());
  }
}
