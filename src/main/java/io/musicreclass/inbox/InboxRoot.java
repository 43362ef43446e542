package io.musicreclass.inbox;

import io.musicreclass.inbox.Mounts.Mount;
import io.musicreclass.track.FileErrors;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks whether a folder is there, and whether it is still the same one. */
final class InboxRoot {
  private final Path folder;
  private final String setting;
  private final Path mountinfo;
  private @Nullable Path lastPoint;

  /** The answer of a look. */
  sealed interface Found {}

  /** The folder is there. Two equal answers mean the same folder on the same mounted devices. */
  record There(long device, long inode, List<Mount> mounts) implements Found {
    /** The type of a file system here on which inotify is deaf. */
    Optional<String> deaf() {
      return mounts.stream().filter(Mount::deaf).map(Mount::type).findFirst();
    }
  }

  /** The folder is not there; the reason is for people and names the remedy. */
  record Absent(String reason) implements Found {}

  /** Whether the folder is there could not be found out; the reason names the remedy. */
  record Unknown(String reason) implements Found {}

  /**
   * @param setting key of the setting that names the folder
   */
  InboxRoot(Path folder, String setting, Path mountinfo) {
    this.folder = folder;
    this.setting = setting;
    this.mountinfo = mountinfo;
  }

  Found look() {
    try {
      Path real = folder.toRealPath();
      Map<String, Object> a = Files.readAttributes(real, "unix:dev,ino,isDirectory");
      if (!a.get("isDirectory").equals(true)) {
        return new Absent(Names.shown(folder) + " is not a folder: set " + setting + " to one");
      }
      if (!Files.isReadable(real) || !Files.isExecutable(real)) {
        return forbidden();
      }
      Mounts mounts = Mounts.read(mountinfo);
      Optional<Path> point = mounts.holding(real).map(Mount::point);
      if (lastPoint != null && unmounted(lastPoint, real, mounts)) {
        return new Absent(
            Names.shown(lastPoint)
                + " is not mounted any more: mount it again (or restart, to use the bare folder)");
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
          ? new Absent(Names.shown(folder) + " is not there: make the folder, or mount its disk")
          : new Unknown(unreadable(e));
    }
  }

  private String unreadable(IOException e) {
    return Names.shown(folder)
        + " cannot be looked at ("
        + FileErrors.reason(e)
        + "): check its disk or share, and the limit of open files";
  }

  private Unknown forbidden() {
    return new Unknown(
        Names.shown(folder)
            + " may not be read by this user: give it (and its parents) read and execute"
            + " permission");
  }

  /** The bare mount point that is left after unmounting looks like a folder that was emptied. */
  private static boolean unmounted(Path point, Path real, Mounts mounts) {
    return real.startsWith(point) && mounts.all().stream().noneMatch(m -> m.point().equals(point));
  }
}
