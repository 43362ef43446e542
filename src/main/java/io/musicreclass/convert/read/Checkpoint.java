package io.musicreclass.convert.read;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An open checkpoint of any known format: PyTorch's zip and legacy containers, a plain pickle,
 * safetensors, Keras' HDF5, NumPy. Opening reads only names and positions; tensors are read from
 * the file on request, until it is closed. Not thread-safe.
 */
public final class Checkpoint implements AutoCloseable {
  private static final int MAGIC = 16;

  private final Path file;
  private final Contents contents;
  private final Closeable source;

  private Checkpoint(Path file, Contents contents, Closeable source) {
    this.file = file;
    this.contents = contents;
    this.source = source;
  }

  /** A format's reader; the files it opens stay open for the tensors. */
  interface Reader {
    Contents read(Path file, FileChannel channel) throws ConvertException, IOException;
  }

  /**
   * Opens a checkpoint; the format follows from its first bytes, not from its name.
   *
   * @throws ConvertException if it is not a checkpoint, is damaged, or names globals that are not
   *     allowed
   */
  public static Checkpoint open(Path file) throws ConvertException {
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      try {
        ByteBuffer magic = ByteBuffer.allocate(MAGIC);
        channel.read(magic, 0);
        return open(file, channel, magic.flip());
      } catch (ConvertException | IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw ConvertException.of(
          file, "cannot be read (" + e + ")", "Check the path and that the file is complete", e);
    }
  }

  /**
   * As {@link #open(Path)}.
   *
   * @param averaged whether {@link #tensors} returns the averaged copy (EMA) of the weights
   * @throws ConvertException also if the file contains no such copy
   */
  public static Checkpoint open(Path file, boolean averaged) throws ConvertException {
    Checkpoint checkpoint = open(file);
    if (!averaged) {
      return checkpoint;
    }
    if (checkpoint.average().isEmpty()) {
      checkpoint.close();
      throw ConvertException.ofOption(
          file, "contains no averaged copy of its weights", "Import it without --ema");
    }
    return new Checkpoint(file, checkpoint.contents.withAverage(), checkpoint.source);
  }

  private static Checkpoint open(Path file, FileChannel channel, ByteBuffer magic)
      throws ConvertException, IOException {
    String start = StandardCharsets.ISO_8859_1.decode(magic.duplicate()).toString();
    if (start.startsWith("PK\003\004")) {
      channel.close();
      return TorchZip.open(file, Checkpoint::new);
    }
    Reader reader;
    if (start.startsWith("\u0093NUMPY")) {
      reader = new NpyReader();
    } else if (start.startsWith(TorchLegacy.MAGIC)) {
      reader = new TorchLegacy();
    } else if (start.startsWith("\0\0\0\0{", 4)) {
      // a header of less than 4 GB of any length
      reader = new SafeTensors();
    } else if (start.startsWith("\u0080")) {
      reader = new PlainPickle();
    } else if (start.startsWith(Hdf5.MAGIC)) {
      reader = new Hdf5();
    } else if (start.startsWith("version https://")) {
      throw ConvertException.of(
          file,
          "is a Git LFS pointer, not the weights",
          "Run git lfs pull, or download the file itself");
    } else {
      throw ConvertException.of(
          file,
          "is not a checkpoint",
          "Give a .pth, .bin, .safetensors, .h5 or .npy file as its training wrote it");
    }
    return new Checkpoint(file, reader.read(file, channel), channel);
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /** The weights by name, in file order; a lone array has the empty name. */
  public Map<String, Tensor> tensors() {
    return Collections.unmodifiableMap(contents.tensors());
  }

  /** The file's name for the averaged copy (EMA) of its weights; empty if it contains none. */
  public Optional<String> average() {
    return contents.average().isEmpty() ? Optional.empty() : Optional.of(contents.average());
  }

  /** Whether {@link #tensors} returns that copy. */
  public boolean isAveraged() {
    return average().isPresent() && contents.averaged().isEmpty();
  }

  /** Names of tensors used only in training: weights of losses, metrics, counters. */
  public List<String> unused() {
    return List.copyOf(contents.unused());
  }

  /** A tensor or NumPy array stored beside or among the weights. */
  public Optional<Tensor> array(String key) {
    return contents.values().get(key) instanceof Tensor t ? Optional.of(t) : Optional.empty();
  }

  /** A list of strings stored beside the weights, such as {@code genres}. */
  public Optional<List<String>> texts(String key) {
    if (contents.values().get(key) instanceof List<?> list
        && list.stream().allMatch(String.class::isInstance)) {
      return Optional.of(list.stream().map(String.class::cast).toList());
    }
    return Optional.empty();
  }

  /** A number stored beside the weights, such as {@code accuracy}. */
  public OptionalDouble number(String key) {
    return contents.values().get(key) instanceof Number n
        ? OptionalDouble.of(n.doubleValue())
        : OptionalDouble.empty();
  }

  /** Closes the file; its tensors can no longer be read. */
  @Override
  public void close() {
    try {
      source.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
