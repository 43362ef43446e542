package io.musicreclass.setup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;

/** A folder beside the configuration that only its owner sees: files become whole in it. */
final class DraftFolder implements AutoCloseable {
  private final Path folder;

  private DraftFolder(Path folder) {
    this.folder = folder;
  }

  /** Makes one in a folder, which is made, too. */
  static DraftFolder in(Path parent) throws IOException {
    Files.createDirectories(parent);
    return new DraftFolder(Files.createTempDirectory(parent, ".setup-")); // mode 0700
  }

  /** Writes a file that only its owner reads. */
  Path write(String name, String text) throws IOException {
    FileAttribute<?> ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path file = folder.resolve(name);
    Files.deleteIfExists(file);
    Files.createFile(file, ownerOnly);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(StandardCharsets.UTF_8.encode(text));
      channel.force(true);
    }
    return file;
  }

  /** Puts a file in its place, whole or not at all. */
  static void replace(Path file, Path place) throws IOException {
    Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel parent = FileChannel.open(place.getParent())) {
      parent.force(true);
    }
  }

  /** Gives it to somebody, where that is allowed: the superuser makes files for the daemon's. */
  static void setOwner(Path file, UserPrincipal owner) {
    try {
      if (!Files.getOwner(file).equals(owner)) {
        Files.setOwner(file, owner);
      }
    } catch (IOException e) {
      // who may not give a file away runs the daemon himself
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
