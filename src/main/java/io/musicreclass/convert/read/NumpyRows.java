package io.musicreclass.convert.read;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Numbered rows of a {@code .npy} file: of a matrix, by the number in their first column or else
 * their place from 0 on, or the values of a pickled dictionary by their keys. A matrix is read row
 * by row.
 */
public final class NumpyRows {
  private static final String REMEDY =
      "Give a matrix with one row for each track, or a dictionary from track ids to rows";

  private final Path file;
  private final int width;
  private final IntPredicate wanted;
  private final Sink sink;

  private NumpyRows(Path file, int width, IntPredicate wanted, Sink sink) {
    this.file = file;
    this.width = width;
    this.wanted = wanted;
    this.sink = sink;
  }

  /** Receives a row, whose values need not be finite. */
  @FunctionalInterface
  public interface Sink {
    void take(int number, float[] values);
  }

  /**
   * Reads some rows.
   *
   * @param width number of values of a row, without its number
   * @param wanted whether a row of this number is
   * @throws ConvertException if the file is neither, or is damaged; names the file and a remedy
   */
  public static void read(Path file, int width, IntPredicate wanted, Sink sink)
      throws ConvertException {
    NumpyRows rows = new NumpyRows(file, width, wanted, sink);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      NpyHeader header = NpyHeader.of(file, Bytes.of(channel, 0, channel.size()));
      if (header.type().equals("O")) {
        rows.dictionary(channel.position(header.begin()));
      } else {
        rows.matrix(header, channel);
      }
    } catch (IOException | IndexOutOfBoundsException e) {
      throw ConvertException.of(file, "cannot be read (" + e + ")", REMEDY, e);
    }
  }

  private void matrix(NpyHeader header, FileChannel channel) throws ConvertException, IOException {
    List<Integer> shape = header.shape();
    boolean numbered = shape.size() == 2 && shape.get(1) == width + 1;
    if (shape.size() != 2 || (!numbered && shape.get(1) != width) || header.columnMajor()) {
      throw ConvertException.of(
          file,
          "has the shape "
              + shape
              + (header.columnMajor() ? " in Fortran order" : "")
              + ", not rows of "
              + width
              + " values, or of an id and these",
          REMEDY);
    }
    ElementType type =
        ElementType.ofNumpy(header.type())
            .orElseThrow(
                () -> ConvertException.of(file, "has values of type " + header.type(), REMEDY));
    int length = shape.get(1) * type.bytes();
    Bytes data = Bytes.of(channel, header.begin(), channel.size() - header.begin());
    for (int row = 0; row < shape.get(0); row++) {
      ByteBuffer bytes = ByteBuffer.wrap(data.read((long) row * length, length));
      bytes.order(header.order());
      int number = numbered ? (int) type.at(bytes, 0) : row;
      if (wanted.test(number)) {
        float[] values = new float[width];
        for (int i = 0; i < width; i++) {
          values[i] = (float) type.at(bytes, (numbered ? i + 1 : i) * type.bytes());
        }
        sink.take(number, values);
      }
    }
  }

  private void dictionary(FileChannel channel) throws ConvertException, IOException {
    Object root =
        SafePickle.load(
            new CountingInput(
                new BufferedInputStream(Channels.newInputStream(channel)),
                channel.size() - channel.position()),
            file,
            Storages.none());
    Object held = root instanceof NumpyArray array ? array.value() : root;
    if (held instanceof List<?> list && list.size() == 1) {
      held = list.get(0);
    }
    if (!(held instanceof Map<?, ?> map)) {
      throw ConvertException.of(file, "has pickled objects that are no dictionary", REMEDY);
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      int number = number(entry.getKey());
      if (wanted.test(number)) {
        sink.take(number, values(number, entry.getValue()));
      }
    }
  }

  private int number(@Nullable Object key) throws ConvertException {
    if (key instanceof Number number) {
      return number.intValue();
    }
    String text = String.valueOf(key);
    if (text.matches("\\d{1,9}")) {
      return Integer.parseInt(text);
    }
    throw ConvertException.of(file, "has the key '" + text + "', which is no track's id", REMEDY);
  }

  private float[] values(int number, @Nullable Object value) throws ConvertException {
    Object held = value instanceof NumpyArray array ? array.value() : value;
    float[] values = new float[width];
    if (held instanceof Tensor tensor && tensor.size() == width) {
      double[] all = tensor.named("of track " + number).unchecked();
      for (int i = 0; i < width; i++) {
        values[i] = (float) all[i];
      }
      return values;
    }
    if (held instanceof List<?> list
        && list.size() == width
        && list.stream().allMatch(Number.class::isInstance)) {
      for (int i = 0; i < width; i++) {
        values[i] = ((Number) list.get(i)).floatValue();
      }
      return values;
    }
    throw ConvertException.of(file, "has no " + width + " numbers for the track " + number, REMEDY);
  }
}
