package io.musicreclass.cli;

import io.musicreclass.lifecycle.Disk;
import io.musicreclass.lock.ExclusiveLock;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A folder for the temporary files of this process, next to those of other processes. Libraries
 * unpack native code into it, 29 MB in all, which a killed process leaves behind; every new process
 * removes the folders of ended ones. A locked file next to each folder shows that its process is
 * alive.
 */
final class TemporaryFolder implements AutoCloseable {
  private static final String LOCK = ".lock";
  private static final int ATTEMPTS = 100;

  private final Path lockFile;
  private final ExclusiveLock lock;
  private final Path folder;

  private TemporaryFolder(Path lockFile, ExclusiveLock lock) throws IOException {
    this.lockFile = lockFile;
    this.lock = lock;
    this.folder = Files.createDirectory(folder(lockFile));
  }

  /**
   * Creates a folder and removes those of ended processes.
   *
   * @param parent folder of all these folders
   * @param deep whether the parent's own parent may be created, too
   * @return empty if that is impossible, or if the file system is mounted noexec
   */
  static Optional<TemporaryFolder> in(Path parent, boolean deep) {
    try {
      if (deep) {
        Files.createDirectories(parent.getParent(), mode("rwxr-x---"));
      }
      if (!Files.isDirectory(parent)) {
        Files.createDirectory(parent, mode("rwx------"));
      }
      sweep(parent);
      return open(parent);
    } catch (IOException | DirectoryIteratorException | UnsupportedOperationException e) {
      return Optional.empty(); // fall back to the system's folder
    }
  }

  private static Optional<TemporaryFolder> open(Path parent) throws IOException {
    for (int i = 0; i < ATTEMPTS; i++) {
      String name = ProcessHandle.current().pid() + "-" + UUID.randomUUID() + LOCK;
      Path lockFile = Files.createFile(parent.resolve(name), mode("rwx------"));
      Optional<ExclusiveLock> lock = ExclusiveLock.attemptExisting(lockFile);
      // Another process may remove a lock file that is not locked yet.
      if (lock.isPresent() && Files.exists(lockFile)) {
        // False on a file system that is mounted noexec, from which no native code is loaded.
        if (Files.isExecutable(lockFile)) {
          return Optional.of(new TemporaryFolder(lockFile, lock.get()));
        }
        Files.delete(lockFile);
        lock.get().close();
        return Optional.empty();
      }
      if (lock.isPresent()) {
        lock.get().close();
      }
    }
    return Optional.empty();
  }

  private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }

  private static Path folder(Path lockFile) {
    String name = lockFile.getFileName().toString();
    return lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length()));
  }

  private static void sweep(Path parent) throws IOException {
    try (DirectoryStream<Path> locks = Files.newDirectoryStream(parent, "*" + LOCK)) {
      for (Path lockFile : locks) {
        sweepOne(lockFile);
      }
    }
  }

  private static void sweepOne(Path lockFile) throws IOException {
    Optional<ExclusiveLock> lock = ExclusiveLock.attemptExisting(lockFile);
    if (lock.isPresent()) {
      try {
        Disk.remove(folder(lockFile));
        Files.deleteIfExists(lockFile);
      } finally {
        lock.get().close();
      }
    }
  }

  Path folder() {
    return folder;
  }

  /** Removes the folder. */
  @Override
  public void close() throws IOException {
    try (lock) {
      Disk.remove(folder);
      Files.deleteIfExists(lockFile);
    }
  }
}
