package io.musicreclass.shelve;

import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Predicate;

/**
 * Moves, copies and rewrites files so that each is, at every moment, there whole under one name at
 * least.
 *
 * <p>All methods throw {@link IOException} with a sentence when the disk refuses.
 */
public final class Shelf {
  private static final int MOST_NAMESAKES = 10_000;

  private Shelf() {}

  /** Where a file can go. */
  public sealed interface Spot {
    /** Nothing has this name. */
    record Free(Path path) implements Spot {}

    /** It stands there already. */
    record Here() implements Spot {}

    /** The same song stands there. */
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
   * Makes the folders down to one, below a folder that must be there or have its parent there: an
   * unmounted disk is not replaced by folders.
   *
   * @throws IOException when one of them is a link, which might lead anywhere
   */
  public static void makeFolders(Path base, Path folder) throws IOException {
    if (!Files.isDirectory(base)) {
      makeFolder(base);
    }
    Path made = base;
    for (Path name : base.relativize(folder)) {
      made = made.resolve(name);
      if (Files.isSymbolicLink(made)) {
        throw new IOException(
            SongFile.text(made) + " is a link, which is not followed: put a folder in its place");
      }
      if (!Files.isDirectory(made, LinkOption.NOFOLLOW_LINKS)) {
        makeFolder(made);
      }
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

  private static void makeFolder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
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
    NoReplace.Outcome outcome = NoReplace.rename(from, to);
    if (outcome == NoReplace.Outcome.DONE) {
      sync(to.getParent());
      sync(from.getParent());
    }
    return outcome == NoReplace.Outcome.DONE;
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

  /** Writes a folder's names to the disk. */
  static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
