package io.musicreclass.models;

import io.musicreclass.lock.ExclusiveLock;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Hidden paths among the packages for one writer: a folder for what is new, a place for what it
 * replaces, and a lock file that says the writer lives. What a killed one left is cleared away by
 * the next writer, and a package that it had put aside gets its name back.
 */
final class PackageStaging implements AutoCloseable {
  private static final String NEW = ".new-";
  private static final String LOCK = ".lock";
  private static final String OLD = "-old";

  private final Path lockFile;
  private final ExclusiveLock lock;
  private final Path staged;

  private PackageStaging(Path lockFile, ExclusiveLock lock) {
    this.lockFile = lockFile;
    this.lock = lock;
    this.staged = staged(lockFile);
  }

  /** Makes a workplace for a package; its folder is not there yet. */
  static PackageStaging open(Path root, String name) throws IOException {
    Files.createDirectories(root);
    clear(root);
    while (true) {
      // The store passes over names with a dot. The lock is there first: a folder has always one.
      Path lockFile = Files.createTempFile(root, "." + name + NEW, LOCK);
      Optional<ExclusiveLock> lock = ExclusiveLock.attempt(lockFile);
      if (lock.isPresent() && Files.exists(lockFile)) {
        return new PackageStaging(lockFile, lock.get());
      }
      if (lock.isPresent()) {
        lock.get().close(); // another writer cleared it away before it was locked
      }
    }
  }

  /** For what is new, or is to go. */
  Path staged() {
    return staged;
  }

  /** For what is replaced. */
  Path old() {
    return old(staged);
  }

  private static Path staged(Path lockFile) {
    String name = String.valueOf(lockFile.getFileName());
    return lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length()));
  }

  private static Path old(Path staged) {
    return staged.resolveSibling(staged.getFileName() + OLD);
  }

  /** Clears away what killed writers left. */
  private static void clear(Path root) throws IOException {
    try (DirectoryStream<Path> locks = Files.newDirectoryStream(root, ".*" + NEW + "*" + LOCK)) {
      for (Path lockFile : locks) {
        clearOne(lockFile);
      }
    }
  }

  private static void clearOne(Path lockFile) throws IOException {
    Optional<ExclusiveLock> lock;
    try {
      lock = ExclusiveLock.attemptExisting(lockFile);
    } catch (AccessDeniedException e) {
      return; // another user's, who will clear it away
    }
    if (lock.isPresent()) {
      try {
        tidy(staged(lockFile));
        Files.deleteIfExists(lockFile);
      } finally {
        lock.get().close();
      }
    }
  }

  /** Leaves what has a name, and gives a package that was put aside for nothing its name back. */
  private static void tidy(Path staged) throws IOException {
    String name = String.valueOf(staged.getFileName());
    Path target = staged.resolveSibling(name.substring(1, name.lastIndexOf(NEW)));
    if (Files.exists(old(staged)) && !Files.exists(target)) {
      Files.move(old(staged), target, StandardCopyOption.ATOMIC_MOVE);
    }
    delete(old(staged));
    delete(staged);
  }

  /** Removes a folder with all that is in it, if it is there. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      tidy(staged);
      Files.delete(lockFile);
    }
  }
}
