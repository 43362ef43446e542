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
  private final BlockingQueue<String> processed = new LinkedBlockingQueue<>();
  private final Problems problems = new Problems();
  private final CountDownLatch idle = new CountDownLatch(1);
  private volatile boolean several;
  private volatile ObjIntConsumer<Job> work = (job, threads) -> record(job, threads);
  private volatile Runnable onIdle = idle::countDown;
  private Workers workers;

  @AfterEach
  void close() {
    workers.close();
  }

  private void start(int count) {
    workers =
        new Workers(
            count,
            new ListedSongs(),
            (job, threads) -> work.accept(job, threads),
            () -> onIdle.run(),
            file -> false,
            Duration.ofSeconds(10),
            problems,
            System::nanoTime);
    workers.start();
  }

  /** Throws the scripted errors first, then gives the songs of a list. */
  private final class ListedSongs implements Workers.Songs {
    @Override
    public Optional<Job> next() {
      Throwable lasting = lastingError;
      Throwable error = lasting == null ? queueErrors.poll() : lasting;
      if (error != null) {
        raise(error);
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
    public boolean hasSeveral() {
      return several;
    }
  }

  private static void raise(Throwable error) {
    if (error instanceof Error e) {
      throw e;
    }
    throw (RuntimeException) error;
  }

  private void record(Job job, int threads) {
    processed.add(job.row() + " by " + threads);
  }

  private void add(long... rows) {
    for (long row : rows) {
      SongFile file = new SongFile(Path.of("/inbox/" + row), row, 1, 1);
      waiting.add(new Job(row, file, Origin.INBOX, 1, "", 0, "", 0));
    }
    workers.wake();
  }

  private String nextProcessed() throws InterruptedException {
    return processed.poll(1, TimeUnit.MINUTES);
  }

  /** Wakes a worker that waits after an error until a song has been processed. */
  private String processedOnceWoken() throws InterruptedException {
    String next = null;
    while (next == null) {
      workers.wake();
      next = processed.poll(20, TimeUnit.MILLISECONDS);
    }
    return next;
  }

  @Test
  void aSingleSongGetsAllThreadsAndOneOfSeveralGetsOne() throws InterruptedException {
    start(3);
    add(1);
    assertThat(nextProcessed()).isEqualTo("1 by 3");
    several = true;
    add(2);
    assertThat(nextProcessed()).isEqualTo("2 by 1");
  }

  @Test
  void aWorkerSurvivesWhateverASongThrows() throws InterruptedException {
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
          record(job, threads);
          Throwable error = thrown.poll();
          if (error != null) {
            raise(error);
          }
        };
    start(1);
    for (int row = 1; row <= errors.size() + 1; row++) {
      add(row);
      assertThat(processedOnceWoken()).isEqualTo(row + " by 1");
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
    assertThat(processedOnceWoken()).isEqualTo("1 by 1");
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
  void inAPauseNoSongIsTakenAndTheEndOfTheLastIsReported() throws InterruptedException {
    CountDownLatch mayEnd = new CountDownLatch(1);
    work =
        (job, threads) -> {
          record(job, threads);
          try {
            mayEnd.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    start(2);
    add(1);
    assertThat(nextProcessed()).isEqualTo("1 by 2");
    workers.pause(true);
    add(2);
    assertThat(idle.getCount()).as("a song is being processed").isEqualTo(1);
    mayEnd.countDown();
    assertThat(idle.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(processed).isEmpty();
    workers.pause(false);
    assertThat(nextProcessed()).isEqualTo("2 by 2");
  }

  @Test
  void aFailureWhileIdleDoesNotKeepTheWorkersFromResuming() throws InterruptedException {
    onIdle =
        () -> {
          idle.countDown();
          throw new IllegalStateException("does not close");
        };
    start(2);
    workers.pause(true);
    assertThat(idle.await(1, TimeUnit.MINUTES)).isTrue();
    workers.pause(false);
    add(1);
    assertThat(processedOnceWoken()).isEqualTo("1 by 2");
  }

  @Test
  void aWorkerThatASongLeftInterruptedContinues() throws InterruptedException {
    work =
        (job, threads) -> {
          record(job, threads);
          Thread.currentThread().interrupt();
        };
    start(1);
    add(1);
    assertThat(processedOnceWoken()).isEqualTo("1 by 1");
    add(2);
    assertThat(processedOnceWoken()).isEqualTo("2 by 1");
  }

  @Test
  void aCloseWaitsForTheSongInProgressAndTakesNoMore() throws InterruptedException {
    CountDownLatch mayEnd = new CountDownLatch(1);
    work =
        (job, threads) -> {
          record(job, threads);
          try {
            mayEnd.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          record(job, 0);
        };
    start(1);
    add(1, 2);
    assertThat(nextProcessed()).isEqualTo("1 by 1");
    Thread closing = new Thread(workers::close);
    closing.start();
    while (closing.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    mayEnd.countDown();
    closing.join();
    assertThat(processed).containsExactly("1 by 0");
    assertThat(waiting).hasSize(1);
  }
}
