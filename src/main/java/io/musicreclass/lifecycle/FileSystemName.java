package io.musicreclass.lifecycle;

import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Names the file system of a path, for error messages. */
public final class FileSystemName {
  private FileSystemName() {}

  /** Type and mount point, such as {@code exfat at /media/usb}; accesses the disk. */
  public static String of(Path path) {
    for (Path existing = path.toAbsolutePath(); existing != null; existing = existing.getParent()) {
      if (Files.exists(existing)) {
        try {
          FileStore store = Files.getFileStore(existing);
          return store.type() + " at " + mountPoint(existing, store);
        } catch (IOException unknown) {
          break;
        }
      }
    }
    return "the file system of " + SongFile.text(path);
  }

  /** The topmost folder on that file system: the JDK has no API for mount points. */
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
