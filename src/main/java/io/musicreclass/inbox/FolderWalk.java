package io.musicreclass.inbox;

import io.musicreclass.inbox.names.Names;
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
 * A folder that is not watched but scanned on request, with all its subfolders. Ignores the same
 * files as an inbox. Needs one stat for each file and opens none. Only one thread at a time may
 * scan; {@link #offlineReason} and {@link #isEmpty} may be called by others meanwhile.
 */
public final class FolderWalk {
  private static final Logger LOG = Logger.getLogger(FolderWalk.class);
  private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");

  private final Path folder;
  private final InboxRoot root;
  private final Set<Path> unreadable = new HashSet<>();
  private volatile List<Ignored> ignored = List.of();

  /**
   * @param folder absolute and normalised
   * @param setting key of the setting for the folder
   */
  public FolderWalk(Path folder, String setting) {
    this(folder, setting, MOUNTINFO);
  }

  FolderWalk(Path folder, String setting, Path mountinfo) {
    this.folder = folder;
    this.root = new InboxRoot(folder, setting, mountinfo);
  }

  /** Why the folder is not accessible, with the remedy; empty if it is. */
  public synchronized Optional<String> offlineReason() {
    InboxRoot.Found found = root.check();
    if (found instanceof InboxRoot.Absent absent) {
      return Optional.of(absent.reason());
    }
    return found instanceof InboxRoot.Unknown unknown
        ? Optional.of(unknown.reason())
        : Optional.empty();
  }

  /**
   * Whether the folder has no entries but ignored ones, like an unmounted mount point.
   *
   * @throws IOException if the folder cannot be read
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
   * Scans the folder for songs. An unreadable folder is logged once.
   *
   * @param each receives every song file in its current state
   * @param stop polled between files; true ends the scan
   * @return printable paths that could not be read
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
    return skipped.stream().map(Names::printable).toList();
  }

  /** Files and folders that the last {@link #songs} ignored by name. */
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
          "Cannot read library folder: folder=%s reason=%s",
          Names.printable(path), FileErrors.reason(why));
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
        FolderEntry entry = FolderEntry.of(path);
        if (entry instanceof FolderEntry.Ignored ignoredEntry) {
          tally.add(path, ignoredEntry.rule());
        } else if (entry instanceof FolderEntry.Folder) {
          ahead.push(path);
        } else if (entry instanceof FolderEntry.Song song
            && Names.companions(path).noneMatch(companions::contains)) {
          each.accept(song.observation().file());
        } else if (entry instanceof FolderEntry.Unreadable) {
          skipped.add(path);
        }
      }
    }
  }

  /** The files in a folder whose existence means that others are still being downloaded. */
  private static Set<Path> companions(Path folder) throws IOException {
    Set<Path> companions = new HashSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Names::isCompanion)) {
      entries.forEach(companions::add);
    }
    return companions;
  }
}
