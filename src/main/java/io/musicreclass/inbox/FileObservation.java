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

/** The state of a path at one moment, read without opening the file or following a link. */
sealed interface FileObservation {
  /**
   * A regular file.
   *
   * @param changed inode change time (ctime) in nanoseconds since 1970, which also covers
   *     permissions, unlike {@link SongFile}
   */
  record Song(SongFile file, long changed) implements FileObservation {}

  record Folder() implements FileObservation {}

  record Link() implements FileObservation {}

  /** A pipe, socket or device. */
  record Special() implements FileObservation {}

  /** The file does not exist. */
  record Nothing() implements FileObservation {}

  /** The attributes could not be read, so nothing is known about the path. */
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
