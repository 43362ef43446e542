package io.musicreclass.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A folder for the temporary files of this process, among those of others. Libraries unpack native
 * code into it, 29 MB in all, which a killed process leaves behind; every new process removes the
 * folders of those that have ended. A lock file beside each folder says that its process lives.
 */
final class TemporaryFolder implements AutoCloseable {
  /** What libraries ask for the place of their temporary files. */
  private static final List<String> PROPERTIES =
      List.of("java.io.tmpdir", "jna.tmpdir", "org.sqlite.tmpdir");

  private static final String LOCK = ".lock";
  private static final int ATTEMPTS = 100;

  /** Of this process, which would lose a lock by opening the file once more. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path lockFile;
  private final FileChannel lock;
  private final Path folder;

  private TemporaryFolder(Path lockFile, FileChannel lock) throws IOException {
    this.lockFile = lockFile;
    this.lock = lock;
    this.folder = Files.createDirectory(folder(lockFile));
  }

  /**
   * Makes a folder and removes those of processes that have ended.
   *
   * @param parent where all of them are
   * @param deep whether the folder that the parent is in may be made, too
   * @return empty where that is not possible, or where no program can be run from
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
      return Optional.empty(); // the system's own folder will do
    }
  }

  private static Optional<TemporaryFolder> open(Path parent) throws IOException {
    for (int i = 0; i < ATTEMPTS; i++) {
      String name = ProcessHandle.current().pid() + "-" + UUID.randomUUID() + LOCK;
      Path lockFile = Files.createFile(parent.resolve(name), mode("rwx------"));
      OWN.add(lockFile);
      FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
      // Another process may take a lock file without a lock for one that was left behind.
      if (channel.tryLock() != null && Files.exists(lockFile)) {
        // False on a file system that is mounted noexec, from which no native code is loaded.
        if (Files.isExecutable(lockFile)) {
          return Optional.of(new TemporaryFolder(lockFile, channel));
        }
        channel.close();
        Files.delete(lockFile);
        return Optional.empty();
      }
      channel.close();
      OWN.remove(lockFile);
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
        if (!OWN.contains(lockFile)) {
          sweepOne(lockFile);
        }
      }
    }
  }

  private static void sweepOne(Path lockFile) throws IOException {
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
      if (channel.tryLock() != null) {
        delete(folder(lockFile));
        Files.deleteIfExists(lockFile);
      }
    } catch (NoSuchFileException | OverlappingFileLockException e) {
      // its process has just ended, or is this one
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }

  /** Lets all libraries of this process put their temporary files here. */
  void use() {
    PROPERTIES.forEach(property -> System.setProperty(property, folder.toString()));
    // Vert.x makes its folder beside this one, with a number behind the name.
    System.setProperty("vertx.cacheDirBase", folder.resolve("vertx").toString());
  }

  Path folder() {
    return folder;
  }

  /** Removes the folder. */
  @Override
  public void close() throws IOException {
    try (lock) {
      delete(folder);
      Files.deleteIfExists(lockFile);
    } finally {
      OWN.remove(lockFile);
    }
  }
}
