package io.musicreclass.train.data;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.StringData;
import io.musicreclass.convert.read.ConvertException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * An HDF5 file of the Million Song Dataset in memory: arrays of float64 numbers, and tables whose
 * first row is read by field. jHDF reads the structure; values are taken from the raw chunks
 * ({@link Hdf5Chunks}), so that nothing is allocated for sizes that only a damaged file claims.
 */
final class Hdf5Track implements AutoCloseable {
  /** The published files have less than 1 MB. */
  private static final long LARGEST = 64L << 20;

  private static final String REMEDY = "The file is truncated or damaged: get it again";

  private final Path file;
  private final HdfFile hdf;

  private Hdf5Track(Path file, HdfFile hdf) {
    this.file = file;
    this.hdf = hdf;
  }

  /** What is read from a file. */
  @FunctionalInterface
  interface Work<T> {
    T read(Hdf5Track track) throws ConvertException;
  }

  /**
   * Reads from a file.
   *
   * @throws ConvertException if it is no such file, or damaged
   */
  static <T> T read(Path file, Work<T> work) throws ConvertException, IOException {
    if (Files.size(file) > LARGEST) {
      throw ConvertException.of(
          file, "has more than " + LARGEST + " bytes", "Give the file of one track");
    }
    try (Hdf5Track track =
        new Hdf5Track(file, HdfFile.fromByteBuffer(ByteBuffer.wrap(Files.readAllBytes(file))))) {
      return work.read(track);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // jHDF checks little of what a damaged file claims
      throw ConvertException.of(file, "cannot be read as HDF5 (" + e.getMessage() + ")", REMEDY, e);
    }
  }

  /**
   * A matrix of float64 numbers in row-major order.
   *
   * @param width of a row; 1 for a vector
   */
  double[] numbers(String path, int width) throws ConvertException {
    Dataset dataset = dataset(path);
    int[] sizes = dataset.getDimensions();
    boolean fits = width == 1 ? sizes.length == 1 : sizes.length == 2 && sizes[1] == width;
    if (!fits || sizes[0] < 0 || (long) sizes[0] * width > LARGEST) {
      throw bad(path, "does not have rows of " + width + " numbers");
    }
    DataType type = dataset.getDataType();
    if (!(type instanceof FloatingPoint number) || (type.getSize() != 8 && type.getSize() != 4)) {
      throw bad(path, "is not of floating-point numbers");
    }
    ByteBuffer bytes = bytes(dataset, path, sizes[0], width);
    bytes.order(number.getByteOrder());
    double[] values = new double[sizes[0] * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = type.getSize() == 8 ? bytes.getDouble(8 * i) : bytes.getFloat(4 * i);
    }
    return values;
  }

  /** A number in the first row of a table. */
  double number(String path, String field) throws ConvertException {
    CompoundDataType.CompoundDataMember member = member(path, field);
    if (!(member.getDataType() instanceof FloatingPoint type) || type.getSize() != 8) {
      throw bad(path, "has a field " + field + " that is not a float64 number");
    }
    return row(path).order(type.getByteOrder()).getDouble(member.getOffset());
  }

  /** A text in the first row of a table. */
  String text(String path, String field) throws ConvertException {
    CompoundDataType.CompoundDataMember member = member(path, field);
    if (!(member.getDataType() instanceof StringData type)) {
      throw bad(path, "has a field " + field + " that is not a text");
    }
    ByteBuffer row = row(path);
    int length = 0;
    while (length < type.getSize() && row.get(member.getOffset() + length) != 0) {
      length++;
    }
    byte[] text = new byte[length];
    row.get(member.getOffset(), text);
    return new String(text, StandardCharsets.UTF_8).strip();
  }

  private ByteBuffer row(String path) throws ConvertException {
    Dataset dataset = dataset(path);
    int[] sizes = dataset.getDimensions();
    if (sizes.length != 1 || sizes[0] < 1) {
      throw bad(path, "is a table without a row");
    }
    return bytes(dataset, path, 1, 1);
  }

  private CompoundDataType.CompoundDataMember member(String path, String field)
      throws ConvertException {
    if (dataset(path).getDataType() instanceof CompoundDataType type) {
      for (CompoundDataType.CompoundDataMember member : type.getMembers()) {
        if (member.getName().equals(field)) {
          return member;
        }
      }
    }
    throw bad(path, "has no field " + field);
  }

  private Dataset dataset(String path) throws ConvertException {
    Map<String, Node> children = hdf.getChildren();
    String[] names = path.split("/", -1);
    for (int i = 0; i < names.length; i++) {
      Node node = children.get(names[i]);
      if (node instanceof Group group) {
        children = group.getChildren();
      } else if (node instanceof Dataset dataset && i == names.length - 1) {
        return dataset;
      } else {
        break;
      }
    }
    throw bad(path, "is missing");
  }

  /** The bytes of the first rows. */
  private ByteBuffer bytes(Dataset dataset, String path, int rows, int width)
      throws ConvertException {
    if (dataset instanceof ChunkedDataset chunked) {
      return new Hdf5Chunks(chunked, what -> bad(path, what)).rows(rows, width);
    }
    if (dataset instanceof ContiguousDataset contiguous) {
      int size = rows * width * dataset.getDataType().getSize();
      ByteBuffer all = contiguous.getBuffer();
      if (all.remaining() < size) {
        throw bad(path, "ends early");
      }
      return all.slice();
    }
    throw bad(path, "is stored in a way that the data set does not use");
  }

  private ConvertException bad(String path, String what) {
    return ConvertException.of(file, path + " " + what, REMEDY);
  }

  @Override
  public void close() {
    hdf.close();
  }
}
