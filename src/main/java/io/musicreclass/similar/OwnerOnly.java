package io.musicreclass.similar;

import io.musicreclass.lifecycle.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Permissions of a new file: as the database's, its owner may write and the group read. */
final class OwnerOnly {
  private OwnerOnly() {}

  /** None on file systems without permissions. */
  static FileAttribute<?>[] attributes(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    return folder != null && Volume.hasPermissions(folder)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))
        }
        : new FileAttribute<?>[0];
  }
}
