package io.musicreclass.organize;

import io.musicreclass.lifecycle.FileSystemName;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/**
 * Moves, copies and rewrites files. At every moment each file is complete under at least one name.
 *
 * <p>All methods throw {@link IOException} with a readable message when a disk access fails.
 */
final class FileMover {
  private static final int MAX_NUMBER = 10_000;

  private FileMover() {}

  /** Where a file can go. */
  public sealed interface Destination {
    /** A path where no file exists. */
    record Free(Path path) implements Destination {}

    /** The file has one of the wanted names already. */
    record Current() implements Destination {}

    /** Another file there is the same song. */
    record Duplicate(Path path) implements Destination {}
  }

  /**
   * Finds a free path: the wanted one, or one with a number if another song has that name.
   *
   * @param same whether an existing file is the same song
   */
  public static Destination destination(Path source, Path wanted, Predicate<Path> same)
      throws IOException {
    for (int n = 1; n <= MAX_NUMBER; n++) {
      Path path = n == 1 ? wanted : numbered(wanted, n);
      if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
        return new Destination.Free(path);
      }
      if (isSame(path, source)) {
        return new Destination.Current();
      }
      if (same.test(path)) {
        return new Destination.Duplicate(path);
      }
    }
    throw new IOException("too many files are named " + SongFile.text(wanted));
  }

  private static boolean isSame(Path path, Path source) throws IOException {
    return !Files.isSymbolicLink(path) && Files.exists(source) && Files.isSameFile(path, source);
  }

  private static Path numbered(Path path, int n) {
    return path.resolveSibling(SafeName.numbered(path.getFileName().toString(), n));
  }

  /**
   * A folder below a base as it is spelled on the disk: names that differ only in case or Unicode
   * form mean the same folder. Folders that do not exist keep the given spelling.
   */
  public static Path spelled(Path base, Path folder) throws IOException {
    Path path = base;
    for (Path name : base.relativize(folder)) {
      path = NameCollisions.folder(path, name).orElse(path.resolve(name));
    }
    return path;
  }

  /** A key that is equal for all spellings of a folder, see {@link #spelled}. */
  public static String spellings(Path folder) {
    return NameCollisions.key(folder);
  }

  /**
   * Creates the folders down to one, below a base that must exist or have an existing parent:
   * folders must not take the place of an unmounted disk. Existing folders are used as they are
   * spelled, see {@link #spelled}.
   *
   * @return to be closed once the file is there, or cannot be put there
   * @throws IOException if one of them is a symbolic link, which might lead anywhere; none is
   *     created then
   */
  public static CreatedFolders createFolders(Path base, Path folder) throws IOException {
    CreatedFolders created = new CreatedFolders(spelled(base, folder));
    try {
      if (!Files.isDirectory(base)) {
        createFolder(base, created);
      }
      Path path = base;
      for (Path name : base.relativize(created.folder())) {
        path = path.resolve(name);
        if (Files.isSymbolicLink(path)) {
          throw new IOException(
              SongFile.text(path)
                  + " is a symbolic link, which is not followed: replace it with a folder");
        }
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          createFolder(path, created);
        }
      }
      return created;
    } catch (IOException e) {
      created.close();
      throw e;
    }
  }

  /** Creates a folder and its missing parents. */
  public static CreatedFolders createFolders(Path folder) throws IOException {
    CreatedFolders created = new CreatedFolders(folder);
    Deque<Path> missing = new ArrayDeque<>();
    for (Path f = folder; f != null && Files.notExists(f); f = f.getParent()) {
      missing.push(f);
    }
    try {
      for (Path f : missing) {
        createFolder(f, created);
      }
      return created;
    } catch (IOException e) {
      created.close();
      throw e;
    }
  }

  /** Whether a folder is missing or empty, as the mount point of an unmounted disk is. */
  public static boolean isMissingOrEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Files.notExists(folder);
    }
    try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
      return !names.iterator().hasNext();
    }
  }

  private static void createFolder(Path folder, CreatedFolders created) throws IOException {
    try {
      Files.createDirectory(folder);
      created.add(folder);
      sync(folder.getParent());
    } catch (NoSuchFileException e) {
      throw new IOException(
          SongFile.text(folder.getParent()) + " does not exist: create it, or mount its disk", e);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw new IOException(SongFile.text(folder) + " is not a folder: rename it", e);
      }
    }
  }

  /** Removes empty folders, from the given one upwards; the base stays. */
  public static void prune(Path base, Path folder) {
    for (Path f = folder; f.startsWith(base) && !f.equals(base); f = f.getParent()) {
      try {
        Files.delete(f);
      } catch (IOException notEmpty) {
        return;
      }
    }
  }

  /**
   * Renames a file, without replacing another one.
   *
   * @return false if a file with that name exists, or it would be on another file system
   */
  public static boolean rename(Path from, Path to) throws IOException {
    NoReplaceRename.Outcome outcome = new NoReplaceRename(RenameCalls.SYSTEM).rename(from, to);
    if (outcome == NoReplaceRename.Outcome.DONE) {
      sync(to.getParent());
      sync(from.getParent());
    }
    return outcome == NoReplaceRename.Outcome.DONE;
  }

  /** Whether a new file has the same owner as the one it would replace. */
  public static boolean hasSameOwner(Path source, Path replacement) throws IOException {
    return Files.getOwner(source).equals(Files.getOwner(replacement));
  }

  /** Replaces a file by another one atomically. */
  public static void replace(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    sync(to.getParent());
  }

  /** Removes a file durably. */
  public static void remove(Path file) throws IOException {
    Files.deleteIfExists(file);
    sync(file.getParent());
  }

  /**
   * Removes the empty file that an interrupted rename may have left under the new name, on file
   * systems without a better way to reserve one.
   */
  public static void removePlaceholder(Path file) throws IOException {
    if (NoReplaceRename.isPlaceholder(file)) {
      remove(file);
    }
  }

  /** Makes changes in a folder durable, if the file system supports that. */
  private static void sync(Path folder) throws IOException {
    sync(RenameCalls.SYSTEM, folder);
  }

  static void sync(RenameCalls calls, Path folder) throws IOException {
    int error = calls.syncFolder(folder);
    if (error != 0 && !RenameCalls.isUnsupported(error)) {
      throw new IOException(
          SongFile.text(folder)
              + " cannot be written to the disk ("
              + RenameCalls.text(error)
              + ", "
              + FileSystemName.of(folder)
              + "): check the disk and its free space");
    }
  }
}
