package io.musicreclass.train.data;

import io.jhdf.AbstractNode;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.object.message.FilterPipelineMessage;
import io.musicreclass.convert.read.ConvertException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The rows of a dataset that is stored in chunks, plain or by zlib with or without shuffle. */
final class Hdf5Chunks {
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER32 = 3;
  private static final int CHECKSUM = 4;

  /** Bytes of an expanded chunk; PyTables makes chunks of some kilobytes. */
  private static final long LARGEST = 16L << 20;

  private final ChunkedDataset dataset;
  private final Function<String, ConvertException> bad;

  /**
   * @param bad makes the error of a text that continues a sentence
   */
  Hdf5Chunks(ChunkedDataset dataset, Function<String, ConvertException> bad) {
    this.dataset = dataset;
    this.bad = bad;
  }

  /**
   * The first rows, of all columns.
   *
   * @param width columns; 1 for a vector
   */
  ByteBuffer rows(int rows, int width) throws ConvertException {
    int[] chunk = dataset.getChunkDimensions();
    int element = dataset.getDataType().getSize();
    long chunkBytes = element;
    for (int size : chunk) {
      if (size < 1 || chunkBytes > LARGEST) {
        throw bad.apply("has chunks of an impossible size");
      }
      chunkBytes *= size;
    }
    int columns = chunk.length > 1 ? chunk[1] : 1;
    if (chunkBytes > LARGEST || (long) rows * width * element > LARGEST * 4) {
      throw bad.apply("has chunks of an impossible size");
    }
    byte[] all = new byte[rows * width * element];
    for (int row = 0; row < rows; row += chunk[0]) {
      for (int column = 0; column < width; column += columns) {
        int[] place = chunk.length > 1 ? new int[] {row, column} : new int[] {row};
        byte[] bytes = expanded(dataset.getRawChunkBuffer(place), (int) chunkBytes, element);
        int cells = Math.min(columns, width - column) * element;
        for (int i = 0; i < chunk[0] && row + i < rows; i++) {
          System.arraycopy(
              bytes, i * columns * element, all, ((row + i) * width + column) * element, cells);
        }
      }
    }
    return ByteBuffer.wrap(all);
  }

  private byte[] expanded(ByteBuffer raw, int size, int element) throws ConvertException {
    byte[] bytes = new byte[raw.remaining()];
    raw.duplicate().get(bytes);
    List<Integer> filters = filters();
    for (int i = filters.size() - 1; i >= 0; i--) {
      int id = filters.get(i);
      bytes =
          switch (id) {
            case DEFLATE -> inflated(bytes, size + CHECKSUM);
            case SHUFFLE -> unshuffled(bytes, element);
            case FLETCHER32 -> Arrays.copyOf(bytes, Math.max(0, bytes.length - CHECKSUM));
            default -> throw bad.apply("is compressed by the unknown filter " + id);
          };
    }
    if (bytes.length < size) {
      throw bad.apply("ends early");
    }
    return bytes;
  }

  /** From the header: jHDF's own list needs the libraries of all its filters. */
  private List<Integer> filters() {
    return dataset instanceof AbstractNode node
        ? node.getHeader().getMessagesOfType(FilterPipelineMessage.class).stream()
            .flatMap(message -> message.getFilters().stream())
            .map(FilterPipelineMessage.FilterInfo::getId)
            .toList()
        : List.of();
  }

  private byte[] inflated(byte[] bytes, int most) throws ConvertException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(bytes);
      byte[] result = new byte[most];
      int length = 0;
      int more;
      do {
        more = inflater.inflate(result, length, most - length);
        length += more;
      } while (more > 0 && length < most);
      return Arrays.copyOf(result, length);
    } catch (DataFormatException e) {
      throw bad.apply("is damaged (" + e.getMessage() + ")");
    } finally {
      inflater.end();
    }
  }

  /** HDF5's shuffle stores the first bytes of all elements, then the second, and so on. */
  private static byte[] unshuffled(byte[] bytes, int element) {
    byte[] result = bytes.clone();
    int count = bytes.length / element;
    for (int b = 0; b < element; b++) {
      for (int i = 0; i < count; i++) {
        result[i * element + b] = bytes[b * count + i];
      }
    }
    return result;
  }
}
