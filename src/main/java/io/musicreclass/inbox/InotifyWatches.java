package io.musicreclass.inbox;

import io.musicreclass.inbox.WatchEvent.What;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Events by inotify: maps watch descriptors to folders. */
final class InotifyWatches implements EventSource {
  private static final int MASK =
      Inotify.MODIFY
          | Inotify.ATTRIB
          | Inotify.CLOSE_WRITE
          | Inotify.MOVED_FROM
          | Inotify.MOVED_TO
          | Inotify.CREATE
          | Inotify.DELETE
          | Inotify.DELETE_SELF
          | Inotify.MOVE_SELF
          | Inotify.ONLYDIR
          | Inotify.EXCL_UNLINK;

  private final Path inbox;
  private final Inotify inotify = new Inotify();
  private final Map<Integer, Path> folders = new HashMap<>();
  private final Map<Path, Integer> numbers = new HashMap<>();

  InotifyWatches(Path inbox) throws IOException {
    this.inbox = inbox;
  }

  @Override
  public void watch(Path folder) throws IOException {
    int follow = folder.equals(inbox) ? 0 : Inotify.DONT_FOLLOW;
    int watch = inotify.add(SongFile.bytes(folder), MASK | follow);
    // A renamed folder keeps its descriptor: retiring the old name must not remove the watch.
    Path before = folders.put(watch, folder);
    if (before != null) {
      numbers.remove(before);
    }
    numbers.put(folder, watch);
  }

  @Override
  public void retainWatches(Path top, Set<Path> retained) {
    List<Path> ended = new ArrayList<>();
    for (Path folder : numbers.keySet()) {
      if (folder.startsWith(top) && !retained.contains(folder)) {
        ended.add(folder);
      }
    }
    for (Path folder : ended) {
      Integer watch = numbers.remove(folder);
      folders.remove(watch);
      inotify.remove(watch);
    }
  }

  @Override
  public List<WatchEvent> await(Duration atMost) {
    List<WatchEvent> events = new ArrayList<>();
    for (Inotify.Raw raw : inotify.read(atMost)) {
      translate(raw, events);
    }
    return events;
  }

  @Override
  public void wake() {
    inotify.wake();
  }

  @Override
  public void close() {
    inotify.close();
  }

  private void translate(Inotify.Raw raw, List<WatchEvent> events) {
    if (raw.has(Inotify.OVERFLOW)) {
      events.add(new WatchEvent.RescanNeeded());
      return;
    }
    Path folder = folders.get(raw.watch());
    if (folder == null) {
      return;
    }
    if (raw.name().isEmpty()) {
      itself(raw, folder, events);
      return;
    }
    Path path = folder.resolve(name(raw.name()));
    if (raw.has(Inotify.ISDIR)) {
      boolean gone = raw.has(Inotify.DELETE | Inotify.MOVED_FROM);
      events.add(gone ? new WatchEvent.FolderGone(path) : new WatchEvent.FolderAppeared(path));
    } else {
      events.add(new WatchEvent.OfFile(path, what(raw)));
    }
  }

  private static What what(Inotify.Raw raw) {
    if (raw.has(Inotify.DELETE | Inotify.MOVED_FROM)) {
      return What.GONE;
    }
    if (raw.has(Inotify.CLOSE_WRITE | Inotify.MOVED_TO)) {
      return What.COMPLETED;
    }
    if (raw.has(Inotify.CREATE)) {
      return What.CREATED;
    }
    return raw.has(Inotify.MODIFY) ? What.MODIFIED : What.ATTRIBUTES_CHANGED;
  }

  private void itself(Inotify.Raw raw, Path folder, List<WatchEvent> events) {
    boolean ended = raw.has(Inotify.IGNORED | Inotify.UNMOUNT | Inotify.DELETE_SELF);
    if (folder.equals(inbox) && (ended || raw.has(Inotify.MOVE_SELF))) {
      events.add(new WatchEvent.InboxGone());
    }
    if (raw.has(Inotify.IGNORED)) {
      folders.remove(raw.watch());
      numbers.remove(folder, raw.watch());
    }
  }

  /** A name from its bytes, not via text, which would lose bytes that are not UTF-8. */
  private static Path name(String bytes) {
    boolean ascii = bytes.chars().allMatch(c -> c < 0x80);
    return ascii
        ? Path.of(bytes)
        : SongFile.path(("/" + bytes).getBytes(StandardCharsets.ISO_8859_1)).getFileName();
  }
}
