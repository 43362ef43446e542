package io.musicreclass.inbox;

import io.musicreclass.inbox.FileObservation.Song;
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
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Looks at everything at and below a folder: one stat a file, none is opened. Each folder is
 * watched before it is listed, so that nothing slips in between.
 */
final class FolderScan {
  private static final Logger LOG = Logger.getLogger(FolderScan.class);

  private final EventSource events;
  private final WriteDebouncer debouncer;
  private final BooleanSupplier stop;
  private final IgnoredFiles ignored;
  private final Set<Path> unreadable = new HashSet<>();

  /**
   * @param stop asked between files; true ends the scan
   */
  FolderScan(
      EventSource events, WriteDebouncer debouncer, IgnoredFiles ignored, BooleanSupplier stop) {
    this.events = events;
    this.debouncer = debouncer;
    this.ignored = ignored;
    this.stop = stop;
  }

  /**
   * Hands what is new to the settling, all at once, so that it comes in path order later.
   *
   * @return what could not be looked at, and why
   * @throws EventSource.Exhausted when not all folders can be watched
   */
  Map<Path, IOException> below(Path top) throws EventSource.Exhausted {
    Map<Path, IOException> failed = new LinkedHashMap<>();
    Set<Path> folders = new HashSet<>();
    List<Song> fresh = new ArrayList<>();
    Deque<Path> ahead = new ArrayDeque<>(List.of(top));
    while (!ahead.isEmpty() && !stop.getAsBoolean()) {
      Path folder = ahead.pop();
      try {
        events.watch(folder);
        list(folder, ahead, fresh, failed);
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
    // Otherwise the folder is away, or parts of it could not be seen: that says nothing of its
    // files.
    if (folders.contains(top) && failed.isEmpty()) {
      events.keep(top, folders);
      debouncer.keepFolders(top, folders);
      ignored.keepFolders(top, folders);
    }
    long now = System.nanoTime();
    for (Song song : fresh) {
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
          "A folder of the inbox cannot be read: folder=%s reason=%s",
          Names.shown(folder), FileErrors.reason(why));
    }
  }

  private void list(Path folder, Deque<Path> ahead, List<Song> fresh, Map<Path, IOException> failed)
      throws IOException {
    Set<Path> names = new HashSet<>();
    Map<Path, String> left = new HashMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path path : entries) {
        if (stop.getAsBoolean()) {
          return;
        }
        Path name = path.getFileName();
        Optional<String> fileRule = Names.fileRule(name);
        Optional<String> folderRule = Names.folderRule(name);
        if (fileRule.isPresent() && folderRule.isPresent()) {
          left.put(path, folderRule.get());
          continue;
        }
        FileObservation observation = FileObservation.of(path);
        if (observation instanceof Song song && fileRule.isEmpty()) {
          names.add(name);
          if (!debouncer.knows(song)) {
            fresh.add(song);
          }
        } else if (observation instanceof Song) {
          left.put(path, fileRule.get());
        } else if (observation instanceof FileObservation.Folder && folderRule.isEmpty()) {
          ahead.push(path);
        } else if (observation instanceof FileObservation.Folder) {
          left.put(path, folderRule.get());
        } else if (observation instanceof FileObservation.Unknown unknown) {
          names.add(name);
          failed.put(path, unknown.cause());
        }
      }
    }
    debouncer.keepNames(folder, names);
    ignored.listed(folder, left);
  }
}
