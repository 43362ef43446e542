package io.musicreclass.lifecycle;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The volume that a file is on. Java finds it in the system's mount table, which in a chroot does
 * not have the volume of the root folder; what is unknown then is assumed to be no obstacle.
 */
public final class Volume {
  private Volume() {}

  /**
   * Free bytes for this process, {@link Long#MAX_VALUE} if unknown.
   *
   * @throws IOException if the file cannot be examined
   */
  public static long usableSpace(Path file) throws IOException {
    Optional<FileStore> store = store(file);
    return store.isPresent() ? store.get().getUsableSpace() : Long.MAX_VALUE;
  }

  /**
   * Whether files have an owner and permissions there.
   *
   * @throws IOException if the file cannot be examined
   */
  public static boolean hasPermissions(Path file) throws IOException {
    return store(file).map(store -> store.supportsFileAttributeView("posix")).orElse(true);
  }

  private static Optional<FileStore> store(Path file) throws IOException {
    try {
      return Optional.of(Files.getFileStore(file));
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) { // "Mount point not found"
      return Optional.empty();
    }
  }
}
