package io.musicreclass.library;

import io.musicreclass.config.AfterConfig;
import io.musicreclass.config.InboxConfig;
import io.musicreclass.config.ReclassConfig;
import io.musicreclass.config.Settings;
import io.musicreclass.lifecycle.BoundedQuery;
import io.musicreclass.organize.PathPattern;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks the settings of the library's folders. */
public final class LibraryPaths {
  /** How long a disk may take to resolve a link. */
  private static final Duration RESOLVE_TIMEOUT = Duration.ofSeconds(1);

  private static final Duration SHORTEST_RESCAN = Duration.ofMinutes(1);

  private LibraryPaths() {}

  /** The problems of the settings, each with its remedy; empty when there are none. */
  public static List<String> problems(
      ReclassConfig.Library config, InboxConfig inbox, AfterConfig after, Path root) {
    List<String> problems = new ArrayList<>();
    List<Path> folders = Settings.libraryFolders(config, root);
    for (int i = 0; i < folders.size(); i++) {
      Path folder = folders.get(i);
      if (overlap(folder, root.resolve(inbox.path()))) {
        problems.add(
            about(folder) + "this folder and the inbox overlap; choose a folder outside the inbox");
      }
      for (Path other : folders.subList(0, i)) {
        if (overlap(folder, other)) {
          problems.add(
              about(folder)
                  + "this folder and "
                  + SongFile.text(other)
                  + " overlap; keep only the outer one");
        }
      }
      if (after.action() != AfterConfig.Action.KEEP) {
        PathPattern.written(after).entrySet().stream()
            .filter(path -> pointsInto(folder, path, root))
            .forEach(
                path ->
                    problems.add(
                        about(folder)
                            + path.getKey()
                            + " points into this folder; choose a folder outside it"));
      }
    }
    if (config.rescan().compareTo(SHORTEST_RESCAN) < 0) {
      problems.add("reclass.library.rescan is shorter than a minute: set it to 1m or more");
    }
    problems.addAll(LibraryHours.problems(config.hours().orElse(List.of())));
    return problems;
  }

  private static String about(Path folder) {
    return "reclass.library.paths: " + SongFile.text(folder) + ": ";
  }

  private static boolean pointsInto(Path folder, Map.Entry<String, String> path, Path root) {
    try {
      Path target = PathPattern.of(root, path.getKey(), path.getValue()).folder();
      return real(target).startsWith(real(folder));
    } catch (IllegalArgumentException e) {
      return false; // reported elsewhere
    }
  }

  private static boolean overlap(Path a, Path b) {
    Path one = real(a);
    Path two = real(b);
    return one.startsWith(two) || two.startsWith(one);
  }

  /** Resolves links as far as the path exists and its disk responds. */
  private static Path real(Path path) {
    Path normal = path.toAbsolutePath().normalize();
    return new BoundedQuery<>("library-path", () -> resolved(normal))
        .within(RESOLVE_TIMEOUT)
        .orElse(normal);
  }

  private static Path resolved(Path normal) {
    for (Path existing = normal; existing != null; existing = existing.getParent()) {
      try {
        return existing.toRealPath().resolve(existing.relativize(normal)).normalize();
      } catch (IOException absent) {
        // its parent may exist
      }
    }
    return normal;
  }
}
