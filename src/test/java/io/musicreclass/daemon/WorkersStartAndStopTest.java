package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.rows.Job;
import io.musicreclass.problems.Problems;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How workers start, wait, pause and stop, with a scripted queue and clock. The timeouts are
 * shorter than the workers' polling interval of 5 s: a worker that is not woken fails the test.
 */
@Timeout(30)
class WorkersStartAndStopTest {
  private static final Duration CLOSE_TIMEOUT = Duration.ofMinutes(10);
  private static final long WAKE_LIMIT_MS = 4000;

  private final AtomicLong nanoTime = new AtomicLong();
  private final Queue<Job> inbox = new ConcurrentLinkedQueue<>();
  private final Queue<Job> library = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<Thread> asked = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> idle = new LinkedBlockingQueue<>();
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final AtomicInteger standbyChecks = new AtomicInteger();
  private volatile boolean unavailable;
  private volatile Runnable onNext = () -> {};
  private Workers workers;

  private final class ScriptedSongs implements Workers.Songs {
    @Override
    public Optional<Job> next() {
      Optional<Job> song = Optional.ofNullable(library.poll());
      onNext.run();
      asked.add(Thread.currentThread());
      return song;
    }

    @Override
    public Optional<Job> nextOfInbox() {
      return Optional.ofNullable(inbox.poll());
    }

    @Override
    public boolean hasWaitingInboxFile() {
      return !inbox.isEmpty();
    }

    @Override
    public boolean hasSeveral() {
      return true;
    }
  }

  private Workers workers(int count) {
    workers =
        new Workers(
            count,
            new ScriptedSongs(),
            (song, threads) -> process(song),
            () -> idle.add("idle"),
            file -> unavailable && file.startsWith("/music/hanging"),
            CLOSE_TIMEOUT,
            new Problems(),
            this::readClock);
    return workers;
  }

  private long readClock() {
    standbyChecks.incrementAndGet();
    return nanoTime.get();
  }

  /** Processes a song at once; one on a disk that hangs when the test lets it end. */
  private void process(Job song) {
    begun.add(song.path().getFileName().toString());
    if (song.path().startsWith("/music/hanging")) {
      try {
        mayEnd.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static Job job(String path, Origin origin) {
    return new Job(1, new SongFile(Path.of(path), 1, 1, 1), origin, 1, "", 0, "", 0);
  }

  private void hangOneWorker() throws InterruptedException {
    library.add(job("/music/hanging/a.mp3", Origin.LIBRARY));
    workers(1).start();
    assertThat(next(begun)).isEqualTo("a.mp3");
  }

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(WAKE_LIMIT_MS, TimeUnit.MILLISECONDS);
    assertThat(next).as("within the limit").isNotNull();
    return next;
  }

  @AfterEach
  void close() {
    mayEnd.countDown();
    workers.close();
  }

  @Test
  void aSongQueuedWhileAWorkerLooksForOneIsTakenAtOnce() throws Exception {
    onNext =
        () -> {
          onNext = () -> {};
          library.add(job("/music/late.mp3", Origin.LIBRARY));
          workers.wake();
        };
    workers(1).start();
    assertThat(next(begun)).isEqualTo("late.mp3");
  }

  @Test
  void aStopEndsWaitingWorkersAtOnce() throws Exception {
    workers(1).start();
    Thread worker = next(asked);
    while (worker.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    workers.stop();
    worker.join(WAKE_LIMIT_MS);
    assertThat(worker.isAlive()).isFalse();
  }

  @Test
  void aCloseWaitsForASongNoLongerThanTheTimeoutAfterTheStop() throws Exception {
    hangOneWorker();
    workers.stop();
    pass(CLOSE_TIMEOUT);
    workers.close(); // the test's timeout is far shorter than this one
    assertThat(mayEnd.getCount()).as("the song is still being processed").isEqualTo(1);
  }

  @Test
  void theEndOfTheLastSongIsReportedOnceInEachPause() throws Exception {
    workers(3).start();
    workers.pause(true);
    next(idle);
    for (int i = 0; i < 100; i++) {
      workers.wake();
    }
    workers.pause(false);
    workers.pause(true);
    next(idle);
    workers.close();
    assertThat(idle).isEmpty();
  }

  @Test
  void theStandbyWorkerTakesASongOfTheInboxOnceTheLibraryHasDelayedItForHalfASecond()
      throws Exception {
    hangOneWorker();
    inbox.add(job("/inbox/b.mp3", Origin.INBOX));
    int before = standbyChecks.get();
    while (standbyChecks.get() < before + 3) {
      workers.wake();
      Thread.onSpinWait();
    }
    assertThat(begun).as("the worker has not been busy for long").isEmpty();
    pass(Duration.ofMillis(501));
    workers.wake();
    assertThat(next(begun)).isEqualTo("b.mp3");
  }

  @Test
  void aWorkerWhoseDiskHangsIsReplacedAndEndsAfterItsSong() throws Exception {
    hangOneWorker();
    Thread hanging = next(asked);
    library.add(job("/music/c.mp3", Origin.LIBRARY));
    unavailable = true;
    pass(Duration.ofMillis(501));
    workers.wake();
    assertThat(next(begun)).isEqualTo("c.mp3");
    Thread replacement = next(asked);
    assertThat(replacement).isNotSameAs(hanging);
    assertThat(replacement.getName()).isEqualTo(hanging.getName());
    mayEnd.countDown();
    hanging.join(WAKE_LIMIT_MS);
    assertThat(hanging.isAlive()).isFalse();
  }

  @Test
  void aCloseDoesNotWaitForAWorkerWhoseDiskHangs() throws Exception {
    hangOneWorker();
    unavailable = true;
    workers.close();
    assertThat(mayEnd.getCount()).as("the song is still being processed").isEqualTo(1);
  }
}
