package io.musicreclass.train.cnn;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.musicreclass.convert.onnx.Weights;
import io.musicreclass.convert.read.ConvertException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes weights as safetensors, which the import reads. */
final class WeightFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private WeightFile() {}

  /**
   * Writes a file, in one step for readers.
   *
   * @param lists beside the weights, such as {@code genres}
   */
  static void write(Path file, Map<String, Weights> weights, Map<String, List<String>> lists)
      throws ConvertException, IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      writeFully(channel, header(weights, lists));
      for (Weights one : weights.values()) {
        float[] values = one.load();
        ByteBuffer bytes =
            ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        writeFully(channel, bytes);
      }
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static ByteBuffer header(Map<String, Weights> weights, Map<String, List<String>> lists)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode metadata = root.putObject("__metadata__");
    for (Map.Entry<String, List<String>> list : lists.entrySet()) {
      metadata.put(list.getKey(), JSON.writeValueAsString(list.getValue()));
    }
    long end = 0;
    for (Map.Entry<String, Weights> entry : weights.entrySet()) {
      ObjectNode tensor = root.putObject(entry.getKey()).put("dtype", "F32");
      entry.getValue().shape().forEach(tensor.putArray("shape")::add);
      long begin = end;
      end +=
          Float.BYTES
              * entry.getValue().shape().stream().mapToLong(i -> i).reduce(1, Math::multiplyExact);
      tensor.putArray("data_offsets").add(begin).add(end);
    }
    byte[] json = JSON.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
    // the data begin at a multiple of eight
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return ByteBuffer.allocate(Long.BYTES + padded.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(padded.length)
        .put(padded)
        .flip();
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
