package io.musicreclass.convert.read;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes 32-bit checkpoints byte by byte as torch.save and safetensors do, each from a list. */
public final class TorchFiles {
  private final Map<String, List<Integer>> shapes = new LinkedHashMap<>();
  private final Map<String, Supplier<float[]>> values = new LinkedHashMap<>();

  /** Adds a tensor, or replaces the one of that name. */
  public TorchFiles put(String name, List<Integer> shape, Supplier<float[]> data) {
    shapes.put(name, shape);
    values.put(name, data);
    return this;
  }

  /** Removes a tensor. */
  public TorchFiles remove(String name) {
    shapes.remove(name);
    values.remove(name);
    return this;
  }

  public List<Integer> shape(String name) {
    return shapes.get(name);
  }

  public float[] values(String name) {
    return values.get(name).get();
  }

  /** A zip container whose storages are stored members. */
  public Path zip(Path file) throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 20))) {
      store(zip, "archive/data.pkl", pickle(false));
      int key = 0;
      for (Supplier<float[]> data : values.values()) {
        store(zip, "archive/data/" + key++, littleEndian(data.get()));
      }
      store(zip, "archive/version", "3\n".getBytes(StandardCharsets.US_ASCII));
    }
    return file;
  }

  private static void store(ZipOutputStream zip, String name, byte[] data) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(data);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(data.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(data);
    zip.closeEntry();
  }

  /** The legacy container of PyTorch before 1.6. */
  public Path legacy(Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      out.write(new byte[] {(byte) 0x80, 2, (byte) 0x8a, 10, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46});
      out.write(new byte[] {(byte) 0xf9, 0x20, 0x6a, (byte) 0xa8, 0x50, 0x19, '.'});
      out.write(new byte[] {(byte) 0x80, 2, 'M', (byte) 0xe9, 3, '.'});
      out.write(new byte[] {(byte) 0x80, 2, '}', '.'});
      out.write(pickle(true));
      ByteArrayOutputStream keys = new ByteArrayOutputStream();
      keys.writeBytes(new byte[] {(byte) 0x80, 2, ']', '('});
      for (int key = 0; key < values.size(); key++) {
        keys.writeBytes(text(Integer.toString(key)));
      }
      keys.writeBytes(new byte[] {'e', '.'});
      out.write(keys.toByteArray());
      for (Supplier<float[]> supplier : values.values()) {
        byte[] data = littleEndian(supplier.get());
        out.write(little(8).putLong(data.length / 4).array());
        out.write(data);
      }
    }
    return file;
  }

  /** A safetensors file. */
  public Path safetensors(Path file) throws IOException {
    long at = 0;
    StringBuilder header = new StringBuilder();
    for (Map.Entry<String, List<Integer>> e : shapes.entrySet()) {
      long bytes = 4 * e.getValue().stream().mapToLong(i -> i).reduce(1, (a, b) -> a * b);
      header
          .append(header.isEmpty() ? "{" : ",")
          .append("\"%s\":{\"dtype\":\"F32\",\"shape\":".formatted(e.getKey()))
          .append(e.getValue())
          .append(",\"data_offsets\":[%d,%d]}".formatted(at, at + bytes));
      at += bytes;
    }
    header.append('}');
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      out.write(little(8).putLong(header.length()).array());
      out.write(header.toString().getBytes(StandardCharsets.UTF_8));
      for (Supplier<float[]> data : values.values()) {
        out.write(littleEndian(data.get()));
      }
    }
    return file;
  }

  private byte[] pickle(boolean view) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(new byte[] {(byte) 0x80, 2});
    out.writeBytes("ccollections\nOrderedDict\n)R(");
    int key = 0;
    for (Map.Entry<String, List<Integer>> e : shapes.entrySet()) {
      out.write(text(e.getKey()));
      out.writeBytes("ctorch._utils\n_rebuild_tensor_v2\n((");
      out.write(text("storage"));
      out.writeBytes("ctorch\nFloatStorage\n");
      out.write(text(Integer.toString(key++)));
      out.write(text("cpu"));
      out.write(integer(e.getValue().stream().reduce(1, (a, b) -> a * b)));
      out.writeBytes(view ? "Nt" : "t");
      out.writeBytes("QK");
      out.write(0);
      out.write(tuple(e.getValue()));
      out.write(tuple(Tensor.rowMajor(e.getValue()).stream().map(Long::intValue).toList()));
      out.write(0x89);
      out.writeBytes("ccollections\nOrderedDict\n)RtR");
    }
    out.writeBytes("u.");
    return bytes.toByteArray();
  }

  private static byte[] tuple(List<Integer> numbers) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write('(');
    numbers.forEach(n -> out.writeBytes(integer(n)));
    out.write('t');
    return out.toByteArray();
  }

  private static byte[] integer(int value) {
    return little(5).put((byte) 'J').putInt(value).array();
  }

  private static byte[] text(String text) {
    byte[] utf = text.getBytes(StandardCharsets.UTF_8);
    return little(5 + utf.length).put((byte) 'X').putInt(utf.length).put(utf).array();
  }

  private static byte[] littleEndian(float[] data) {
    byte[] bytes = new byte[4 * data.length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(data);
    return bytes;
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
