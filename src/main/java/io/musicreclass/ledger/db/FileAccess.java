package io.musicreclass.ledger.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who may look into the ledger: its owner, and at most the owner's group, which may read. File
 * systems without permissions are left as they are.
 */
final class FileAccess {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r-----");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwxr-x---");
  private static final int STICKY = 01000;

  private FileAccess() {}

  /** Makes a folder and those above it where they are not there. */
  public static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      restrict(folder, FOLDER);
    }
  }

  /** Makes an empty file where there is none. */
  public static void makeFile(Path file) throws IOException {
    if (Files.notExists(file)) {
      Files.createFile(file);
    }
    restrict(file, FILE);
  }

  /** Takes from others what they may do in a folder of this user. */
  public static void restrictFolder(Path folder) throws IOException {
    restrict(folder, FOLDER);
  }

  /** Takes from others what they may do with a file of this user, if it is there. */
  static void restrictFile(Path file) throws IOException {
    if (Files.exists(file)) {
      restrict(file, FILE);
    }
  }

  private static void restrict(Path path, Set<PosixFilePermission> most) throws IOException {
    if (!Files.getFileStore(path).supportsFileAttributeView("posix") || !isOurs(path)) {
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

  /** Not that of another user, and no place for everybody, such as /tmp. */
  private static boolean isOurs(Path path) throws IOException {
    int mode = (int) Files.getAttribute(path, "unix:mode");
    return (mode & STICKY) == 0
        && Files.getAttribute(path, "unix:uid")
            .equals(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid", LinkOption.NOFOLLOW_LINKS));
  }
}
