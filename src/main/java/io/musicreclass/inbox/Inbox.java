package io.musicreclass.inbox;

import io.musicreclass.config.InboxConfig;
import io.musicreclass.problems.Problems;
import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A folder that is watched for songs, with all folders below it. Thread-safe.
 *
 * <p>A file is reported when it has stayed the same for the settle time and no program is known to
 * be writing it, and again whenever it changed and settled again. Nothing is reported of a file
 * that goes away, nor of one that a rule leaves alone by its name (hidden, partial, certainly no
 * song), nor of links.
 */
public final class Inbox implements AutoCloseable {
  private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");
  private static final Duration FAREWELL = Duration.ofMillis(900);

  private final Path folder;
  private final IgnoreRules rules;
  private final Watcher watcher;
  private final Thread thread;
  private final AtomicBoolean started = new AtomicBoolean();

  /**
   * An inbox that does not watch yet.
   *
   * @param settle how long a file must stay the same; at least five seconds are taken on network
   *     file systems, because their answers are that old
   * @param arrivals called on the inbox's own thread, once for each settled state of a file; must
   *     be quick. When it throws, that is logged and the file is offered again after a minute
   */
  public Inbox(
      Path folder,
      InboxConfig.Watch watch,
      Duration settle,
      Consumer<SongFile> arrivals,
      Problems problems) {
    this(folder, watch, settle, arrivals, EventSources.REAL, MOUNTINFO, problems);
  }

  Inbox(
      Path folder,
      InboxConfig.Watch watch,
      Duration settle,
      Consumer<SongFile> arrivals,
      EventSources sources,
      Path mountinfo,
      Problems problems) {
    this.folder = folder.toAbsolutePath().normalize();
    this.rules = new IgnoreRules(this.folder);
    this.watcher = new Watcher(this.folder, watch, settle, arrivals, sources, mountinfo, problems);
    this.thread = new Thread(watcher, "inbox");
    thread.setDaemon(true);
  }

  /**
   * Starts watching and returns at once, without touching the disk. Makes the folder when its
   * parent is there: this once, since a folder that is missing later may be on a disk that is not
   * mounted.
   *
   * @throws IllegalStateException when started before
   */
  public void start() {
    if (started.getAndSet(true)) {
      throw new IllegalStateException("This inbox was started before");
    }
    thread.start();
  }

  /** That the folder does not answer, with the remedy; empty while it does. Never waits. */
  public Optional<String> problem() {
    return watcher.problem();
  }

  /** How the inbox is doing. Never waits. */
  public InboxState state() {
    return watcher.state();
  }

  /** What is ignored in it by name, as last seen. */
  public List<Ignored> ignored() {
    return watcher.ignored();
  }

  /** Looks at everything again and reports every file again, whether it was reported or not. */
  public void rescan() {
    watcher.rescan();
  }

  /** Where a file stands on its way through the inbox. */
  public FileStatus status(Path file) {
    Path path = rules.locate(file);
    if (path.startsWith(folder) && watcher.state() instanceof InboxState.Offline offline) {
      return new FileStatus.InboxOffline(offline.reason());
    }
    FileStatus byRule = rules.status(path);
    boolean open = byRule instanceof FileStatus.Unseen;
    return open && FileObservation.of(path) instanceof FileObservation.Song song
        ? watcher.status(song)
        : byRule;
  }

  /** What an inbox that watched the folder would do with the file, by its name and kind alone. */
  public static FileStatus status(Path folder, Path file) {
    IgnoreRules rules = new IgnoreRules(folder.toAbsolutePath().normalize());
    return rules.status(rules.locate(file));
  }

  /** Stops watching, within a second; may be called again. */
  @Override
  public void close() {
    watcher.stop();
    try {
      // A consumer, or a disk that does not answer, may hold the thread for longer.
      if (thread != Thread.currentThread()) {
        thread.join(FAREWELL.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
