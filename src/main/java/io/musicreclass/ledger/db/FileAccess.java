package io.musicreclass.ledger.db;

import io.musicreclass.lifecycle.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Restricts access to the ledger's files: the owner may write, the owner's group at most read. Does
 * nothing on file systems without permissions.
 */
final class FileAccess {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r-----");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwxr-x---");
  private static final int STICKY = 01000;

  private FileAccess() {}

  /** Creates a folder and its parents if missing. */
  public static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      restrict(folder, FOLDER);
    }
  }

  /** Creates an empty file if missing. */
  public static void makeFile(Path file) throws IOException {
    if (Files.notExists(file)) {
      Files.createFile(file);
    }
    restrict(file, FILE);
  }

  /** Removes other users' permissions from a folder of this user. */
  public static void restrictFolder(Path folder) throws IOException {
    restrict(folder, FOLDER);
  }

  /** Removes other users' permissions from a file of this user, if it exists. */
  static void restrictFile(Path file) throws IOException {
    if (Files.exists(file)) {
      restrict(file, FILE);
    }
  }

  private static void restrict(Path path, Set<PosixFilePermission> most) throws IOException {
    if (!Volume.hasPermissions(path) || !isOurs(path)) {
      return;
    }
    Set<PosixFilePermission> now = Files.getPosixFilePermissions(path);
    Set<PosixFilePermission> fewer = EnumSet.noneOf(PosixFilePermission.class);
    fewer.addAll(now);
    fewer.retainAll(most);
    if (!fewer.equals(now)) {
      Files.setPosixFilePermissions(path, fewer);
    }
  }

  /** Whether it belongs to this user and is not shared, as /tmp is. */
  private static boolean isOurs(Path path) throws IOException {
    int mode = (int) Files.getAttribute(path, "unix:mode");
    return (mode & STICKY) == 0
        && Files.getAttribute(path, "unix:uid")
            .equals(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid", LinkOption.NOFOLLOW_LINKS));
  }
}
