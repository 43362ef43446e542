package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.Urgency;
import io.musicreclass.problems.Problems;
import io.musicreclass.publish.Eventually;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers whose songs come from disks that may hang. */
class HangingWorkersTest {
  @TempDir Path temp;
  private final Queue<String> processed = new ConcurrentLinkedQueue<>();
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final CountDownLatch share = new CountDownLatch(1);
  private final AtomicBoolean unavailable = new AtomicBoolean();
  private Ledger ledger;
  private Workers workers;

  @BeforeEach
  void start() {
    ledger = Ledger.open(temp.resolve("var"));
    workers =
        new Workers(
            1,
            new QueuedSongs(ledger, ledger.queue()::claim, () -> Urgency.ANY),
            (job, threads) -> process(job),
            () -> {},
            file -> isOnShare(file) && unavailable.get(),
            Duration.ofMillis(100),
            new Problems(),
            System::nanoTime);
  }

  @AfterEach
  void close() {
    share.countDown();
    workers.close();
    Eventually.holds(
        "no song is being processed", () -> ledger.views().stats().files(FileState.WORKING) == 0);
    ledger.close();
  }

  private static boolean isOnShare(Path file) {
    return file.toString().contains("share");
  }

  /** A song on the share blocks until the share responds. */
  private void process(Job job) {
    if (isOnShare(job.path())) {
      hanging.countDown();
      try {
        share.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    ledger.completion().fail(job, new FailureReason("processed", "", false), List.of());
    processed.add(job.path().getFileName().toString());
  }

  private void arrive(String name, Origin origin) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    ledger.queue().arrive(SongFile.stat(Files.writeString(file, name)), origin);
    workers.wake();
  }

  private void allWorkersHang() throws Exception {
    arrive("share/1.mp3", Origin.LIBRARY);
    workers.start();
    hanging.await();
  }

  @Test
  void aSongOfTheInboxDoesNotWaitForAWorkerBlockedByAShare() throws Exception {
    allWorkersHang();
    arrive("inbox/a.mp3", Origin.INBOX);
    arrive("inbox/b.mp3", Origin.INBOX);
    arrive("library/2.mp3", Origin.LIBRARY);
    Eventually.holds("both are processed", () -> processed.size() == 2);
    assertThat(processed).containsExactly("a.mp3", "b.mp3");
  }

  @Test
  void aWorkerWhoseShareDoesNotRespondIsReplaced() throws Exception {
    allWorkersHang();
    arrive("library/2.mp3", Origin.LIBRARY);
    unavailable.set(true);
    Eventually.holds("the other song is processed", () -> processed.contains("2.mp3"));
    share.countDown();
    Eventually.holds("the blocked song is processed, too", () -> processed.contains("1.mp3"));
  }

  @Test
  void aStopDoesNotWaitForAShareThatHangs() throws Exception {
    allWorkersHang();
    long start = System.nanoTime();
    workers.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }
}
