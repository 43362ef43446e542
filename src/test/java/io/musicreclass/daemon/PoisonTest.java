package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.classify.ShortLimits;
import io.musicreclass.classify.StageRunner;
import io.musicreclass.classify.TimedFileReader;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Arrived;
import io.musicreclass.ledger.rows.FileRow;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.sinks.ConfiguredSinks;
import io.musicreclass.quarantine.StepNotes;
import io.musicreclass.testing.ScriptedEngine;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Songs that exhaust the memory or hang the program whenever they are processed. */
class PoisonTest {
  /** With this clock every retry is due at once. */
  private static final Clock PAST = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  @TempDir private Path folder;
  private final ScriptedEngine engine = new ScriptedEngine();
  private final CountDownLatch released = new CountDownLatch(1);
  private TestStages testStages;
  private Ledger ledger;
  private StageRunner stageRunner;

  @BeforeEach
  void oneStage() throws IOException {
    testStages = new TestStages(folder).encoder("mert", "one", TestStages.GENRES);
    var unused = engine.answers("one", 0.9, 0.1);
    ledger = Ledger.open(folder.resolve("var"));
    stageRunner = testStages.stageRunner(engine);
  }

  @AfterEach
  void close() {
    released.countDown();
    stageRunner.close();
    ledger.close();
  }

  private Path arrive(int number) throws IOException {
    Path song = testStages.song(number);
    assertThat(ledger.queue().arrive(SongFile.stat(song), Origin.INBOX)).isEqualTo(Arrived.QUEUED);
    return song;
  }

  private FileRow row(Path song) {
    return ledger.views().file(song).orElseThrow();
  }

  /** Processes the next song; false if there is none that may be taken now. */
  private boolean process(TimedFileReader reads, Clock clock) {
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
            VoteFixture.retries(ledger),
            reads,
            new StepNotes(folder),
            () -> {});
    Optional<Job> job = ledger.queue().claim();
    job.ifPresent(next -> pipeline.process(next, 1));
    return job.isPresent();
  }

  private boolean process() {
    return process(new TimedFileReader(), PAST);
  }

  private void assertQuarantined(Path song, String reason) throws IOException {
    assertThat(row(song).state()).isEqualTo(FileState.FAILED);
    assertThat(row(song).failure().reason()).isEqualTo(reason);
    assertThat(ledger.queue().arrive(SongFile.stat(song), Origin.INBOX)).isEqualTo(Arrived.KNOWN);
    assertThat(VoteFixture.messages(ledger, "event"))
        .filteredOn(message -> message.payload().contains("\"failed\""))
        .singleElement()
        .satisfies(message -> assertThat(message.payload()).contains(reason));
  }

  @Test
  void aSongThatExhaustsTheMemoryIsTriedTwiceAloneAndTheOthersGoOn() throws IOException {
    Path good = arrive(1);
    assertThat(process()).isTrue();
    assertThat(row(good).state()).isEqualTo(FileState.DONE);

    Path bad = arrive(2);
    var unused = engine.onRun("one", PoisonTest::outOfMemory);
    assertThat(process()).isTrue();
    assertThat(row(bad).crashes()).isEqualTo(1);
    unused = engine.works();
    Path other = arrive(3);
    assertThat(process()).isTrue();
    assertThat(row(other).state()).as("goes before the suspect").isEqualTo(FileState.DONE);

    unused = engine.onRun("one", PoisonTest::outOfMemory);
    Job alone = ledger.queue().claim().orElseThrow();
    arrive(4);
    assertThat(ledger.queue().claim()).as("nothing is processed beside the suspect").isEmpty();
    ledger.queue().release(alone);
    ledger.completion().forget(ledger.queue().claim().orElseThrow());
    assertThat(process()).isTrue();
    assertThat(process()).isTrue();
    assertQuarantined(
        bad,
        "analysing it in stage mert needed more memory than there was, twice with no other song"
            + " in progress");

    unused = engine.works();
    assertThat(ledger.reviews().retry(List.of(bad)).queued()).isEqualTo(1);
    assertThat(process()).isTrue();
    assertThat(row(bad).state()).isEqualTo(FileState.DONE);
    assertThat(row(bad).crashes()).isZero();
  }

  private static void outOfMemory() {
    throw new OutOfMemoryError("Java heap space");
  }

  @Test
  void aModelThatHasNeverFittedIntoMemoryIsNotTheSongsFault() throws IOException {
    Path song = arrive(1);
    var unused = engine.onRun("one", PoisonTest::outOfMemory);
    assertThat(process()).isTrue();
    assertThat(row(song).crashes()).isZero();
    assertThat(row(song).state()).isEqualTo(FileState.QUEUED);
  }

  @Test
  void aSongThatHangsAStageIsTriedTwiceAloneEachTimeAfterARestart() throws IOException {
    Path bad = arrive(1);
    for (int start = 1; start <= 3; start++) {
      stageRunner.close();
      stageRunner = ShortLimits.stages(testStages.settings(), engine, Duration.ofMillis(300));
      var unused = engine.onRun("one", this::hang);
      assertThat(process()).isTrue();
      assertThat(stageRunner.hangs()).as("a restart is needed").isTrue();
      assertThat(row(bad).crashes()).isEqualTo(start < 3 ? start : 0);
      if (start < 3) {
        assertThat(process()).isTrue();
        assertThat(row(bad).crashes()).as("says nothing about it").isEqualTo(start);
      }
    }
    assertQuarantined(
        bad, "analysing it in stage mert did not end, twice with no other song in progress");
  }

  private void hang() {
    while (released.getCount() > 0) { // like native code, which ignores interrupts
      try {
        released.await();
      } catch (InterruptedException e) {
        // keeps waiting
      }
    }
  }

  @Test
  void aSongThatHangsTheDecoderIsTriedTwiceAloneIfItsDiskResponds() throws IOException {
    Path bad = arrive(1);
    for (int attempt = 1; attempt <= 3; attempt++) {
      assertThat(process(ShortLimits.reads(), PAST)).isTrue();
    }
    assertQuarantined(bad, "decoding it did not end, twice with no other song in progress");
  }
}
