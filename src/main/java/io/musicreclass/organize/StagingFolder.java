package io.musicreclass.organize;

import io.musicreclass.lifecycle.Volume;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A hidden folder next to the target of a new file, which the inbox ignores: the file is copied,
 * tagged, checked and flushed to the disk there before it gets its name.
 */
final class StagingFolder {
  private final Path folder;

  private StagingFolder(Path folder) {
    this.folder = folder;
  }

  /** The staging folder of a change; its number identifies it after a crash. */
  public static StagingFolder beside(Path target, long change) {
    return new StagingFolder(target.resolveSibling(".reclass-" + change));
  }

  /** The result of preparing a new file. */
  public sealed interface Outcome {
    /**
     * The file is complete, but not at its target yet.
     *
     * @param file in the staging folder
     * @param before digest of the source
     * @param after digest of the file
     * @param delta restores the source from the file; null if both are equal
     * @param note what was not done, for people; empty if everything was done
     */
    record Ready(
        Path file, FileDigest before, FileDigest after, @Nullable BinaryDelta delta, String note)
        implements Outcome {}

    /** Its tags are as required already, or cannot be written; no file was left. */
    record Unchanged(String note) implements Outcome {}
  }

  /**
   * Why the tags of a file would stay unchanged, an empty text if they are as required already;
   * empty if they would be written. Changes nothing.
   *
   * @throws IOException if the file cannot be read
   */
  public static Optional<String> tagSkipReason(Path source, TagValues tags) throws IOException {
    return note(Tagger.check(source, tags));
  }

  private static Optional<String> note(Tagger.Outcome outcome) {
    if (outcome instanceof Tagger.Outcome.Refused refused) {
      return Optional.of(refused.reason());
    }
    return outcome instanceof Tagger.Outcome.Unchanged ? Optional.of("") : Optional.empty();
  }

  /**
   * Copies a file and writes its tags.
   *
   * @param tags null to leave the tags unchanged
   * @param copying whether to copy the file even if its tags stay unchanged
   * @param same whether a file has the same audio as the source
   */
  public Outcome prepare(
      Path source, @Nullable TagValues tags, boolean copying, Predicate<Path> same)
      throws IOException {
    Optional<String> note = tags == null ? Optional.of("") : tagSkipReason(source, tags);
    FileDigest before = FileDigest.of(source);
    if (tags != null && note.isEmpty()) {
      Path tagged = copy(source);
      note = note(Tagger.write(source, tagged, tags));
      if (note.isEmpty() && same.test(tagged)) {
        return tagged(source, tagged, before);
      }
      requireSpace(source); // a full disk is temporary: retried later
      clear();
    }
    String reason = note.orElse("its tags cannot be written: that would change its audio");
    if (!copying) {
      return new Outcome.Unchanged(reason);
    }
    Path copy = copy(source);
    if (!before.isIn(copy)) {
      throw new IOException(SongFile.text(source) + " changed while it was copied");
    }
    Files.setLastModifiedTime(copy, Files.getLastModifiedTime(source)); // to the nanosecond
    force(copy);
    return new Outcome.Ready(copy, before, before, null, reason);
  }

  private void requireSpace(Path source) throws IOException {
    if (Volume.usableSpace(folder) < Files.size(source)) {
      throw new FileSystemException(SongFile.text(folder), null, "No space left on device");
    }
  }

  private static Outcome tagged(Path source, Path copy, FileDigest before) throws IOException {
    BinaryDelta delta = BinaryDelta.between(source, copy);
    Path restored = copy.resolveSibling("back");
    delta.restore(copy, restored);
    if (!before.isIn(restored)) {
      throw new IOException(SongFile.text(source) + " changed while its tags were written");
    }
    Files.delete(restored);
    copyAttributes(source, copy);
    force(copy);
    return new Outcome.Ready(copy, before, FileDigest.of(copy), delta, "");
  }

  /** Gives a file the owner, group and permissions of another one, as far as that is allowed. */
  private static void copyAttributes(Path like, Path file) throws IOException {
    PosixFileAttributes wanted = Files.readAttributes(like, PosixFileAttributes.class);
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    try {
      view.setGroup(wanted.group());
      view.setOwner(wanted.owner());
    } catch (FileSystemException notAllowed) {
      // Only root may change owners; see FileMover.hasSameOwner.
    }
    try {
      view.setPermissions(wanted.permissions());
    } catch (FileSystemException notAllowed) {
      // FAT and many network shares do not store permissions.
    }
  }

  private Path copy(Path source) throws IOException {
    Files.createDirectory(folder);
    String name = source.getFileName().toString();
    String ending = name.contains(".") ? name.substring(name.lastIndexOf('.')) : "";
    boolean plain = ending.matches("\\.[A-Za-z0-9]{1,10}");
    return Files.copy(
        source,
        folder.resolve("song" + (plain ? ending : "")),
        StandardCopyOption.COPY_ATTRIBUTES,
        LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Restores a file as it was.
   *
   * @param current the file as it is now
   * @param delta null if the bytes are the same
   * @param mtime the original's modification time, in nanoseconds since 1970
   * @return the original, in this folder
   */
  public Path restore(Path current, @Nullable BinaryDelta delta, long mtime) throws IOException {
    Path original = copy(current);
    if (delta != null) {
      delta.restore(current, original);
    }
    setModified(original, mtime);
    return original;
  }

  /**
   * Sets a file's modification time, and flushes the file to the disk.
   *
   * @param mtime in nanoseconds since 1970
   */
  public static void setModified(Path file, long mtime) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(mtime, TimeUnit.NANOSECONDS));
    force(file);
  }

  /** Removes the folder and its contents. */
  public void clear() throws IOException {
    if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (AccessDeniedException readOnly) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
