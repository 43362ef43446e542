package io.musicreclass.inbox;

import io.musicreclass.config.InboxConfig.Watch;
import io.musicreclass.inbox.InboxRoot.Absent;
import io.musicreclass.inbox.InboxRoot.There;
import io.musicreclass.inbox.names.Names;
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

  /** How often an inbox that is away is looked for. */
  private static final Duration TICK = Duration.ofMillis(200);

  /** How often the inbox folder itself is checked: mounting over it causes no event. */
  private static final Duration CHECK = Duration.ofSeconds(2);

  private final Path folder;
  private final Consumer<SongFile> arrivals;
  private final EventSourceSelector selector;
  private final InboxRoot root;
  private final Problems problems;
  private final Problems.Source accessProblem;
  private final WriteDebouncer debouncer = new WriteDebouncer();
  private final IgnoredFiles ignored = new IgnoredFiles();
  private final AtomicBoolean rescan = new AtomicBoolean();
  private volatile boolean stopped;
  private volatile @Nullable EventSource waiting;
  private volatile InboxState state = new InboxState.Starting();
  private @Nullable There last;
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
    this.arrivals = arrivals;
    this.problems = problems;
    this.accessProblem = problems.source();
    this.selector = new EventSourceSelector(folder, watch, settle, sources, problems.source());
    this.root = new InboxRoot(folder, "reclass.inbox.path", mountinfo);
  }

  @Override
  public void run() {
    try {
      createFolder();
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

  private void createFolder() {
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
    EventSourceSelector.Selection selection = selector.select(there);
    try (EventSource events = selector.open(selection)) {
      debouncer.begin(selection.settle(), there.equals(last));
      last = there;
      WatchSession session =
          new WatchSession(
              folder,
              events,
              debouncer,
              arrivals,
              ignored,
              selector.proof(),
              this::isStopped,
              problems);
      session.scan();
      selector.succeeded(selection);
      String note = selection.note().isEmpty() ? "" : " note=" + selection.note();
      LOG.infof(
          "Watching inbox: folder=%s how=%s%s", Names.printable(folder), selection.how(), note);
      waiting = events;
      watchUntilChanged(there, session, selection, events);
    } catch (IOException e) {
      selector.failed(e);
    } finally {
      waiting = null;
    }
  }

  /** Sets the state; whether it changed. */
  private boolean setOffline(String reason) {
    InboxState before = state;
    state = new InboxState.Offline(reason);
    return !state.equals(before);
  }

  /** Runs a session until the watcher is stopped or the folder is no longer the same. */
  private void watchUntilChanged(
      There there,
      WatchSession session,
      EventSourceSelector.Selection selection,
      EventSource events)
      throws EventSource.Exhausted, InterruptedException {
    long checked = System.nanoTime();
    boolean same = true;
    while (same && !isStopped()) {
      if (rescan.getAndSet(false)) {
        debouncer.forgetReported();
        session.scan();
      }
      selector.limited(events.limitation());
      state =
          new InboxState.Watching(
              selection.how(),
              events.limitation().orElse(selection.note()),
              debouncer.waiting(),
              session.delayMs(),
              selector.proof().state());
      same = session.step(selector.prove(selection, CHECK));
      if (same && System.nanoTime() - checked >= CHECK.toNanos()) {
        same = isSame(there);
        checked = System.nanoTime();
      }
      if (selector.isOtherDue(selection)) {
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
    wake();
  }

  void stop() {
    stopped = true;
    wake();
  }

  private void wake() {
    EventSource events = waiting;
    if (events != null) {
      events.wake();
    }
  }
}
