package io.musicreclass.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Restored files belong to whom the replaced ones did: root may restore what a service owns. */
final class Ownership {
  private static final String OWNER = "unix:uid";
  private static final String GROUP = "unix:gid";

  private Ownership() {}

  /**
   * Gives a file or folder, and the folders above it up to the place's own, its owner.
   *
   * @param place the file that it replaces, which may be absent
   */
  static void copy(Path place, Path file) throws IOException {
    Path like = place;
    while (!Files.exists(like)) {
      like = like.getParent();
    }
    if (Files.isRegularFile(file)) {
      Files.setPosixFilePermissions(
          file,
          Files.isRegularFile(like)
              ? Files.getPosixFilePermissions(like)
              : PosixFilePermissions.fromString("rw-r-----"));
    }
    set(like, file);
    if (Files.isDirectory(like)) { // folders that are missing in the place
      for (Path at = place.getParent(), made = file.getParent();
          !Files.exists(at);
          at = at.getParent(), made = made.getParent()) {
        set(like, made);
      }
    }
  }

  private static void set(Path like, Path file) throws IOException {
    for (String attribute : new String[] {GROUP, OWNER}) {
      Object wanted = Files.getAttribute(like, attribute);
      if (!Files.getAttribute(file, attribute).equals(wanted)) {
        Files.setAttribute(file, attribute, wanted);
      }
    }
  }
}
