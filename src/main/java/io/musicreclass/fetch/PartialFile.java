package io.musicreclass.fetch;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A partially downloaded file: the bytes so far, and the server's validator of the version they are
 * of.
 */
final class PartialFile {
  private final Path target;
  private final Path data;
  private final Path mark;

  PartialFile(Path target) {
    this.target = target;
    this.data = target.resolveSibling(target.getFileName() + ".part");
    this.mark = target.resolveSibling(target.getFileName() + ".part.version");
  }

  /** Number of bytes so far. */
  long length() throws IOException {
    return Files.exists(data) ? Files.size(data) : 0;
  }

  Path data() {
    return data;
  }

  /** The validator, an ETag or a date; without one the rest may be of another version. */
  Optional<String> mark() throws IOException {
    return Files.exists(mark) ? Optional.of(Files.readString(mark)) : Optional.empty();
  }

  /** Starts again with an empty file. */
  void begin(Optional<String> version) throws IOException {
    clear();
    if (version.isPresent()) {
      Files.writeString(mark, version.get());
    }
  }

  /** For the next bytes. */
  OutputStream append() throws IOException {
    return Files.newOutputStream(data, CREATE, APPEND);
  }

  void clear() throws IOException {
    // The validator is deleted last: bytes without one are never continued.
    Files.deleteIfExists(data);
    Files.deleteIfExists(mark);
  }

  /** Renames the complete file to its final name. */
  void finish() throws IOException {
    Files.move(data, target, StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(mark);
  }
}
