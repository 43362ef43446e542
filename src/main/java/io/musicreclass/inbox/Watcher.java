package io.musicreclass.inbox;

import io.musicreclass.config.InboxConfig.Watch;
import io.musicreclass.inbox.InboxRoot.Absent;
import io.musicreclass.inbox.InboxRoot.There;
import io.musicreclass.problems.Problems;
import io.musicreclass.track.FileErrors;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The inbox's thread: runs one watch session after another, with pauses in between. */
final class Watcher implements Runnable {
  private static final Logger LOG = Logger.getLogger(Watcher.class);

  /** How often requests by other threads are checked. */
  private static final Duration TICK = Duration.ofMillis(200);

  /** How often the inbox folder itself is checked: mounting over it causes no event. */
  private static final Duration CHECK = Duration.ofSeconds(1);

  /** An NFS client may serve attributes from its cache for more than three seconds. */
  private static final Duration NETWORK_SETTLE = Duration.ofSeconds(5);

  /** How long to poll before trying inotify again: a reached limit may have been raised. */
  private static final Duration INOTIFY_RETRY = Duration.ofMinutes(10);

  private final Path folder;
  private final Watch watch;
  private final Duration settle;
  private final Consumer<SongFile> arrivals;
  private final EventSources sources;
  private final InboxRoot root;
  private final Problems problems;
  private final Problems.Source accessProblem;
  private final Problems.Source inotifyProblem;
  private final WriteDebouncer debouncer = new WriteDebouncer();
  private final IgnoredFiles ignored = new IgnoredFiles();
  private final AtomicBoolean rescan = new AtomicBoolean();
  private volatile boolean stopped;
  private volatile InboxState state = new InboxState.Starting();
  private @Nullable String fallback;
  private @Nullable There last;
  private boolean usingFallback;
  private final HangDetector hangDetector = new HangDetector();

  Watcher(
      Path folder,
      Watch watch,
      Duration settle,
      Consumer<SongFile> arrivals,
      EventSources sources,
      Path mountinfo,
      Problems problems) {
    this.folder = folder;
    this.watch = watch;
    this.settle = settle;
    this.arrivals = arrivals;
    this.sources = sources;
    this.problems = problems;
    this.accessProblem = problems.source();
    this.inotifyProblem = problems.source();
    this.root = new InboxRoot(folder, "reclass.inbox.path", mountinfo);
  }

