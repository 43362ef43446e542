package io.musicreclass.lifecycle;

import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says on which file system a file lies, for error messages. */
public final class FileSystemName {
  private FileSystemName() {}

  /** Type and mount point, such as {@code exfat at /media/usb}; asks the disk. */
  public static String of(Path path) {
    for (Path there = path.toAbsolutePath(); there != null; there = there.getParent()) {
      if (Files.exists(there)) {
        try {
          FileStore store = Files.getFileStore(there);
          return store.type() + " at " + mountPoint(there, store);
        } catch (IOException unknown) {
          break;
        }
      }
    }
    return "the file system of " + SongFile.text(path);
  }

  /** The topmost folder of it; a JDK names no mount points. */
  private static String mountPoint(Path file, FileStore store) throws IOException {
    Path point = file.toRealPath();
    for (Path above = point.getParent();
        above != null && Files.getFileStore(above).equals(store);
        above = above.getParent()) {
      point = above;
    }
    return SongFile.text(point);
  }
}
