package io.musicreclass.models;

import io.musicreclass.lifecycle.Disk;
import io.musicreclass.track.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The package whose head was replaced last, in a hidden folder beside its successor. The encoder's
 * files are linked, so that it takes hardly any space. Never of an encoder that was replaced, too.
 */
final class FormerHead {
  private final Path target;
  private final Path folder;

  /** The former head of a package, if there is one. */
  FormerHead(Path root, String name) {
    this.target = root.resolve(name);
    this.folder = root.resolve(".former-" + name);
  }

  /** Whether a package that is about to replace the present one has another head only. */
  boolean isOtherHead(ModelPackage made) {
    if (!Files.exists(target.resolve(ModelPackage.CARD))) {
      return false;
    }
    try {
      ModelPackage present = ModelPackage.open(target);
      return present.encoderHash().equals(made.encoderHash())
          && !present.headHash().equals(made.headHash());
    } catch (IOException e) {
      return false; // a package that cannot be used is not worth keeping
    }
  }

  /** Whether what is kept belongs to another encoder than this one. */
  boolean isOfOtherEncoder(ModelPackage made) {
    try {
      return Files.exists(folder) && !open().encoderHash().equals(made.encoderHash());
    } catch (IOException e) {
      return true;
    }
  }

  /** Keeps the package in this folder, instead of the one kept so far. */
  void keep(Path replaced) throws IOException {
    forget();
    Files.move(replaced, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes it. */
  void forget() throws IOException {
    Disk.remove(folder);
  }

  /** Whether there is one. */
  boolean exists() throws IOException {
    return FileErrors.exists(folder);
  }

  /** Throws if there is none, or it is damaged. */
  void check() throws IOException {
    if (!exists()) {
      throw new IOException(
          target
              + " has no former head: its head has not been replaced, or that was taken back"
              + " already");
    }
    List<String> problems = open().verify();
    if (!problems.isEmpty()) {
      throw new IOException("The former head is damaged: " + String.join("; ", problems));
    }
  }

  private ModelPackage open() throws IOException {
    return ModelPackage.opened(folder, CardFile.read(folder.resolve(ModelPackage.CARD)));
  }

  /** Moves it away, to be used. */
  void moveTo(Path staged) throws IOException {
    Files.move(folder, staged, StandardCopyOption.ATOMIC_MOVE);
  }
}
