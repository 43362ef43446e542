package io.musicreclass.inbox;

import io.musicreclass.inbox.Mounts.Mount;
import io.musicreclass.inbox.names.Names;
import io.musicreclass.track.FileErrors;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks whether a folder exists and is still the same one; used by one thread at a time. */
final class InboxRoot {
  private final Path folder;
  private final String setting;
  private final Path mountinfo;
  private @Nullable Path lastPoint;
  private String mountText = "";
  private Mounts lastMounts = new Mounts(List.of());

  /** The result of a check. */
  sealed interface Found {}

  /** The folder exists. Equal values mean the same folder on the same mounted devices. */
  record There(long device, long inode, List<Mount> mounts) implements Found {
    /** The type of a file system here on which inotify misses changes by other machines. */
    Optional<String> unreliableType() {
      return mounts.stream().filter(Mount::unreliable).map(Mount::type).findFirst();
    }
  }

  /** The folder does not exist; the user-facing reason names the remedy. */
  record Absent(String reason) implements Found {}

  /** Whether the folder exists could not be determined; the reason names the remedy. */
  record Unknown(String reason) implements Found {}

  /**
   * @param setting key of the setting for the folder
   */
  InboxRoot(Path folder, String setting, Path mountinfo) {
    this.folder = folder;
    this.setting = setting;
    this.mountinfo = mountinfo;
  }

  Found check() {
    try {
      Path real = folder.toRealPath();
      Map<String, Object> a = Files.readAttributes(real, "unix:dev,ino,isDirectory");
      if (!a.get("isDirectory").equals(true)) {
        return new Absent(
            Names.printable(folder) + " is not a folder: set " + setting + " to a folder");
      }
      if (!Files.isReadable(real) || !Files.isExecutable(real)) {
        return forbidden();
      }
      Mounts mounts = mounts();
      Optional<Path> point = mounts.holding(real).map(Mount::point);
      if (lastPoint != null && unmounted(lastPoint, real, mounts)) {
        return new Absent(
            Names.printable(lastPoint)
                + " is no longer mounted: mount it again, or restart to use the folder without it");
      }
      lastPoint = point.orElse(null);
      return new There(
          ((Number) a.get("dev")).longValue(),
          ((Number) a.get("ino")).longValue(),
          List.copyOf(mounts.around(real)));
    } catch (AccessDeniedException e) {
      return forbidden();
    } catch (IOException e) {
      return FileErrors.isAbsence(e)
          ? new Absent(
              Names.printable(folder) + " does not exist: create the folder, or mount its disk")
          : new Unknown(unreadable(e));
    }
  }

  /** Parses the list only where it has changed: it is read every two seconds. */
  private Mounts mounts() {
    String text = Mounts.text(mountinfo);
    if (!text.equals(mountText)) {
      lastMounts = Mounts.of(text);
      mountText = text;
    }
    return lastMounts;
  }

  private String unreadable(IOException e) {
    return Names.printable(folder)
        + " is not accessible ("
        + FileErrors.reason(e)
        + "): check its disk or network share, and the limit of open files";
  }

  private Unknown forbidden() {
    return new Unknown(
        Names.printable(folder)
            + " is not readable by this user: grant read and execute permission on it and its"
            + " parents");
  }

  /** The empty mount point left after unmounting must not be taken for an emptied folder. */
  private static boolean unmounted(Path point, Path real, Mounts mounts) {
    return real.startsWith(point) && mounts.all().stream().noneMatch(m -> m.point().equals(point));
  }
}
