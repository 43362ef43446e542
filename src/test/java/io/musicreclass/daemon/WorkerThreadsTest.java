package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.rows.Job;
import io.musicreclass.problems.Problems;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerThreadsTest {
  private final Queue<Job> waiting = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> queueErrors = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Throwable lastingError;
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final Problems problems = new Problems();
  private final CountDownLatch atRest = new CountDownLatch(1);
  private volatile boolean crowded;
  private volatile ObjIntConsumer<Job> work = (job, threads) -> note(job, threads);
  private volatile Runnable resting = atRest::countDown;
  private Workers workers;

  @AfterEach
  void close() {
    workers.close();
  }

  private void start(int count) {
    workers =
        new Workers(
            count,
            new Listed(),
            (job, threads) -> work.accept(job, threads),
            () -> resting.run(),
            file -> false,
            Duration.ofSeconds(10),
            problems);
    workers.start();
  }

  /** Gives the songs of a list, and errors first. */
  private final class Listed implements Workers.Songs {
    @Override
    public Optional<Job> next() {
      Throwable lasting = lastingError;
      Throwable error = lasting == null ? queueErrors.poll() : lasting;
      if (error != null) {
        toss(error);
      }
      return Optional.ofNullable(waiting.poll());
    }

    @Override
    public Optional<Job> nextOfInbox() {
      return next();
    }

    @Override
    public boolean hasWaitingInboxFile() {
      return false;
    }

    @Override
    public boolean isCrowd() {
      return crowded;
    }
  }

  private static void toss(Throwable error) {
    if (error instanceof Error e) {
      throw e;
    }
    throw (RuntimeException) error;
  }

  private void note(Job job, int threads) {
    heard.add(job.row() + " by " + threads);
  }

  private void add(long... rows) {
    for (long row : rows) {
      SongFile file = new SongFile(Path.of("/inbox/" + row), row, 1, 1);
      waiting.add(new Job(row, file, Origin.INBOX, 1, "", 0, ""));
    }
    workers.wake();
  }

  private String heard() throws InterruptedException {
    return heard.poll(1, TimeUnit.MINUTES);
  }

  /** Lets a thread that waits after an error go on until a song was heard. */
  private String heardOnceWoken() throws InterruptedException {
    String next = null;
    while (next == null) {
      workers.wake();
      next = heard.poll(20, TimeUnit.MILLISECONDS);
    }
    return next;
  }

  @Test
  void aSongThatComesAloneGetsAllThreadsAndOneOfManyGetsOne() throws InterruptedException {
    start(3);
    add(1);
    assertThat(heard()).isEqualTo("1 by 3");
    crowded = true;
    add(2);
    assertThat(heard()).isEqualTo("2 by 1");
  }

  @Test
  void aThreadSurvivesWhateverASongThrows() throws InterruptedException {
    List<Throwable> errors =
        List.of(
            new IllegalStateException("a bug"),
            new OutOfMemoryError("Java heap space"),
            new StackOverflowError(),
            new NoClassDefFoundError("X"),
            new AssertionError("wrong"));
    Queue<Throwable> thrown = new ConcurrentLinkedQueue<>(errors);
    work =
        (job, threads) -> {
          note(job, threads);
          Throwable error = thrown.poll();
          if (error != null) {
            toss(error);
          }
        };
    start(1);
    for (int row = 1; row <= errors.size() + 1; row++) {
      add(row);
      assertThat(heardOnceWoken()).isEqualTo(row + " by 1");
    }
  }

  @Test
  void aQueueThatCannotBeReadIsAProblemFromTheSecondTimeOnAndUntilItCan() throws Exception {
    queueErrors.add(new OutOfMemoryError("Java heap space"));
    start(1);
    awaitEmpty(queueErrors);
    assertThat(problems.current()).isEmpty();
    lastingError = new IllegalStateException("The disk is full");
    while (problems.current().isEmpty()) {
      workers.wake();
      Thread.onSpinWait();
    }
    assertThat(problems.current()).singleElement().asString().contains("The disk is full");
    lastingError = null;
    add(1);
    assertThat(heardOnceWoken()).isEqualTo("1 by 1");
    while (!problems.current().isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private void awaitEmpty(Queue<?> queue) {
    while (!queue.isEmpty()) {
      workers.wake();
      Thread.onSpinWait();
    }
  }

  @Test
  void inAPauseNoSongIsTakenAndTheEndOfTheLastIsToldOnce() throws InterruptedException {
    CountDownLatch mayEnd = new CountDownLatch(1);
    work =
        (job, threads) -> {
          note(job, threads);
          try {
            mayEnd.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    start(2);
    add(1);
    assertThat(heard()).isEqualTo("1 by 2");
    workers.pause(true);
    add(2);
    assertThat(atRest.getCount()).as("a song is being heard").isEqualTo(1);
    mayEnd.countDown();
    assertThat(atRest.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(heard).isEmpty();
    workers.pause(false);
    assertThat(heard()).isEqualTo("2 by 2");
  }

  @Test
  void whatFailsAtRestKeepsNobodyFromGoingOnAfterThePause() throws InterruptedException {
    resting =
        () -> {
          atRest.countDown();
          throw new IllegalStateException("does not close");
        };
    start(2);
    workers.pause(true);
    assertThat(atRest.await(1, TimeUnit.MINUTES)).isTrue();
    workers.pause(false);
    add(1);
    assertThat(heardOnceWoken()).isEqualTo("1 by 2");
  }

  @Test
  void aThreadThatASongLeftInterruptedGoesOn() throws InterruptedException {
    work =
        (job, threads) -> {
          note(job, threads);
          Thread.currentThread().interrupt();
        };
    start(1);
    add(1);
    assertThat(heardOnceWoken()).isEqualTo("1 by 1");
    add(2);
    assertThat(heardOnceWoken()).isEqualTo("2 by 1");
  }

  @Test
  void theEndWaitsForTheSongBeingHeardAndTakesNoMore() throws InterruptedException {
    CountDownLatch mayEnd = new CountDownLatch(1);
    work =
        (job, threads) -> {
          note(job, threads);
          try {
            mayEnd.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          note(job, 0);
        };
    start(1);
    add(1, 2);
    assertThat(heard()).isEqualTo("1 by 1");
    Thread closing = new Thread(workers::close);
    closing.start();
    while (closing.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    mayEnd.countDown();
    closing.join();
    assertThat(heard).containsExactly("1 by 0");
    assertThat(waiting).hasSize(1);
  }
}
