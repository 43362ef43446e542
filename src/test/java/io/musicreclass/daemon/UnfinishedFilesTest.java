package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.classify.StageRunner;
import io.musicreclass.classify.TimedFileReader;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Arrived;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.problems.Problems;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.sinks.ConfiguredSinks;
import io.musicreclass.quarantine.StepNotes;
import io.musicreclass.testing.ScriptedEngine;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are still being written when they are claimed, and files that are damaged. */
class UnfinishedFilesTest {
  private static final Duration QUIET_TIME = Duration.ofSeconds(20);
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  @TempDir private Path folder;
  private final CountDownLatch returned = new CountDownLatch(1);
  private Ledger ledger;
  private StageRunner stageRunner;
  private Path song;
  private byte[] complete;

  @BeforeEach
  void open() throws IOException {
    TestStages testStages = new TestStages(folder).features("fma", "one", TestStages.GENRES);
    ledger = Ledger.open(folder.resolve("var"));
    stageRunner = testStages.stageRunner(new ScriptedEngine().answers("one", 0.6, 0.4));
    song = testStages.song(1);
    complete = Files.readAllBytes(song);
  }

  @AfterEach
  void close() {
    stageRunner.close();
    ledger.close();
  }

  private FileRetries retries(Duration quiet, Instant now) {
    return new FileRetries(
        ledger,
        new Problems().source(),
        QUIET_TIME,
        returned::countDown,
        quiet,
        Clock.fixed(now, ZoneOffset.UTC));
  }

  /** Writes the file with this modification time, and queues it. */
  private Arrived written(byte[] bytes, Instant at) throws IOException {
    Files.write(song, bytes);
    Files.setLastModifiedTime(song, FileTime.from(at));
    return ledger.queue().arrive(SongFile.stat(song), Origin.INBOX);
  }

  /** Processes the next song of the queue; false when there is none. */
  private boolean process(FileRetries retries) {
    Clock clock = Clock.systemUTC();
    EventPolicy eventPolicy =
        new EventPolicy(ledger, ConfiguredSinks.offline(new Messages("test"), clock), clock);
    Pipeline pipeline =
        new Pipeline(
            ledger,
            stageRunner,
            eventPolicy,
            path -> false,
            clock,
            new LiveEvents(),
            retries,
            new TimedFileReader(),
            new StepNotes(folder),
            () -> {});
    Optional<Job> job = ledger.queue().claim();
    job.ifPresent(next -> pipeline.process(next, 1));
    return job.isPresent();
  }

  private FileState state() {
    return ledger.views().file(song).orElseThrow().state();
  }

  private List<byte[]> unfinished() {
    byte[] zeros = new byte[complete.length];
    byte[] half = Arrays.copyOf(complete, complete.length / 2);
    byte[] begun = Arrays.copyOf(half, complete.length);
    Arrays.fill(begun, 44, begun.length, (byte) 0);
    return List.of(zeros, half, begun);
  }

  @Test
  void aFileStillBeingWrittenDoesNotFailAndIsClassifiedOnceItIsComplete() throws IOException {
    for (byte[] bytes : unfinished()) {
      try (FileRetries retries = retries(QUIET_TIME, NOW)) {
        written(bytes, NOW.minusSeconds(3));
        assertThat(process(retries)).isTrue();
        assertThat(state()).isEqualTo(FileState.QUEUED);
        assertThat(process(retries)).isFalse();

        written(complete, NOW);
        assertThat(process(retries)).isTrue();
        assertThat(state()).isEqualTo(FileState.DONE);
      }
    }
    assertThat(ledger.outbox().pending("mqtt", 0, 100))
        .noneMatch(row -> row.message().payload().contains("failed"));
  }

  @Test
  void aDamagedFileFailsOnceItHasBeenUnchangedForLongEnough() throws Exception {
    Duration shortly = Duration.ofMillis(200);
    Instant changed = NOW.minusMillis(100);
    written(new byte[5000], changed);
    try (FileRetries retries = retries(shortly, NOW)) {
      assertThat(process(retries)).isTrue();
      assertThat(ledger.outbox().count()).isZero();
      assertThat(returned.await(10, TimeUnit.SECONDS)).isTrue();
    }
    try (FileRetries later = retries(shortly, NOW.plus(shortly))) {
      assertThat(process(later)).isTrue();
      assertThat(state()).isEqualTo(FileState.FAILED);
      assertThat(ledger.outbox().count()).isPositive();
    }
  }

  @Test
  void anOldDamagedFileFailsAtOnce() throws IOException {
    written(new byte[5000], NOW.minus(QUIET_TIME));
    try (FileRetries retries = retries(QUIET_TIME, NOW)) {
      assertThat(process(retries)).isTrue();
    }
    assertThat(state()).isEqualTo(FileState.FAILED);
    assertThat(ledger.outbox().count()).isPositive();
  }

  @Test
  void aModificationTimeInTheFutureIsWaitedForOnceOnly() throws IOException {
    written(new byte[5000], NOW.plusSeconds(100_000));
    Job job = ledger.queue().claim().orElseThrow();
    try (FileRetries retries = retries(Duration.ofNanos(1), NOW)) {
      assertThat(retries.untilQuiet(job)).isTrue();
    }
    try (FileRetries retries = retries(Duration.ZERO, NOW)) {
      assertThat(retries.untilQuiet(job)).isTrue();
      assertThat(retries.untilQuiet(job)).isFalse();
    }
  }

  @Test
  void aSongReturnedTooEarlyKeepsWaiting() throws IOException {
    written(new byte[5000], NOW);
    Job job = ledger.queue().claim().orElseThrow();
    try (FileRetries retries = retries(QUIET_TIME, NOW)) {
      assertThat(retries.untilQuiet(job)).isTrue();
      assertThat(retries.untilQuiet(job)).isTrue();
    }
  }

  @Test
  void theQuietTimeGrowsWithTheSettleTime() {
    assertThat(FileRetries.quietTime(Duration.ofMillis(100))).isEqualTo(Duration.ofSeconds(20));
    assertThat(FileRetries.quietTime(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(50));
  }
}
