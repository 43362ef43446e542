package io.musicreclass.inbox;

import io.musicreclass.inbox.FileObservation.Song;
import io.musicreclass.track.FileErrors;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * A folder that is not watched but looked through now and then, with all folders below it. What is
 * left alone in an inbox is left alone here. One stat a file, none is opened. One thread at a time
 * may look through it; {@link #offlineReason} and {@link #isEmpty} may be asked by others
 * meanwhile.
 */
public final class FolderWalk {
  private static final Logger LOG = Logger.getLogger(FolderWalk.class);
  private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");

  private final Path folder;
  private final InboxRoot home;
  private final Set<Path> unreadable = new HashSet<>();
  private volatile List<Ignored> ignored = List.of();

  /**
   * @param folder absolute and normal
   * @param setting key of the setting that names it
   */
  public FolderWalk(Path folder, String setting) {
    this(folder, setting, MOUNTINFO);
  }

  FolderWalk(Path folder, String setting, Path mountinfo) {
    this.folder = folder;
    this.home = new InboxRoot(folder, setting, mountinfo);
  }

  /** Why the folder cannot be seen, with the mend; empty when it is there. */
  public synchronized Optional<String> offlineReason() {
    InboxRoot.Found found = home.look();
    if (found instanceof InboxRoot.Absent absent) {
      return Optional.of(absent.reason());
    }
    return found instanceof InboxRoot.Unknown unknown
        ? Optional.of(unknown.reason())
        : Optional.empty();
  }

  /**
   * Whether there is nothing in the folder that is looked at, as in a bare mount point.
   *
   * @throws IOException when the folder cannot be read
   */
  public boolean isEmpty() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        Path name = entry.getFileName();
        if (Names.fileRule(name).isEmpty() && Names.folderRule(name).isEmpty()) {
          return false;
        }
      }
      return true;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /**
   * Gives every song, as it is now. A folder that cannot be read is logged once.
   *
   * @param stop asked between files; true ends it
   * @return what could not be looked at, for people; empty when everything was
   */
  public List<String> songs(Consumer<SongFile> each, BooleanSupplier stop) {
    Deque<Path> ahead = new ArrayDeque<>();
    ahead.push(folder);
    Set<Path> skipped = new TreeSet<>();
    IgnoredTally tally = new IgnoredTally();
    while (!ahead.isEmpty() && !stop.getAsBoolean()) {
      Path next = ahead.pop();
      try {
        list(next, ahead, each, tally, stop, skipped);
        unreadable.remove(next);
      } catch (DirectoryIteratorException e) {
        unreadable(next, e.getCause(), skipped);
      } catch (IOException e) {
        unreadable(next, e, skipped);
      }
    }
    ignored = tally.list();
    return skipped.stream().map(Names::shown).toList();
  }

  /** What the last {@link #songs} ignored by name. */
  public List<Ignored> ignored() {
    return ignored;
  }

  private void unreadable(Path path, IOException why, Set<Path> skipped) {
    if (FileErrors.isAbsence(why)) {
      return;
    }
    skipped.add(path);
    if (unreadable.add(path)) {
      LOG.warnf(
          "A folder of the library cannot be read: folder=%s reason=%s",
          Names.shown(path), FileErrors.reason(why));
    }
  }

  private static void list(
      Path folder,
      Deque<Path> ahead,
      Consumer<SongFile> each,
      IgnoredTally tally,
      BooleanSupplier stop,
      Set<Path> skipped)
      throws IOException {
    Set<Path> companions = companions(folder);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path path : entries) {
        if (stop.getAsBoolean()) {
          return;
        }
        Optional<String> fileRule = Names.fileRule(path.getFileName());
        Optional<String> folderRule = Names.folderRule(path.getFileName());
        if (fileRule.isPresent() && folderRule.isPresent()) {
          tally.add(path, folderRule.get());
          continue;
        }
        FileObservation observation = FileObservation.of(path);
        if (observation instanceof FileObservation.Folder) {
          folderRule.ifPresentOrElse(rule -> tally.add(path, rule), () -> ahead.push(path));
        } else if (observation instanceof Song && fileRule.isPresent()) {
          tally.add(path, fileRule.get());
        } else if (observation instanceof Song song
            && Names.companions(path).noneMatch(companions::contains)) {
          each.accept(song.file());
        } else if (observation instanceof FileObservation.Unknown) {
          skipped.add(path);
        }
      }
    }
  }

  /** The files here whose presence says that others are still being loaded. */
  private static Set<Path> companions(Path folder) throws IOException {
    Set<Path> companions = new HashSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Names::isCompanion)) {
      entries.forEach(companions::add);
    }
    return companions;
  }
}
