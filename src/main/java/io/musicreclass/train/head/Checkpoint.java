package io.musicreclass.train.head;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.train.method.TrainingProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/**
 * Keeps the states of trainings in a folder, one file for each: those of the folds, and the one of
 * all rows. A file is replaced as a whole, so an interruption leaves the old state or the new one.
 */
final class Checkpoint implements TrainingProgress {
  /** What the states are of. */
  private static final String TRAINING = "training.txt";

  private static final String STATE = ".state";
  private static final String NEW = ".new";

  private final Path folder;
  private final String name;
  private final TrainingProgress told;

  private Checkpoint(Path folder, String name, TrainingProgress told) {
    this.folder = folder;
    this.name = name;
    this.told = told;
  }

  /**
   * Opens a folder, or makes it.
   *
   * @param training all that the states depend on
   * @throws ConvertException if the folder is of another training, or of something else
   */
  static Checkpoint open(Path folder, String training) throws ConvertException, IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(TRAINING);
    if (Files.exists(file)) {
      if (!Files.readString(file).equals(training)) {
        throw ConvertException.of(
            folder,
            "is the checkpoint of another training: its data, method, settings or seed differ",
            "Name another folder with --checkpoint, or delete this one to start anew");
      }
    } else if (isEmpty(folder)) {
      replace(folder, TRAINING, ByteBuffer.wrap(training.getBytes(UTF_8)));
    } else {
      throw ConvertException.of(
          folder,
          "is neither a checkpoint nor empty",
          "Name a folder that is empty or not there yet with --checkpoint");
    }
    return new Checkpoint(folder, "all", TrainingProgress.none());
  }

  /** The same, which tells another of the progress. */
  Checkpoint telling(TrainingProgress other) {
    return new Checkpoint(folder, name, other);
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      return !files.iterator().hasNext();
    }
  }

  /** Deletes the states, which the finished head has made needless. */
  static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, "{*" + STATE + ",*" + NEW + "," + TRAINING + "}")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    if (isEmpty(folder)) {
      Files.delete(folder);
    }
  }

  @Override
  public void report(int done, int of, String unit) {
    told.report(done, of, unit);
  }

  @Override
  public TrainingProgress part(String part) {
    return new Checkpoint(folder, name + "-" + part, TrainingProgress.none());
  }

  @Override
  public Optional<byte[]> stored() {
    Path file = folder.resolve(name + STATE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      ByteBuffer stored = ByteBuffer.wrap(Files.readAllBytes(file));
      if (stored.remaining() < Long.BYTES) {
        throw new UnusableState(file.getFileName() + " is damaged");
      }
      long checksum = stored.getLong();
      byte[] state = new byte[stored.remaining()];
      stored.get(state);
      if (checksum != checksum(state)) {
        throw new UnusableState(file.getFileName() + " is damaged");
      }
      return Optional.of(state);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void store(Supplier<byte[]> training) {
    byte[] state = training.get();
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + state.length);
    bytes.putLong(checksum(state)).put(state).flip();
    try {
      replace(folder, name + STATE, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void replace(Path folder, String file, ByteBuffer bytes) throws IOException {
    Path next = folder.resolve(file + NEW);
    try (FileChannel out =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(next, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
  }

  private static long checksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }
}
