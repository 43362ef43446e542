package io.musicreclass.inbox;

import io.musicreclass.track.FileErrors;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What one look at a path finds, without opening it and without following a link. */
sealed interface FileObservation {
  /**
   * A regular file.
   *
   * @param changed when anything about it changed (ctime), in nanoseconds since 1970: also its
   *     permissions, which {@link SongFile} does not tell
   */
  record Song(SongFile file, long changed) implements FileObservation {}

  record Folder() implements FileObservation {}

  record Link() implements FileObservation {}

  /** A pipe, a socket, a device. */
  record Special() implements FileObservation {}

  /** There is no such file. */
  record Nothing() implements FileObservation {}

  /** Nobody knows: the system would not say. */
  record Unknown(IOException cause) implements FileObservation {}

  static FileObservation of(Path path) {
    Map<String, Object> a;
    try {
      a =
          Files.readAttributes(
              path,
              "unix:isRegularFile,isDirectory,isSymbolicLink,ino,size,lastModifiedTime,ctime",
              LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return FileErrors.isAbsence(e) ? new Nothing() : new Unknown(e);
    }
    if (a.get("isDirectory").equals(true)) {
      return new Folder();
    }
    if (a.get("isSymbolicLink").equals(true)) {
      return new Link();
    }
    if (!a.get("isRegularFile").equals(true)) {
      return new Special();
    }
    SongFile file =
        new SongFile(
            path,
            ((Number) a.get("ino")).longValue(),
            ((Number) a.get("size")).longValue(),
            nanos(a.get("lastModifiedTime")));
    return new Song(file, nanos(a.get("ctime")));
  }

  private static long nanos(Object time) {
    return ((FileTime) time).to(TimeUnit.NANOSECONDS);
  }
}
