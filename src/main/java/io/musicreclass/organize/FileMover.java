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
  private static final int MOST_NAMESAKES = 10_000;

  private FileMover() {}

  /** Where a file can go. */
  public sealed interface Spot {
    /** Nothing has this name. */
    record Free(Path path) implements Spot {}

    /** The file is already there. */
    record Here() implements Spot {}

    /** The same song is there. */
    record Taken(Path by) implements Spot {}
  }

  /**
   * Looks for a free name: the wanted one, or with a number where another song has that.
   *
   * @param same whether a file that is there is the same song
   */
  public static Spot spot(Path source, Path wanted, Predicate<Path> same) throws IOException {
    for (int n = 1; n <= MOST_NAMESAKES; n++) {
      Path path = n == 1 ? wanted : numbered(wanted, n);
      if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
        return new Spot.Free(path);
      }
      if (isSame(path, source)) {
        return new Spot.Here();
      }
      if (same.test(path)) {
        return new Spot.Taken(path);
      }
    }
    throw new IOException("too many files are called " + SongFile.text(wanted));
  }

  private static boolean isSame(Path path, Path source) throws IOException {
    return !Files.isSymbolicLink(path) && Files.exists(source) && Files.isSameFile(path, source);
  }

  private static Path numbered(Path path, int n) {
    return path.resolveSibling(SafeName.numbered(path.getFileName().toString(), n));
  }

  /**
   * The folder below a base as it is spelled on the disk: names that differ only in case, or in the
   * Unicode form of their letters, are one folder. What is not there keeps the wanted spelling.
   */
  public static Path spelled(Path base, Path folder) throws IOException {
    Path there = base;
    for (Path name : base.relativize(folder)) {
      there = NameCollisions.folder(there, name).orElse(there.resolve(name));
    }
    return there;
  }

  /** What all spellings of a path have in common that are one folder, see {@link #spelled}. */
  public static String spellings(Path folder) {
    return NameCollisions.key(folder);
  }

  /**
   * Makes the folders down to one, below a folder that must be there or have its parent there: an
   * unmounted disk is not replaced by folders. A folder whose name is spelled otherwise on the disk
   * is taken as it is, see {@link #spelled}.
   *
   * @return to be closed when the file is there, or is not to come
   * @throws IOException when one of them is a link, which might lead anywhere; none is made then
   */
  public static CreatedFolders makeFolders(Path base, Path folder) throws IOException {
    CreatedFolders made = new CreatedFolders(spelled(base, folder));
    try {
      if (!Files.isDirectory(base)) {
        makeFolder(base, made);
      }
      Path there = base;
      for (Path name : base.relativize(made.folder())) {
        there = there.resolve(name);
        if (Files.isSymbolicLink(there)) {
          throw new IOException(
              SongFile.text(there)
                  + " is a link, which is not followed: put a folder in its place");
        }
        if (!Files.isDirectory(there, LinkOption.NOFOLLOW_LINKS)) {
          makeFolder(there, made);
        }
      }
      return made;
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  /** Makes a folder and those above it that are not there. */
  public static CreatedFolders makeFolders(Path folder) throws IOException {
    CreatedFolders made = new CreatedFolders(folder);
    Deque<Path> missing = new ArrayDeque<>();
    for (Path f = folder; f != null && Files.notExists(f); f = f.getParent()) {
      missing.push(f);
    }
    try {
      for (Path f : missing) {
        makeFolder(f, made);
      }
      return made;
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  /** Whether a folder is not there, or as empty as the mount point of a disk that is away. */
  public static boolean isBare(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Files.notExists(folder);
    }
    try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
      return !names.iterator().hasNext();
    }
  }

  private static void makeFolder(Path folder, CreatedFolders made) throws IOException {
    try {
      Files.createDirectory(folder);
      made.add(folder);
      sync(folder.getParent());
    } catch (NoSuchFileException e) {
      throw new IOException(
          SongFile.text(folder.getParent()) + " is not there: make it, or mount its disk", e);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw new IOException(SongFile.text(folder) + " is no folder: give it another name", e);
      }
    }
  }

  /** Removes folders that are empty, from one upwards, below a base which stays. */
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
   * Gives a file a name that must be free.
   *
   * @return false when it is not, or when it lies on another file system
   */
  public static boolean rename(Path from, Path to) throws IOException {
    NoReplaceRename.Outcome outcome = new NoReplaceRename(RenameCalls.SYSTEM).rename(from, to);
    if (outcome == NoReplaceRename.Outcome.DONE) {
      sync(to.getParent());
      sync(from.getParent());
    }
    return outcome == NoReplaceRename.Outcome.DONE;
  }

  /**
   * Whether a file made in a folder has the owner of the one it is to replace; else that one would
   * lose it.
   */
  public static boolean keepsOwner(Path source, Path made) throws IOException {
    return Files.getOwner(source).equals(Files.getOwner(made));
  }

  /** Puts a file in another one's place. */
  public static void replace(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    sync(to.getParent());
  }

  /** Removes a file, for good when this returns. */
  public static void remove(Path file) throws IOException {
    Files.deleteIfExists(file);
    sync(file.getParent());
  }

  /**
   * Removes the empty file that a rename broken off by a crash may have left under its new name,
   * where the file system has no better way to reserve one.
   */
  public static void removePlaceholder(Path file) throws IOException {
    if (NoReplaceRename.isPlaceholder(file)) {
      remove(file);
    }
  }

  /** Writes a folder's names to the disk, where its file system can be asked for that. */
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
