package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.classify.StageRunner;
import io.musicreclass.classify.TimedFileReader;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.FileRow;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.Requeued;
import io.musicreclass.ledger.rows.Urgency;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.problems.Problems;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.sinks.ConfiguredSinks;
import io.musicreclass.quarantine.StepNotes;
import io.musicreclass.revote.FailedStageRetries;
import io.musicreclass.testing.ScriptedEngine;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Songs whose classification fails at a stage because of the machine: they are retried. */
class FailedStageTest {
  /** With this clock every retry is due at once. */
  private static final Clock PAST = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  @TempDir private Path folder;
  private final ScriptedEngine engine = new ScriptedEngine();
  private TestStages testStages;
  private Ledger ledger;
  private StageRunner stageRunner;

  @BeforeEach
  void twoStages() throws IOException {
    testStages =
        new TestStages(folder)
            .features("fma", "one", TestStages.GENRES)
            .encoder("mert", "two", TestStages.GENRES);
    var unused = engine.answers("one", 0.6, 0.4).answers("two", 0.2, 0.8);
    ledger = Ledger.open(folder.resolve("var"));
    stageRunner = testStages.stageRunner(engine);
  }

  @AfterEach
  void close() {
    stageRunner.close();
    ledger.close();
  }

  private void arrive(int number) throws IOException {
    var unused = ledger.queue().arrive(SongFile.stat(testStages.song(number)), Origin.INBOX);
  }

  private FileRow row(int number) {
    return ledger.views().file(folder.resolve("song-" + number + ".wav")).orElseThrow();
  }

  private List<String> votes(int number) {
    Verdict.Decided verdict = ledger.tracks().verdict(row(number).id()).orElseThrow().verdict();
    return verdict.votes().stream().map(Verdict.Vote::stage).toList();
  }

  private List<String> stored(int number) {
    return ledger.tracks().results(row(number).id()).stream().map(StageResult::stage).toList();
  }

  private EventPolicy eventPolicy(Clock clock) {
    return new EventPolicy(ledger, ConfiguredSinks.offline(new Messages("test"), clock), clock);
  }

  private void classify(Job job, Clock clock) {
    new Pipeline(
            ledger,
            stageRunner,
            eventPolicy(clock),
            path -> false,
            clock,
            new LiveEvents(),
            VoteFixture.retries(ledger),
            new TimedFileReader(),
            new StepNotes(folder),
            () -> {})
        .process(job, 1);
  }

  private int classifyAll() {
    int attempts = 0;
    for (Optional<Job> job = ledger.queue().claim();
        job.isPresent();
        job = ledger.queue().claim()) {
      classify(job.get(), PAST);
      attempts++;
    }
    return attempts;
  }

  @Test
  void aStageThatFailsOnceIsRetriedAndVotes() throws IOException {
    arrive(1);
    var unused = engine.failsAt("two");
    classify(ledger.queue().claim().orElseThrow(), PAST);
    assertThat(row(1).state()).isEqualTo(FileState.QUEUED);
    assertThat(stored(1)).containsExactly("fma");
    unused = engine.works();
    assertThat(classifyAll()).isEqualTo(1);
    assertThat(votes(1)).containsExactly("fma", "mert");
  }

  @Test
  void theSongIsNotClaimedBeforeItsRetryIsDue() throws IOException {
    arrive(1);
    var unused = engine.failsAt("two");
    classify(ledger.queue().claim().orElseThrow(), Clock.systemUTC());
    assertThat(ledger.queue().claim()).isEmpty();
    assertThat(row(1).notBefore()).isAfter(Instant.now());
    ledger.close();
    ledger = Ledger.open(folder.resolve("var"));
    assertThat(ledger.queue().claim()).as("a restart does not wait").isPresent();
  }

  @Test
  void aStageThatKeepsFailingDoesNotVoteUntilARetry() throws IOException {
    arrive(1);
    var unused = engine.failsAt("two");
    assertThat(classifyAll()).isEqualTo(4);
    assertThat(row(1).state()).isEqualTo(FileState.DONE);
    assertThat(row(1).failedStage()).isEqualTo("mert");
    assertThat(votes(1)).containsExactly("fma");
    assertThat(stored(1)).containsExactly("fma");
    assertThat(stageRunner.problems()).singleElement().asString().contains("mert", "retry");

    unused = engine.works();
    assertThat(ledger.reviews().retry(List.of())).isEqualTo(new Requeued(1, 0));
    assertThat(classifyAll()).isEqualTo(1);
    assertThat(votes(1)).containsExactly("fma", "mert");
    assertThat(row(1).failedStage()).isEmpty();
    assertThat(ledger.reviews().retry(List.of())).isEqualTo(new Requeued(0, 0));
  }

  @Test
  void theNextStartRetriesSuchSongsAFewAtATimeAndAfterTheInbox() throws IOException {
    int songs = 45;
    for (int number = 1; number <= songs; number++) {
      arrive(number);
    }
    var unused = engine.failsAt("two");
    assertThat(classifyAll()).isEqualTo(4 * songs);
    unused = engine.works();
    Clock later = Clock.offset(Clock.systemUTC(), java.time.Duration.ofHours(1));
    FailedStageRetries retries =
        new FailedStageRetries(
            ledger.reviews(),
            () -> {},
            eventPolicy(later)::reportBatches,
            new Problems().source(),
            later);
    assertThat(retries.step()).isTrue();
    assertThat(retries.step()).as("enough songs are queued").isTrue();
    assertThat(ledger.views().waiting(100)).isEqualTo(20);
    arrive(songs + 1);
    assertThat(ledger.queue().claim().orElseThrow().origin()).isEqualTo(Origin.INBOX);
    while (retries.step()) {
      var unusedToo = classifyAll();
    }
    for (int number = 1; number <= songs; number++) {
      assertThat(votes(number)).containsExactly("fma", "mert");
    }
    assertThat(VoteFixture.messages(ledger, "event"))
        .filteredOn(message -> message.payload().contains("batch_done"))
        .singleElement()
        .satisfies(message -> assertThat(message.payload()).contains("\"done\":45,"));
    retries.close();
  }

  @Test
  void aFileFailsWhenEveryStageFailsAndIsRetriedWhenItIsFoundAgain() throws IOException {
    arrive(1);
    var unused = engine.failsAt("two").onHeadRun("one", FailedStageTest::outOfMemory);
    assertThat(classifyAll()).isEqualTo(4);
    assertThat(row(1).state()).isEqualTo(FileState.FAILED);
    assertThat(row(1).failure().reason()).contains("fma: failed", "mert: failed", "memory");
    unused = engine.works();
    arrive(1); // as the scan after the next start does
    assertThat(classifyAll()).isEqualTo(1);
    assertThat(votes(1)).containsExactly("fma", "mert");
  }

  private static void outOfMemory() {
    throw new OutOfMemoryError("Java heap space");
  }

  @Test
  void withStageBatchingTheSongWaitsForTheStageThatFailed() throws IOException {
    stageRunner.close();
    stageRunner = testStages.set("reclass.engine.resident", "one").stageRunner(engine);
    StageBatching stageBatching = new StageBatching(ledger, stageRunner, () -> Urgency.ANY);
    arrive(1);
    var unused = engine.failsAt("two");
    classify(stageBatching.next().orElseThrow(), PAST);
    classify(stageBatching.next().orElseThrow(), PAST);
    unused = engine.works();
    Job again = stageBatching.next().orElseThrow();
    assertThat(again.waitsFor()).isEqualTo("mert");
    classify(again, PAST);
    assertThat(votes(1)).containsExactly("fma", "mert");
  }
}
