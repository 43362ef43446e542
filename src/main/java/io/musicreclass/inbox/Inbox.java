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
 * A folder watched for songs, with all its subfolders. Thread-safe.
 *
 * <p>A file is reported once it has been unchanged for the settle time and no program is known to
 * be writing it, and again after every later change. Deletions are not reported, nor are files
 * ignored by name (hidden, unfinished, certainly not a song), nor links.
 */
public final class Inbox implements AutoCloseable {
  private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");
  private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(900);

  private final Path folder;
  private final IgnoreRules rules;
  private final Watcher watcher;
  private final Thread thread;
  private final AtomicBoolean started = new AtomicBoolean();

  /**
   * An inbox that is not watching yet.
   *
   * @param settle how long a file must stay unchanged; at least five seconds on network file
   *     systems, whose attributes are cached that long
   * @param arrivals called on the inbox's own thread, once for each settled state of a file; must
   *     be quick. If it throws, the exception is logged and the file is reported again after a
   *     minute
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
   * Starts watching and returns immediately, without accessing the disk. Creates the folder if its
   * parent exists, but only now: a folder that is missing later may be on an unmounted disk.
   *
   * @throws IllegalStateException if started before
   */
  public void start() {
    if (started.getAndSet(true)) {
      throw new IllegalStateException("Inbox already started");
    }
    thread.start();
  }

  /** Reports an unresponsive folder, with the remedy; empty while it responds. Never waits. */
  public Optional<String> problem() {
    return watcher.problem();
  }

  /** The inbox's state. Never waits. */
  public InboxState state() {
    return watcher.state();
  }

  /** Files and folders ignored by name, as of the last scan. */
  public List<Ignored> ignored() {
    return watcher.ignored();
  }

  /** Rescans the folder and reports every file again. */
  public void rescan() {
    watcher.rescan();
  }

  /** Status of a file in the inbox. */
  public FileStatus status(Path file) {
    Path path = rules.locate(file);
    if (path.startsWith(folder) && watcher.state() instanceof InboxState.Offline offline) {
      return new FileStatus.InboxOffline(offline.reason());
    }
    FileStatus byRule = rules.status(path);
    boolean accepted = byRule instanceof FileStatus.Unseen;
    return accepted && FileObservation.of(path) instanceof FileObservation.Song song
        ? watcher.status(song)
        : byRule;
  }

  /** Status that a file would have by name and kind alone in an inbox at this folder. */
  public static FileStatus status(Path folder, Path file) {
    IgnoreRules rules = new IgnoreRules(folder.toAbsolutePath().normalize());
    return rules.status(rules.locate(file));
  }

  /**
   * The rule that ignores a file because of its name or those of its folders; empty if there is
   * none.
   *
   * @param relative its path relative to the inbox; need not exist
   */
  public static Optional<String> ignoredByName(Path relative) {
    return IgnoreRules.byName(relative);
  }

  /** Stops watching within a second; may be called repeatedly. */
  @Override
  public void close() {
    watcher.stop();
    try {
      // A consumer or an unresponsive disk may block the thread for longer.
      if (thread != Thread.currentThread()) {
        thread.join(CLOSE_TIMEOUT.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
