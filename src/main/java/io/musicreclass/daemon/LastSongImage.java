package io.musicreclass.daemon;

import io.musicreclass.playback.UnplayableException;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.TrackId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a picture of the newest song after its verdict: its cover, or its spectrogram if it has
 * none. After a start the broker still has that of the song before, whose file is not opened again.
 */
final class LastSongImage implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(LastSongImage.class);

  /** Least time between two pictures: each takes a core for a moment. */
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  /**
   * The same for songs that nobody waits for: weeks of a library scan must not fill the database of
   * a recorder.
   */
  private static final Duration BACKGROUND_INTERVAL = Duration.ofMinutes(1);

  private final Supplier<Optional<ClassifiedTrack>> newest;
  private final Pictures covers;
  private final Pictures spectrograms;
  private final Consumer<byte[]> publish;
  private final Clock clock;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(LastSongImage::thread);
  private boolean woken; // guarded by this

  // of the worker's thread
  private @Nullable TrackId shown;
  private Instant shownAt = Instant.EPOCH;
  private boolean waiting;

  /** Pictures of songs. */
  @FunctionalInterface
  interface Pictures {
    /** The picture as PNG; empty if the song has none. */
    Optional<byte[]> png(TrackId id) throws UnplayableException;
  }

  /**
   * @param newest the newest verdict
   * @param publish takes the PNG picture
   */
  LastSongImage(
      Supplier<Optional<ClassifiedTrack>> newest,
      Pictures covers,
      Pictures spectrograms,
      Consumer<byte[]> publish,
      Clock clock) {
    this.newest = newest;
    this.covers = covers;
    this.spectrograms = spectrograms;
    this.publish = publish;
    this.clock = clock;
    worker.execute(this::skipNewest);
  }

  private void skipNewest() {
    try {
      newest.get().ifPresent(track -> shown = track.id());
    } catch (RuntimeException e) {
      LOG.debugf("Failed to look for the last song: reason=%s", e.getMessage());
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "last-song-image");
    thread.setDaemon(true); // a file on a share that hangs does not keep the program running
    return thread;
  }

  /** There may be a newer verdict. */
  synchronized void wake() {
    if (!woken && !worker.isShutdown()) {
      woken = true;
      worker.execute(this::update);
    }
  }

  private void update() {
    synchronized (this) {
      woken = false;
    }
    try {
      newest.get().filter(track -> !track.id().equals(shown)).ifPresent(this::showWhenDue);
    } catch (RuntimeException e) {
      LOG.debugf("Skipped the picture of the last song: reason=%s", e.getMessage());
    }
  }

  private void showWhenDue(ClassifiedTrack track) {
    boolean awaited = track.origin() == Origin.INBOX || track.origin() == Origin.CORRECTION;
    Instant due = shownAt.plus(awaited ? INTERVAL : BACKGROUND_INTERVAL);
    Duration early = Duration.between(clock.instant(), due);
    if (early.isNegative() || early.isZero()) {
      shown = track.id(); // also without a picture, which a second attempt would not get either
      shownAt = clock.instant();
      show(track.id());
    } else if (!waiting) {
      waiting = true;
      var unused = worker.schedule(this::waited, early.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void waited() {
    waiting = false;
    update();
  }

  private void show(TrackId id) {
    picture(covers, id).or(() -> picture(spectrograms, id)).ifPresent(publish);
  }

  private static Optional<byte[]> picture(Pictures pictures, TrackId id) {
    try {
      return pictures.png(id);
    } catch (UnplayableException e) {
      LOG.debugf("Skipped a picture of the last song: reason=%s", e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
