package io.musicreclass.models;

import io.musicreclass.lifecycle.Disk;
import io.musicreclass.lock.ExclusiveLock;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Hidden paths beside the packages for one writer: a folder for the new package, a path for the one
 * it replaces, and a lock file that shows that the writer is alive. What a killed writer left is
 * removed by the next writer, and a package that it had moved aside gets its name back.
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

  /** Creates the staging paths of a package; the folder does not exist yet. */
  static PackageStaging open(Path root, String name) throws IOException {
    Files.createDirectories(root);
    clear(root);
    while (true) {
      // The store ignores names with a dot. The lock is created first: every folder has one.
      Path lockFile = Files.createTempFile(root, "." + name + NEW, LOCK);
      Optional<ExclusiveLock> lock = ExclusiveLock.attempt(lockFile);
      if (lock.isPresent() && Files.exists(lockFile)) {
        return new PackageStaging(lockFile, lock.get());
      }
      if (lock.isPresent()) {
        lock.get().close(); // another writer removed it before it was locked
      }
    }
  }

  /** For a new package, or one to be removed. */
  Path staged() {
    return staged;
  }

  /** For the replaced package. */
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

  /** Removes what killed writers left. */
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
      return; // belongs to another user, who will remove it
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

  /** Keeps packages with a name, and restores a package that was moved aside but not replaced. */
  private static void tidy(Path staged) throws IOException {
    String name = String.valueOf(staged.getFileName());
    Path target = staged.resolveSibling(name.substring(1, name.lastIndexOf(NEW)));
    if (Files.exists(old(staged)) && !Files.exists(target)) {
      Files.move(old(staged), target, StandardCopyOption.ATOMIC_MOVE);
    }
    Disk.remove(old(staged));
    Disk.remove(staged);
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      tidy(staged);
      Files.delete(lockFile);
    }
  }
}
