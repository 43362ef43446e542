package io.musicreclass.setup;

import io.musicreclass.lifecycle.Disk;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;

/**
 * A private temporary folder next to the configuration, in which files are written before they are
 * moved into place.
 */
final class DraftFolder implements AutoCloseable {
  private final Path folder;

  private DraftFolder(Path folder) {
    this.folder = folder;
  }

  /** Creates one in a folder, which is created if missing. */
  static DraftFolder in(Path parent) throws IOException {
    Files.createDirectories(parent);
    return new DraftFolder(Files.createTempDirectory(parent, ".setup-")); // mode 0700
  }

  /** Writes a file that only its owner can read. */
  Path write(String name, String text) throws IOException {
    FileAttribute<?> ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path file = folder.resolve(name);
    Files.deleteIfExists(file);
    Files.createFile(file, ownerOnly);
    Files.writeString(file, text);
    Disk.sync(file);
    return file;
  }

  /** Moves a file into place atomically. */
  static void replace(Path file, Path place) throws IOException {
    Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
    Disk.sync(place.getParent());
  }

  /** Changes the owner if permitted: root creates files for the daemon's user. */
  static void setOwner(Path file, UserPrincipal owner) {
    try {
      if (!Files.getOwner(file).equals(owner)) {
        Files.setOwner(file, owner);
      }
    } catch (IOException e) {
      // without that privilege, this user runs the daemon
    }
  }

  @Override
  public void close() throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
