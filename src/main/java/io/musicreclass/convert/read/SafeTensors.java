package io.musicreclass.convert.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * safetensors: eight bytes of header length, a JSON header of types, shapes and offsets, raw
 * little-endian data (golden networks SPEC section 1.4).
 */
final class SafeTensors implements Checkpoint.Reader {
  /** A header has a hundred bytes per tensor, but takes many times its length in memory. */
  private static final long LARGEST_HEADER = 8 << 20;

  private static final String REMEDY = "The file is truncated or damaged: get it again";
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  @Override
  public Contents read(Path file, FileChannel channel) throws ConvertException, IOException {
    Bytes bytes = Bytes.of(channel, 0, channel.size());
    long header =
        ByteBuffer.wrap(bytes.read(0, Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (header < 2 || header > LARGEST_HEADER || header > channel.size() - Long.BYTES) {
      throw ConvertException.of(
          file,
          "is not a checkpoint, or is truncated: it claims a header of "
              + Long.toUnsignedString(header)
              + " bytes",
          REMEDY);
    }
    JsonNode root;
    try {
      root = JSON.readTree(bytes.read(Long.BYTES, (int) header));
    } catch (JsonProcessingException e) {
      throw ConvertException.of(file, "has a header that is not JSON", REMEDY, e);
    }
    long start = Long.BYTES + header;
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    NavigableMap<Long, Long> taken = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      if (!entry.getKey().equals("__metadata__")) {
        tensors.put(
            entry.getKey(), tensor(file, channel, start, entry.getKey(), entry.getValue(), taken));
      }
    }
    Map<String, Object> values = new LinkedHashMap<>(tensors);
    root.path("__metadata__")
        .properties()
        .forEach(e -> values.put(e.getKey(), value(e.getValue())));
    return Contents.of(tensors, values);
  }

  /** A text of the metadata, which may be JSON itself: a list of texts, or a number. */
  private static Object value(JsonNode metadata) {
    String text = metadata.asText();
    try {
      JsonNode inner = JSON.readTree(text);
      if (inner.isArray()) {
        List<Object> list = new ArrayList<>();
        inner.forEach(item -> list.add(item.isTextual() ? item.asText() : item));
        return list;
      }
      return inner.isNumber() ? inner.numberValue() : text;
    } catch (JsonProcessingException plainText) {
      return text;
    }
  }

  private static Tensor tensor(
      Path file,
      FileChannel channel,
      long start,
      String name,
      JsonNode about,
      NavigableMap<Long, Long> taken)
      throws ConvertException, IOException {
    ElementType type =
        ElementType.ofSafetensors(about.path("dtype").asText())
            .orElseThrow(
                () ->
                    bad(
                        file,
                        name,
                        "has the type " + about.path("dtype") + ", which is not supported"));
    List<Integer> shape = new ArrayList<>();
    double bytes = type.bytes();
    for (JsonNode size : about.path("shape")) {
      if (!size.canConvertToInt() || size.intValue() < 0) {
        throw bad(file, name, "has a size of " + size);
      }
      shape.add(size.intValue());
      bytes *= size.intValue();
    }
    long begin = about.path("data_offsets").path(0).asLong(-1);
    long end = about.path("data_offsets").path(1).asLong(-1);
    if (begin < 0 || end < begin || end > channel.size() - start || end - begin != bytes) {
      throw bad(
          file,
          name,
          "claims bytes %d to %d for the shape %s, where the file has %d"
              .formatted(begin, end, shape, channel.size() - start));
    }
    if (end > begin) {
      Map.Entry<Long, Long> before = taken.lowerEntry(end);
      if (before != null && before.getValue() > begin) {
        throw bad(file, name, "overlaps another tensor");
      }
      taken.put(begin, end);
    }
    Bytes data = Bytes.of(channel, start + begin, end - begin);
    return Tensor.whole(file, name, new Storage(data, type, ByteOrder.LITTLE_ENDIAN), shape);
  }

  private static ConvertException bad(Path file, String name, String what) {
    return ConvertException.ofTensor(file, name, what, REMEDY);
  }
}
