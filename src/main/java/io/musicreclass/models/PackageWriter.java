package io.musicreclass.models;

import io.musicreclass.lifecycle.Disk;
import io.musicreclass.track.FileErrors;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes packages atomically: a crash leaves the old package, the new one or none, never a part of
 * one.
 */
final class PackageWriter {
  private PackageWriter() {}

  static <X extends Exception> ModelPackage build(
      Path root, String name, ModelStore.Builder<X> builder, ModelStore.Check check)
      throws IOException, X {
    Checks.packageName(name);
    Path target = root.resolve(name);
    if (Files.exists(target) && !Files.exists(target.resolve(ModelPackage.CARD))) {
      throw new IOException(target + " exists but is not a model package: rename or remove it");
    }
    try (PackageStaging place = PackageStaging.open(root, name)) {
      Path staged = Files.createDirectory(place.staged());
      // The daemon's user must be able to read packages, whatever the umask.
      Files.setPosixFilePermissions(staged, PosixFilePermissions.fromString("rwxr-xr-x"));
      Card card = builder.build(staged);
      if (!card.name().equals(name)) {
        throw new IllegalArgumentException("A card of " + card.name() + " for package " + name);
      }
      Card whole = withFiles(card, fileHashes(staged));
      Path cardFile = Files.write(staged.resolve(ModelPackage.CARD), CardFile.pretty(whole));
      Disk.sync(cardFile);
      ModelPackage made = ModelPackage.opened(staged, CardFile.read(cardFile));
      check.check(made);
      FormerHead former = new FormerHead(root, name);
      boolean otherHead = former.isOtherHead(made);
      replace(place, target);
      if (otherHead) {
        former.keep(place.old());
      } else if (former.isOfOtherEncoder(made)) {
        former.forget();
      }
      return ModelPackage.open(target);
    }
  }

  /** Gives the former head of a package back its place. */
  static ModelPackage rollback(Path root, String name) throws IOException {
    FormerHead former = new FormerHead(root, name);
    former.check();
    try (PackageStaging place = PackageStaging.open(root, name)) {
      former.moveTo(place.staged());
      replace(place, root.resolve(name));
      return ModelPackage.open(root.resolve(name));
    }
  }

  private static Card withFiles(Card card, Map<String, String> hashes) {
    return new Card(
        card.schema(),
        card.name(),
        card.kind(),
        card.stage(),
        card.bundled(),
        card.licence(),
        card.source(),
        card.at(),
        card.sampleRate(),
        card.excerpt(),
        card.frontEnd(),
        card.encoder(),
        card.head(),
        hashes);
  }

  /** Flushes the files of a folder to disk; returns their hashes by name. */
  private static Map<String, String> fileHashes(Path folder) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Disk.sync(file);
        hashes.put(String.valueOf(file.getFileName()), Hashes.ofFile(file));
      }
    }
    return hashes;
  }

  private static void replace(PackageStaging place, Path target) throws IOException {
    Path staged = place.staged();
    if (!FileErrors.exists(target)) {
      Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    // A folder cannot replace a non-empty folder by a rename.
    Files.move(target, place.old(), StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.move(place.old(), target, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
  }

  /** Removes a package, in one atomic step for readers. */
  static void remove(Path root, String name) throws IOException {
    try (PackageStaging place = PackageStaging.open(root, name)) {
      Files.move(root.resolve(name), place.staged(), StandardCopyOption.ATOMIC_MOVE);
    }
    new FormerHead(root, name).forget();
    Path engines = root.resolve(ModelStore.ENGINES).resolve(name);
    Disk.remove(engines);
  }
}
