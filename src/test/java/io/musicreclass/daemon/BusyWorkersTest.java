package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.rows.Job;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BusyWorkersTest {
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofMillis(501);
  private static final Job LIBRARY_SONG = job("/music/1.mp3", Origin.LIBRARY);
  private static final Job INBOX_SONG = job("/inbox/2.mp3", Origin.INBOX);

  private final AtomicLong nanoTime = new AtomicLong();
  private final Set<Path> unavailable = ConcurrentHashMap.newKeySet();
  private final BusyWorkers busyWorkers = new BusyWorkers(unavailable::contains, nanoTime::get);
  private final ExecutorService one = Executors.newSingleThreadExecutor();
  private final ExecutorService other = Executors.newSingleThreadExecutor();
  private Thread worker;

  @BeforeEach
  void startWorker() throws Exception {
    worker = on(one, Thread::currentThread);
  }

  @AfterEach
  void close() {
    one.shutdownNow();
    other.shutdownNow();
  }

  private static Job job(String path, Origin origin) {
    return new Job(1, new SongFile(Path.of(path), 1, 1, 1), origin, 1, "", 0, "", 0);
  }

  private static <T> T on(ExecutorService thread, Callable<T> task) throws Exception {
    return thread.submit(task).get();
  }

  private void begin(ExecutorService thread, Job song) throws Exception {
    thread.submit(() -> busyWorkers.begin(song)).get();
  }

  private void end(ExecutorService thread) throws Exception {
    thread.submit(busyWorkers::end).get();
  }

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }

  @Test
  void aWorkerIsReplacedOnceWhenItsDiskHasNotRespondedForHalfASecond() throws Exception {
    begin(one, LIBRARY_SONG);
    unavailable.add(LIBRARY_SONG.path());
    pass(SHORT);
    assertThat(busyWorkers.replaceStuck()).isEmpty();
    pass(LONG.minus(SHORT));
    assertThat(busyWorkers.replaceStuck()).containsExactly(worker);
    assertThat(busyWorkers.replaceStuck()).isEmpty();
  }

  @Test
  void aWorkerWhoseDiskRespondsIsNotReplacedHoweverLongItTakes() throws Exception {
    begin(one, LIBRARY_SONG);
    pass(Duration.ofHours(1));
    assertThat(busyWorkers.replaceStuck()).isEmpty();
    assertThat(busyWorkers.isStuck(worker)).isFalse();
  }

  @Test
  void theCallingThreadIsNotReplaced() {
    busyWorkers.begin(LIBRARY_SONG);
    unavailable.add(LIBRARY_SONG.path());
    pass(LONG);
    assertThat(busyWorkers.replaceStuck()).isEmpty();
  }

  @Test
  void aReplacedWorkerEndsAfterItsSong() throws Exception {
    begin(one, LIBRARY_SONG);
    unavailable.add(LIBRARY_SONG.path());
    pass(LONG);
    busyWorkers.replaceStuck();
    end(one);
    assertThat(busyWorkers.isStuck(worker)).isTrue();
    assertThat(on(other, busyWorkers::isReplaced)).isFalse();
    assertThat(on(one, busyWorkers::isReplaced)).isTrue();
    assertThat(on(one, busyWorkers::isReplaced)).as("once").isFalse();
  }

  @Test
  void aWorkerIsStuckAsSoonAsItsDiskDoesNotRespond() throws Exception {
    begin(one, LIBRARY_SONG);
    unavailable.add(LIBRARY_SONG.path());
    assertThat(busyWorkers.isStuck(worker)).isTrue();
    end(one);
    assertThat(busyWorkers.isStuck(worker)).isFalse();
  }

  @Test
  void theInboxIsDelayedOnlyIfAllWorkersAreBusyAndOneForLongWithASongOfTheLibrary()
      throws Exception {
    begin(one, LIBRARY_SONG);
    assertThat(busyWorkers.delayInbox(1)).as("not for long").isFalse();
    pass(LONG);
    assertThat(busyWorkers.delayInbox(1)).isTrue();
    assertThat(busyWorkers.delayInbox(2)).as("one is free").isFalse();
    begin(other, INBOX_SONG);
    assertThat(busyWorkers.delayInbox(2)).isTrue();
    end(one);
    assertThat(busyWorkers.delayInbox(1)).as("the song of the library has ended").isFalse();
  }

  @Test
  void longSongsOfTheInboxDoNotDelayIt() throws Exception {
    begin(one, INBOX_SONG);
    pass(LONG);
    assertThat(busyWorkers.delayInbox(1)).isFalse();
  }

  @Test
  void aReplacedWorkerDoesNotCountAsBusy() throws Exception {
    begin(one, LIBRARY_SONG);
    unavailable.add(LIBRARY_SONG.path());
    pass(LONG);
    busyWorkers.replaceStuck();
    assertThat(busyWorkers.delayInbox(1)).isFalse();
  }

  @Test
  void workersAreStalledIfAllWorkOnOneSongEachForAnHourAndNotBecauseOfADisk() throws Exception {
    assertThat(busyWorkers.areStalled(1)).as("none is busy").isFalse();
    begin(one, LIBRARY_SONG);
    pass(Duration.ofHours(1));
    assertThat(busyWorkers.areStalled(1)).isFalse();
    pass(Duration.ofMillis(1));
    assertThat(busyWorkers.areStalled(1)).isTrue();
    assertThat(busyWorkers.areStalled(2)).as("the other one is idle").isFalse();
    begin(other, INBOX_SONG);
    assertThat(busyWorkers.areStalled(2)).as("the other one has just begun").isFalse();
    end(other);
    unavailable.add(LIBRARY_SONG.path());
    assertThat(busyWorkers.areStalled(1)).as("its disk hangs").isFalse();
  }
}
