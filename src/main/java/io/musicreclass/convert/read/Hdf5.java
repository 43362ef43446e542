package io.musicreclass.convert.read;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FloatingPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights that Keras saved as HDF5: the datasets of {@code model_weights}, or of the whole file
 * where there is no such group, by the names of their layers ({@link KerasNames}). jHDF reads the
 * structure; the values, which must be stored as one uncompressed block, are read when they are
 * needed. Links are not followed, other files never opened.
 */
final class Hdf5 implements Checkpoint.Reader {
  /** The signature, as ISO 8859-1. */
  static final String MAGIC = "\u0089HDF\r\n\u001a\n";

  private static final String WEIGHTS = "model_weights";
  private static final String OPTIMIZER = "optimizer_weights";

  /** A layer within a model within a model is five groups deep. */
  private static final int DEEPEST = 16;

  /** The largest networks of Keras have some thousands of tensors. */
  private static final int MOST_NODES = 20_000;

  private static final int MOST_AXES = 8;
  private static final String DAMAGED = "The file is truncated or damaged: get it again";

  @Override
  public Contents read(Path file, FileChannel channel) throws ConvertException, IOException {
    long length = channel.size();
    if (length > Integer.MAX_VALUE) {
      throw ConvertException.of(
          file, "is an HDF5 file of more than 2 GB, which is not supported", "Save it in float16");
    }
    // Unlike a file, a buffer allocates nothing for sizes that only a damaged file claims.
    ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, length);
    try (HdfFile hdf = HdfFile.fromByteBuffer(mapped)) {
      Map<String, Node> root = hdf.getChildren();
      Scan scan = new Scan(file, channel, length, hdf.getUserBlockSize());
      if (root.get(WEIGHTS) instanceof Group weights) {
        scan.group(weights, "", 0);
      } else {
        scan.group(hdf, "", 0);
      }
      if (scan.tensors.isEmpty()) {
        throw ConvertException.of(
            file,
            "is an HDF5 file without weights",
            "Give the .h5 file of a whole Keras model, or of its weights");
      }
      return Contents.of(scan.tensors, new LinkedHashMap<>(scan.tensors));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // jHDF checks little of what a damaged file claims
      throw ConvertException.of(
          file,
          "cannot be read as HDF5: " + messageOf(e),
          DAMAGED + ", or save it again with Keras",
          e);
    }
  }

  /** The innermost message. */
  private static String messageOf(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? "its structure is damaged" : cause.getMessage();
  }

  /** One pass over the groups of a file. */
  private static final class Scan {
    private final Path file;
    private final FileChannel channel;
    private final long length;
    private final long base;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private int nodes;

    Scan(Path file, FileChannel channel, long length, long base) {
      this.file = file;
      this.channel = channel;
      this.length = length;
      this.base = base;
    }

    void group(Group group, String path, int depth) throws ConvertException {
      if (depth > DEEPEST) {
        throw ConvertException.of(
            file, "has more than " + DEEPEST + " groups within each other", DAMAGED);
      }
      for (Map.Entry<String, Node> child : group.getChildren().entrySet()) {
        if (++nodes > MOST_NODES) {
          throw ConvertException.of(
              file, "has more than " + MOST_NODES + " groups and datasets", DAMAGED);
        }
        Node node = child.getValue();
        String name = path.isEmpty() ? child.getKey() : path + "/" + child.getKey();
        if (node instanceof Link) {
          continue;
        }
        if (node instanceof Group inner) {
          if (!name.equals(OPTIMIZER)) {
            group(inner, name, depth + 1);
          }
        } else if (node instanceof Dataset dataset) {
          String tensor = KerasNames.of(name);
          if (tensors.put(tensor, tensor(dataset, tensor)) != null) {
            throw bad(tensor, "is in the file twice", "Give the file of one network");
          }
        }
      }
    }

    private Tensor tensor(Dataset dataset, String name) throws ConvertException {
      List<Integer> shape = new ArrayList<>();
      double values = 1;
      for (int size : dataset.getDimensions()) {
        shape.add(size);
        values *= size;
      }
      if (shape.size() > MOST_AXES || shape.stream().anyMatch(size -> size < 0)) {
        throw bad(name, "has the shape " + shape, DAMAGED);
      }
      if (!(dataset instanceof ContiguousDataset contiguous)) {
        throw bad(
            name,
            "is stored in chunks or compressed, which is not supported",
            "Save the weights without compression, as Keras does by itself");
      }
      FloatingPoint type = floatingPoint(dataset.getDataType(), name);
      ElementType element = element(type, name);
      long begin = contiguous.getDataAddress() + base;
      double bytes = values * element.bytes();
      if (contiguous.getDataAddress() < 0 || begin < 0 || begin + bytes > length) {
        throw bad(
            name,
            "of shape %s claims %.0f bytes from byte %d on, where the file has %d"
                .formatted(shape, bytes, begin, length),
            DAMAGED);
      }
      Bytes data = Bytes.of(channel, begin, (long) bytes);
      return Tensor.whole(file, name, new Storage(data, element, type.getByteOrder()), shape);
    }

    private FloatingPoint floatingPoint(DataType type, String name) throws ConvertException {
      if (type instanceof FloatingPoint number) {
        return number;
      }
      throw bad(
          name,
          "is of type " + type.getClass().getSimpleName() + ", not of floating-point numbers",
          "Give the weights of a network, as Keras saved them");
    }

    /** IEEE 754 only. */
    private ElementType element(FloatingPoint type, String name) throws ConvertException {
      ElementType element =
          switch (type.getSize()) {
            case 2 -> ElementType.HALF;
            case 4 -> ElementType.FLOAT;
            case 8 -> ElementType.DOUBLE;
            default -> null;
          };
      int exponent = type.getExponentSize();
      int mantissa = type.getMantissaSize();
      if (element == null
          || exponent + mantissa + 1 != type.getSize() * Byte.SIZE
          || exponent != (element == ElementType.HALF ? 5 : element == ElementType.FLOAT ? 8 : 11)
          || type.getExponentBias() != (1 << (exponent - 1)) - 1) {
        throw bad(
            name,
            "has floating-point numbers of %d bytes with an exponent of %d bits"
                .formatted(type.getSize(), exponent),
            "Save the weights as float16, float32 or float64");
      }
      return element;
    }

    private ConvertException bad(String name, String what, String remedy) {
      return ConvertException.ofTensor(file, name, what, remedy);
    }
  }
}
