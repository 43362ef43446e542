package io.musicreclass.cli.terminal;

import io.musicreclass.inbox.FileStatus;
import io.musicreclass.inbox.Inbox;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Expands the paths of a command line to files. */
public final class InputFiles {
  private InputFiles() {}

  /**
   * Returns files as given, and for folders all files in them that an inbox would not ignore,
   * sorted by name. A missing path is kept, and fails later with its own error. Folders without
   * songs are reported on standard error.
   */
  public static List<Path> of(List<Path> paths) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      Path absolute = path.toAbsolutePath().normalize();
      if (Files.isDirectory(absolute)) {
        List<Path> songs = inFolder(absolute);
        files.addAll(songs);
        if (songs.isEmpty()) {
          System.err.println("reclass: " + SongFile.text(absolute) + " contains no songs");
        }
      } else {
        files.add(absolute);
      }
    }
    return files;
  }

  /** The songs in a folder, sorted by name. */
  public static List<Path> inFolder(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && !(Inbox.status(folder, file) instanceof FileStatus.Ignored)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            System.err.println(SongFile.text(file) + ": skipped, cannot be read");
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(files);
    return files;
  }
}
