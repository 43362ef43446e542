package io.musicreclass.models;

import io.musicreclass.track.FileErrors;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;

/** Writes packages so that a crash leaves the old one, the new one or none, never half of one. */
final class PackageWriter {
  private PackageWriter() {}

  static <X extends Exception> ModelPackage build(
      Path root, String name, ModelStore.Builder<X> builder, ModelStore.Check check)
      throws IOException, X {
    Card.checkName(name);
    Path target = root.resolve(name);
    if (Files.exists(target) && !Files.exists(target.resolve(ModelPackage.CARD))) {
      throw new IOException(target + " is there and no model package: rename or remove it");
    }
    try (PackageStaging place = PackageStaging.open(root, name)) {
      Path staged = Files.createDirectory(place.staged());
      // Packages are read by the daemon's user too, whatever the umask.
      Files.setPosixFilePermissions(staged, PosixFilePermissions.fromString("rwxr-xr-x"));
      Card card = builder.build(staged);
      if (!card.name().equals(name)) {
        throw new IllegalArgumentException("A card of " + card.name() + " for package " + name);
      }
      Card whole = card.withFiles(kept(staged));
      Path cardFile = Files.write(staged.resolve(ModelPackage.CARD), CardFile.pretty(whole));
      force(cardFile);
      check.check(ModelPackage.opened(staged, CardFile.read(cardFile)));
      replace(place, target);
      return ModelPackage.open(target);
    }
  }

  /** The files of a folder with their hashes, once they are safely on disk. */
  private static Map<String, String> kept(Path folder) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        force(file);
        hashes.put(String.valueOf(file.getFileName()), Hashes.ofFile(file));
      }
    }
    return hashes;
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void replace(PackageStaging place, Path target) throws IOException {
    Path staged = place.staged();
    if (!FileErrors.exists(target)) {
      Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    // A folder cannot be renamed over a full one.
    Files.move(target, place.old(), StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.move(place.old(), target, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
  }

  /** Takes a package away, in one step for everybody else. */
  static void remove(Path root, String name) throws IOException {
    try (PackageStaging place = PackageStaging.open(root, name)) {
      Files.move(root.resolve(name), place.staged(), StandardCopyOption.ATOMIC_MOVE);
    }
    Path engines = root.resolve(ModelStore.ENGINES).resolve(name);
    PackageStaging.delete(engines);
  }
}
