package io.musicreclass.inbox;

import io.musicreclass.inbox.Sight.Song;
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
final class Scan {
  private static final Logger LOG = Logger.getLogger(Scan.class);

  private final EventSource events;
  private final Settling settling;
  private final BooleanSupplier stop;
  private final IgnoredFiles ignored;
  private final Set<Path> unreadable = new HashSet<>();

  Scan(EventSource events, Settling settling, IgnoredFiles ignored, BooleanSupplier stop) {
    this.events = events;
    this.settling = settling;
    this.ignored = ignored;
    this.stop = stop;
  }

  /**
   * Hands what is new to the settling, all at once, so that it comes in path order later.
   *
   * @throws EventSource.Exhausted when not all folders can be watched
   */
  void below(Path top) throws EventSource.Exhausted {
    Set<Path> folders = new HashSet<>();
    List<Song> fresh = new ArrayList<>();
    Deque<Path> ahead = new ArrayDeque<>(List.of(top));
    while (!ahead.isEmpty()) {
      Path folder = ahead.pop();
      if (stop.getAsBoolean()) {
        return;
      }
      try {
        events.watch(folder);
        list(folder, ahead, fresh);
        folders.add(folder);
        unreadable.remove(folder);
      } catch (EventSource.Exhausted e) {
        throw e;
      } catch (IOException | DirectoryIteratorException e) {
        if (Files.isDirectory(folder) && unreadable.add(folder)) {
          LOG.warnf("A folder of the inbox cannot be read: folder=%s", Names.shown(folder));
        }
      }
    }
    if (folders.contains(top)) { // otherwise the folder is away, which tells nothing of its files
      events.keep(top, folders);
      settling.keepFolders(top, folders);
      ignored.keepFolders(top, folders);
    }
    long now = System.nanoTime();
    for (Song song : fresh) {
      settling.seen(song, now);
    }
  }

  private void list(Path folder, Deque<Path> ahead, List<Song> fresh) throws IOException {
    Set<Path> names = new HashSet<>();
    Map<Path, String> left = new HashMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path path : entries) {
        Path name = path.getFileName();
        Optional<String> fileRule = Names.fileRule(name);
        Optional<String> folderRule = Names.folderRule(name);
        if (fileRule.isPresent() && folderRule.isPresent()) {
          left.put(path, folderRule.get());
          continue;
        }
        Sight sight = Sight.of(path);
        if (sight instanceof Song song && fileRule.isEmpty()) {
          names.add(name);
          if (!settling.knows(song)) {
            fresh.add(song);
          }
        } else if (sight instanceof Song) {
          left.put(path, fileRule.get());
        } else if (sight instanceof Sight.Folder && folderRule.isEmpty()) {
          ahead.push(path);
        } else if (sight instanceof Sight.Folder) {
          left.put(path, folderRule.get());
        }
      }
    }
    settling.keepNames(folder, names);
    ignored.listed(folder, left);
  }
}
