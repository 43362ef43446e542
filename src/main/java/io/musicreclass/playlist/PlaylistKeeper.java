package io.musicreclass.playlist;

import io.musicreclass.config.Settings;
import io.musicreclass.ledger.GenreLists;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.lifecycle.Stoppable;
import io.musicreclass.lifecycle.StoppableThread;
import io.musicreclass.organize.Playlists;
import io.musicreclass.problems.Problems;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Keeps the playlists of genres, styles and moods up to date, in a thread of its own: once all
 * songs that wait are classified and sorted, and every ten minutes while they are not.
 */
public final class PlaylistKeeper implements Stoppable {
  private static final Logger LOG = Logger.getLogger(PlaylistKeeper.class);
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(5);
  private static final Duration RETRY_DELAY = Duration.ofMinutes(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Optional<Path> folder;
  private final PathMap map;
  private final Ledger ledger;
  private final GenreLists songs;
  private final Clock clock;
  private final Problems.Source problem;
  private final StoppableThread thread = new StoppableThread("playlists", CLOSE_TIMEOUT, this::run);
  private long written = -1; // version of the songs; used by the thread
  private Instant last = Instant.MIN;

  /**
   * @throws IllegalArgumentException if {@code reclass.playlists.map} is wrong
   */
  public PlaylistKeeper(Settings settings, Ledger ledger, Problems.Source problem, Clock clock) {
    this.folder = settings.reclass().playlists().path().map(settings::path);
    this.map = PathMap.of(settings.reclass().playlists().map().orElse(List.of()));
    this.ledger = ledger;
    this.songs = ledger.genreLists();
    this.problem = problem;
    this.clock = clock;
  }

  /** Starts the thread if playlists are wanted. */
  public void start() {
    if (folder.isPresent()) {
      thread.start();
    }
  }

  /** How songs are written into playlists elsewhere: mapped, or else absolute. */
  public Playlists.Lines lines() {
    return map.or(SongFile::bytes);
  }

  private void run() throws InterruptedException {
    Duration pause = LOOK_INTERVAL;
    while (!thread.pause(pause)) {
      pause = look() ? LOOK_INTERVAL : RETRY_DELAY;
    }
  }

  /** Writes the playlists if it is time to; false after a failure. */
  boolean look() {
    try {
      long version = songs.version();
      Instant now = clock.instant();
      if (version != written && (isQuiet() || now.isAfter(last.plus(LONGEST_WAIT)))) {
        Playlists playlists = new Playlists(folder.orElseThrow(), map::or);
        new PlaylistSet(songs).write(playlists, thread::isStopped);
        written = version; // read before the songs: a later change is seen
        last = now;
      }
      problem.recovered();
      return true;
    } catch (IOException e) {
      failed(FailureText.of(e));
    } catch (RuntimeException e) {
      failed(String.valueOf(e.getMessage())); // of the database
    }
    return false;
  }

  /** Whether no song waits to be classified, tagged or sorted. */
  private boolean isQuiet() {
    return ledger.views().waiting(1) == 0 && ledger.organizeQueue().pendingSince().isEmpty();
  }

  private void failed(String reason) {
    LOG.warnf("Failed to write playlists, retrying: reason=%s", reason);
    problem.failed(
        "Playlists are not up to date: "
            + reason
            + ": make the folder of reclass.playlists.path writable, or choose another");
  }

  @Override
  public void stop() {
    thread.stop();
  }

  /** Waits for the current file, within a time limit. */
  @Override
  public void close() {
    thread.close();
  }
}
