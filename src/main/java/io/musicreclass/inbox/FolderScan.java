package io.musicreclass.inbox;

import io.musicreclass.inbox.FileObservation.Song;
import io.musicreclass.inbox.names.Names;
import io.musicreclass.track.FileErrors;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Scans a folder with all its subfolders, by one stat for each file, without opening any. Each
 * folder is watched before it is listed so that no change is missed.
 */
final class FolderScan {
  private static final Logger LOG = Logger.getLogger(FolderScan.class);

  private final EventSource events;
  private final WriteDebouncer debouncer;
  private final BooleanSupplier stop;
  private final IgnoredFiles ignored;
  private final Set<Path> unreadable = new HashSet<>();

  /**
   * @param stop polled between files; true ends the scan
   */
  FolderScan(
      EventSource events, WriteDebouncer debouncer, IgnoredFiles ignored, BooleanSupplier stop) {
    this.events = events;
    this.debouncer = debouncer;
    this.ignored = ignored;
    this.stop = stop;
  }

  /**
   * Passes all new files to the debouncer together, so that they become due in path order.
   *
   * @return the paths that could not be read, with their errors
   * @throws EventSource.Exhausted if not all folders can be watched
   */
  Map<Path, IOException> below(Path top) throws EventSource.Exhausted {
    Map<Path, IOException> failed = new LinkedHashMap<>();
    Set<Path> folders = new HashSet<>();
    List<Song> newlyFound = new ArrayList<>();
    Deque<Path> ahead = new ArrayDeque<>(List.of(top));
    while (!ahead.isEmpty() && !stop.getAsBoolean()) {
      Path folder = ahead.pop();
      try {
        events.watch(folder);
        list(folder, ahead, newlyFound, failed);
        folders.add(folder);
        unreadable.remove(folder);
      } catch (EventSource.Exhausted e) {
        throw e;
      } catch (DirectoryIteratorException e) {
        unreadable(folder, e.getCause(), failed);
      } catch (IOException e) {
        unreadable(folder, e, failed);
      }
    }
    if (stop.getAsBoolean()) {
      return failed;
    }
    // Otherwise the folder is offline or partly unreadable, which proves nothing about its files.
    if (folders.contains(top) && failed.isEmpty()) {
      events.retainWatches(top, folders);
      debouncer.retainFolders(top, folders);
      ignored.retainFolders(top, folders);
    }
    long now = System.nanoTime();
    for (Song song : newlyFound) {
      debouncer.seen(song, now);
    }
    return failed;
  }

  private void unreadable(Path folder, IOException why, Map<Path, IOException> failed) {
    if (FileErrors.isAbsence(why)) {
      return;
    }
    failed.put(folder, why);
    if (unreadable.add(folder)) {
      LOG.warnf(
          "Cannot read inbox folder: folder=%s reason=%s",
          Names.printable(folder), FileErrors.reason(why));
    }
  }

  private void list(
      Path folder, Deque<Path> ahead, List<Song> newlyFound, Map<Path, IOException> failed)
      throws IOException {
    Set<Path> names = new HashSet<>();
    Map<Path, String> ignoredEntries = new HashMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path path : entries) {
        if (stop.getAsBoolean()) {
          return;
        }
        Path name = path.getFileName();
        if (EventProof.isCanary(name)) {
          continue;
        }
        FolderEntry entry = FolderEntry.of(path);
        if (entry instanceof FolderEntry.Ignored ignoredEntry) {
          ignoredEntries.put(path, ignoredEntry.rule());
        } else if (entry instanceof FolderEntry.Song song) {
          names.add(name);
          if (!debouncer.isReported(song.observation())) {
            newlyFound.add(song.observation());
          }
        } else if (entry instanceof FolderEntry.Folder) {
          ahead.push(path);
        } else if (entry instanceof FolderEntry.Unreadable unreadableEntry) {
          names.add(name);
          failed.put(path, unreadableEntry.cause());
        }
      }
    }
    debouncer.retainNames(folder, names);
    ignored.listed(folder, ignoredEntries);
  }
}
