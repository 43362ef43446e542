package io.musicreclass.convert.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.musicreclass.convert.read.ConvertException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a network's weights: inside the graph, or to a file beside it if large. */
final class WeightFile {
  private static final long LARGEST_INLINE = 64L << 20;

  /** Alignment to pages, so an engine can map each weight. */
  private static final int ALIGNMENT = 4096;

  private static final int CHUNK = 1 << 16;

  private final List<Entry> entries;

  WeightFile(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** A weight and its name. */
  record Entry(String name, Weights weights, Precision precision) {
    long bytes() {
      long count = weights.shape().stream().mapToLong(i -> i).reduce(1, Math::multiplyExact);
      return Math.multiplyExact(count, precision.bytes());
    }

    TensorProto.Builder tensor() {
      TensorProto.Builder tensor =
          TensorProto.newBuilder().setName(name).setDataType(precision.code());
      weights.shape().forEach(tensor::addDims);
      return tensor;
    }

    float[] load() throws ConvertException {
      float[] values = weights.load();
      if ((long) values.length * precision.bytes() != bytes()) {
        throw new IllegalStateException(name + " is not of the shape " + weights.shape());
      }
      return values;
    }
  }

  void write(Path file, ModelProto.Builder model) throws ConvertException, IOException {
    long total = entries.stream().mapToLong(Entry::bytes).sum();
    Path data =
        file.resolveSibling(file.getFileName().toString().replaceFirst("\\.onnx$", "") + ".data");
    try {
      if (total > LARGEST_INLINE) {
        writeData(data, model);
      } else {
        for (Entry entry : entries) {
          model
              .getGraphBuilder()
              .addInitializer(
                  entry
                      .tensor()
                      .setRawData(ByteString.copyFrom(encode(entry.load(), entry.precision()))));
        }
      }
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        model.build().writeTo(out);
      }
    } catch (ConvertException | IOException | RuntimeException e) {
      Files.deleteIfExists(data);
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private void writeData(Path data, ModelProto.Builder model) throws ConvertException, IOException {
    long at = 0;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(data), 1 << 20)) {
      for (Entry entry : entries) {
        int padding = (int) (-at & (ALIGNMENT - 1));
        out.write(new byte[padding]);
        at += padding;
        TensorProto.Builder tensor =
            entry.tensor().setDataLocation(TensorProto.DataLocation.EXTERNAL);
        tensor.addExternalData(pair("location", data.getFileName().toString()));
        tensor.addExternalData(pair("offset", Long.toString(at)));
        tensor.addExternalData(pair("length", Long.toString(entry.bytes())));
        model.getGraphBuilder().addInitializer(tensor);
        float[] values = entry.load();
        for (int done = 0; done < values.length; done += CHUNK) {
          out.write(encode(values, done, Math.min(CHUNK, values.length - done), entry.precision()));
        }
        at += entry.bytes();
      }
    }
  }

  private static StringStringEntryProto pair(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  /** The bytes of these values in that precision, little-endian. */
  static byte[] encode(float[] values, Precision precision) {
    return encode(values, 0, values.length, precision);
  }

  private static byte[] encode(float[] values, int from, int count, Precision precision) {
    byte[] bytes = new byte[Math.multiplyExact(count, precision.bytes())];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (precision == Precision.FP32) {
      buffer.asFloatBuffer().put(values, from, count);
    } else {
      for (int i = 0; i < count; i++) {
        buffer.putShort(Float16.of(values[from + i]));
      }
    }
    return bytes;
  }
}
