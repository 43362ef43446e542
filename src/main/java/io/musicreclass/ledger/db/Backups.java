package io.musicreclass.ledger.db;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Copies of the ledger in a folder that may be a slow share. A file with a backup's name is
 * complete; the newest seven are retained. The methods may block and must not be called with a lock
 * held.
 */
final class Backups {
  private static final int RETAINED = 7;
  private static final Pattern NAME = Pattern.compile("ledger-\\d{8}T\\d{6}Z\\.db");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter NAMED =
      DateTimeFormatter.ofPattern("'ledger-'yyyyMMdd'T'HHmmss'Z.db'").withZone(ZoneOffset.UTC);
  private static final String PART = ".part";
  private static final int BLOCK = 1 << 20;

  private final Path folder;

  public Backups(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /** A time as written in file names. */
  static String stamp(Instant at) {
    return TIME.format(at);
  }

  /** When a backup was made. */
  static Instant madeAt(Path backup) {
    return NAMED.parse(backup.getFileName().toString(), Instant::from);
  }

  /** All backups, the newest first; none if the folder does not exist. */
  List<Path> newestFirst() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparing((Path file) -> file.getFileName().toString()).reversed())
          .toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  public Optional<Instant> newest() throws IOException {
    return newestFirst().stream().findFirst().map(Backups::madeAt);
  }

  /**
   * Adds a copy, and removes the oldest ones beyond seven.
   *
   * @param stop polled; true aborts, and nothing is added
   */
  Path add(Path copy, Instant at, BooleanSupplier stop) throws IOException {
    FileAccess.makeFolder(folder);
    Path target = folder.resolve(NAMED.format(at));
    Path part = target.resolveSibling(target.getFileName() + PART);
    try {
      copy(copy, part, stop);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    for (Path old : newestFirst().stream().skip(RETAINED).toList()) {
      Files.delete(old);
    }
    return target;
  }

  /** Copies a file and forces it to disk. */
  static void copy(Path from, Path to, BooleanSupplier stop) throws IOException {
    FileAccess.makeFile(to);
    try (InputStream in = Files.newInputStream(from);
        FileChannel out =
            FileChannel.open(to, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      byte[] block = new byte[BLOCK];
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        if (stop.getAsBoolean()) {
          throw new IOException("stopped");
        }
        ByteBuffer bytes = ByteBuffer.wrap(block, 0, read);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
      out.force(true);
    }
  }
}