  @Override
  public void run() {
    try {
      makeFolder();
      while (!stopped) {
        runOnce();
        if (!stopped) {
          Thread.sleep(TICK.toMillis());
        }
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    } finally {
      state =
          stopped
              ? new InboxState.Closed()
              : new InboxState.Offline("its watcher has stopped unexpectedly: restart Reclass");
    }
  }

  private void makeFolder() {
    hangDetector.progress();
    try {
      if (!FileErrors.exists(folder) && Files.isDirectory(folder.getParent())) {
        Files.createDirectory(folder);
      }
    } catch (IOException e) {
      LOG.warnf("Cannot create inbox: folder=%s reason=%s", Names.printable(folder), e);
    }
  }

  private void runOnce() throws InterruptedException {
    try {
      hangDetector.progress();
      InboxRoot.Found found = root.check();
      if (found instanceof There there) {
        accessProblem.recovered();
        watch(there);
      } else if (found instanceof InboxRoot.Unknown unknown) {
        setOffline(unknown.reason());
        accessProblem.failed(unknown.reason());
      } else if (found instanceof Absent absent && setOffline(absent.reason())) {
        LOG.warnf("Inbox offline: reason=%s", absent.reason());
      }
    } catch (RuntimeException | Error e) {
      if (setOffline("its watcher failed and is restarting: " + e)) {
        LOG.error("Restarting the failed inbox watcher", e);
      }
    }
  }

  /** Whether to stop; called between files, which also shows that the disk responds. */
  private boolean isStopped() {
    hangDetector.progress();
    return stopped;
  }

  /** Reports an unresponsive folder; empty while it responds. */
  Optional<String> problem() {
    return !stopped && hangDetector.hangs()
        ? Optional.of(
            Names.printable(folder)
                + " does not respond: check its disk, network share or connection")
        : Optional.empty();
  }

  private void watch(There there) throws InterruptedException {
    Optional<String> polled = polled(there);
    Duration settleTime =
        there.unreliableType().isPresent() && settle.compareTo(NETWORK_SETTLE) < 0
            ? NETWORK_SETTLE
            : settle;
    try (EventSource events = open(polled.isPresent(), settleTime)) {
      usingFallback = fallback != null;
      fallback = null;
      debouncer.begin(settleTime, there.equals(last));
      last = there;
      WatchSession session =
          new WatchSession(folder, events, debouncer, arrivals, ignored, this::isStopped, problems);
      session.scan();
      String how = polled.isPresent() ? "poll" : "inotify";
      String note = polled.orElse("");
      String why = note.isEmpty() ? "" : " note=" + note;
      if (watch == Watch.POLL || polled.isEmpty()) {
        inotifyProblem.recovered();
      }
      LOG.infof("Watching inbox: folder=%s how=%s%s", Names.printable(folder), how, why);
      watchUntilChanged(there, session, how, note);
    } catch (IOException e) {
      fallback = "inotify is not available: " + e.getMessage();
      LOG.warnf("Polling inbox: folder=%s reason=%s", Names.printable(folder), fallback);
      inotifyProblem.report(
          "The inbox is polled, which detects songs later: "
              + fallback
              + (e instanceof EventSource.Exhausted ? "" : "; or set reclass.inbox.watch=poll"));
    }
  }

  private EventSource open(boolean polled, Duration settleTime) throws IOException {
    try {
      return polled ? sources.polling(settleTime) : sources.inotify(folder);
    } catch (LinkageError e) {
      throw new IOException("JNA is not available: " + e.getMessage(), e);
    }
  }

  /** Sets the state; whether it changed. */
  private boolean setOffline(String reason) {
    InboxState before = state;
    state = new InboxState.Offline(reason);
    return !state.equals(before);
  }

  /** Runs a session until the watcher is stopped or the folder is no longer the same. */
  private void watchUntilChanged(There there, WatchSession session, String how, String note)
      throws EventSource.Exhausted, InterruptedException {
    long checked = System.nanoTime();
    long began = checked;
    boolean same = true;
    while (same && !isStopped()) {
      if (rescan.getAndSet(false)) {
        debouncer.forgetReported();
        session.scan();
      }
      state = new InboxState.Watching(how, note, debouncer.waiting(), session.delayMs());
      same = session.step(TICK);
      if (same && System.nanoTime() - checked > CHECK.toNanos()) {
        same = isSame(there);
        checked = System.nanoTime();
      }
      if (usingFallback && System.nanoTime() - began > INOTIFY_RETRY.toNanos()) {
        return;
      }
    }
  }

  /** Whether the folder is still the same, as far as can be determined. */
  private boolean isSame(There there) {
    InboxRoot.Found found = root.check();
    if (found instanceof InboxRoot.Unknown unknown) {
      accessProblem.failed(unknown.reason());
      return true;
    }
    accessProblem.recovered();
    return found.equals(there);
  }

  /** The reason for polling the folder, if any. */
  private Optional<String> polled(There there) {
    if (watch == Watch.POLL) {
      return Optional.of("set by reclass.inbox.watch");
    }
    if (watch == Watch.AUTO && there.unreliableType().isPresent()) {
      return there
          .unreliableType()
          .map(type -> type + " does not report changes by other machines");
    }
    return Optional.ofNullable(fallback);
  }

  InboxState state() {
    return state;
  }

  FileStatus status(FileObservation.Song song) {
    return debouncer.status(song, System.nanoTime());
  }

  List<Ignored> ignored() {
    return ignored.list();
  }

  void rescan() {
    rescan.set(true);
  }

  void stop() {
    stopped = true;
  }
}
