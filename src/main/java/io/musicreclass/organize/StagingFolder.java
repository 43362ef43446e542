package io.musicreclass.organize;

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
 * A hidden folder beside the place of a file to be made (an inbox leaves it alone): the file is
 * copied, tagged, checked and written to the disk there before it gets its name.
 */
final class StagingFolder {
  private final Path folder;

  private StagingFolder(Path folder) {
    this.folder = folder;
  }

  /** The staging folder of a change; its number identifies it after a crash. */
  public static StagingFolder beside(Path place, long change) {
    return new StagingFolder(place.resolveSibling(".reclass-" + change));
  }

  /** A new file, made but not in its place yet. */
  public sealed interface Made {
    /**
     * It is on the disk.
     *
     * @param file in its hidden folder
     * @param before the source's bytes
     * @param after its own
     * @param delta the way back; null where both are the same
     * @param note what was not done, for people; empty when all was
     */
    record Ready(
        Path file, FileDigest before, FileDigest after, @Nullable BinaryDelta delta, String note)
        implements Made {}

    /** Its tags are as they should be, or cannot be written; the hidden folder is gone again. */
    record Unchanged(String note) implements Made {}
  }

  /**
   * Why the tags of a file would stay as they are, by reading alone: an empty text where they say
   * it already. Nothing where they would be written.
   *
   * @throws IOException when the file cannot be read
   */
  public static Optional<String> untagged(Path source, TagValues label) throws IOException {
    return note(Tagger.look(source, label));
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
   * @param label what they shall say; null to leave them
   * @param copying whether a copy is wanted also where its tags stay as they are
   * @param same whether a file holds the same audio as the source
   */
  public Made make(Path source, @Nullable TagValues label, boolean copying, Predicate<Path> same)
      throws IOException {
    Optional<String> note = label == null ? Optional.of("") : untagged(source, label);
    FileDigest before = FileDigest.of(source);
    if (label != null && note.isEmpty()) {
      Path tagged = copy(source);
      note = note(Tagger.write(source, tagged, label));
      if (note.isEmpty() && same.test(tagged)) {
        return rewritten(source, tagged, before);
      }
      requireSpace(source); // a full disk is no reason to leave the tags for good
      clear();
    }
    String why = note.orElse("its tags cannot be written: that would change its audio");
    if (!copying) {
      return new Made.Unchanged(why);
    }
    Path copy = copy(source);
    if (!before.isIn(copy)) {
      throw new IOException(SongFile.text(source) + " was changed while it was copied");
    }
    Files.setLastModifiedTime(copy, Files.getLastModifiedTime(source)); // to the nanosecond
    force(copy);
    return new Made.Ready(copy, before, before, null, why);
  }

  private void requireSpace(Path source) throws IOException {
    if (Files.getFileStore(folder).getUsableSpace() < Files.size(source)) {
      throw new FileSystemException(SongFile.text(folder), null, "No space left on device");
    }
  }

  private static Made rewritten(Path source, Path copy, FileDigest before) throws IOException {
    BinaryDelta delta = BinaryDelta.between(source, copy);
    Path back = copy.resolveSibling("back");
    delta.restore(copy, back);
    if (!before.isIn(back)) {
      throw new IOException(SongFile.text(source) + " was changed while its tags were written");
    }
    Files.delete(back);
    dress(source, copy);
    force(copy);
    return new Made.Ready(copy, before, FileDigest.of(copy), delta, "");
  }

  /** Gives a file the owner, group and permissions of another one, as far as that is allowed. */
  private static void dress(Path like, Path file) throws IOException {
    PosixFileAttributes wanted = Files.readAttributes(like, PosixFileAttributes.class);
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    try {
      view.setGroup(wanted.group());
      view.setOwner(wanted.owner());
    } catch (FileSystemException notAllowed) {
      // Only root may change owners; see FileMover.keepsOwner.
    }
    try {
      view.setPermissions(wanted.permissions());
    } catch (FileSystemException notAllowed) {
      // FAT and many shares have none of their own: all files have the same.
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
   * Makes a file as it was.
   *
   * @param delta the way back; null where the bytes are the same
   * @param mtime its time then, in nanoseconds since 1970
   */
  public Path remake(Path now, @Nullable BinaryDelta delta, long mtime) throws IOException {
    Path back = copy(now);
    if (delta != null) {
      delta.restore(now, back);
    }
    setModified(back, mtime);
    return back;
  }

  /**
   * Sets a file's modification time, and writes the file to the disk.
   *
   * @param mtime in nanoseconds since 1970
   */
  public static void setModified(Path file, long mtime) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(mtime, TimeUnit.NANOSECONDS));
    force(file);
  }

  /** Removes it with all that is in it. */
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
          public FileVisitResult postVisitDirectory(Path left, @Nullable IOException e)
              throws IOException {
            Files.delete(left);
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
