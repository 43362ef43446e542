package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.musicreclass.classify.StageRunner;
import io.musicreclass.classify.TimedFileReader;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.Requeued;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.sinks.ConfiguredSinks;
import io.musicreclass.quarantine.StepNotes;
import io.musicreclass.revote.Corrections;
import io.musicreclass.revote.Revote;
import io.musicreclass.testing.ManualClock;
import io.musicreclass.testing.ScriptedEngine;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.OutboxMessage;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Songs that a re-vote queues for a further stage. */
class PendingStageTest {
  private static final int SONGS = 2;

  @TempDir private Path folder;
  private final Clock clock = new ManualClock();
  private final ScriptedEngine engine = new ScriptedEngine();
  private TestStages testStages;
  private Ledger ledger;
  private StageRunner stageRunner;
  private EventPolicy eventPolicy;

  /** Both songs were decided by the first stage; with the new thresholds they no longer are. */
  @BeforeEach
  void classifiedByTheFirstStageAlone() throws IOException {
    testStages =
        new TestStages(folder)
            .features("fma", "one", TestStages.GENRES)
            .encoder("mert", "two", TestStages.GENRES)
            .set("reclass.vote.thresholds", "0.5,0.5");
    var unused = engine.answers("one", 0.6, 0.4).answers("two", 0.2, 0.8);
    ledger = Ledger.open(folder.resolve("var"));
    eventPolicy =
        new EventPolicy(ledger, ConfiguredSinks.offline(new Messages("test"), clock), clock);
    stageRunner = testStages.stageRunner(engine);
    for (int number = 1; number <= SONGS; number++) {
      var unusedToo = ledger.queue().arrive(SongFile.stat(testStages.song(number)), Origin.INBOX);
    }
    classifyAll();
    ledger
        .outbox()
        .delivered(ledger.outbox().pending("mqtt", 0, 100).stream().map(row -> row.id()).toList());
    assertThat(engine.runs).isEmpty();
    stageRunner.close();
    stageRunner = testStages.set("reclass.vote.thresholds", "0.9,0.9").stageRunner(engine);
  }

  @AfterEach
  void close() {
    stageRunner.close();
    ledger.close();
  }

  private Requeued revote() {
    return new Revote(ledger, stageRunner, eventPolicy, clock)
        .run(done -> true)
        .orElseThrow()
        .requeued();
  }

  private void classifyAll() {
    Pipeline pipeline =
        new Pipeline(
            ledger,
            stageRunner,
            eventPolicy,
            path -> false,
            clock,
            new LiveEvents(),
            VoteFixture.retries(ledger),
            new TimedFileReader(),
            new StepNotes(folder),
            () -> {});
    for (Optional<Job> job = ledger.queue().claim();
        job.isPresent();
        job = ledger.queue().claim()) {
      pipeline.process(job.get(), 1);
    }
  }

  private ClassifiedTrack verdict(int number) {
    TrackId id = ledger.views().file(file(number)).orElseThrow().id();
    return ledger.tracks().verdict(id).orElseThrow();
  }

  private Path file(int number) {
    return folder.resolve("song-" + number + ".wav");
  }

  @Test
  void onlyThatStageClassifiesThemAndTheNewVerdictsArePublishedAtOnce() {
    assertThat(verdict(1).verdict().genre()).isEqualTo("Jazz");
    assertThat(revote()).isEqualTo(new Requeued(SONGS, 0));
    assertThat(engine.runs).isEmpty();
    assertThat(ledger.outbox().count()).as("nothing has changed yet").isZero();
    classifyAll();
    assertThat(engine.runs).containsExactly("two", "two");
    ClassifiedTrack now = verdict(1);
    assertThat(now.origin()).isEqualTo(Origin.REVOTE);
    assertThat(now.verdict().genre()).isEqualTo("Rock");
    assertThat(now.verdict().stage()).isEqualTo(2);
    assertThat(now.verdict().votes())
        .extracting(Verdict.Vote::stage, Verdict.Vote::weight)
        .containsExactly(tuple("fma", 0.4), tuple("mert", 0.6));
    assertThat(VoteFixture.messages(ledger, "result")).hasSize(SONGS);
    assertThat(VoteFixture.messages(ledger, "event"))
        .singleElement()
        .extracting(OutboxMessage::payload)
        .asString()
        .contains("batch_done", "\"origin\":\"revote\",\"done\":2,\"changed\":2,");
    assertThat(revote()).as("nothing is pending any more").isEqualTo(new Requeued(0, 0));
  }

  @Test
  void aCorrectedSongIsClassifiedAndKeepsTheCorrectedGenre() {
    List<String> genres = stageRunner.genres();
    new Corrections(ledger, eventPolicy, genres, clock, () -> {}).correct(verdict(1).id(), "Blues");
    ledger
        .outbox()
        .delivered(ledger.outbox().pending("mqtt", 0, 100).stream().map(row -> row.id()).toList());
    assertThat(revote()).isEqualTo(new Requeued(SONGS, 0));
    classifyAll();
    assertThat(verdict(1).verdict().genre()).isEqualTo("Blues");
    assertThat(verdict(1).voted().genre()).isEqualTo("Rock");
    assertThat(VoteFixture.messages(ledger, "result"))
        .singleElement()
        .extracting(OutboxMessage::payload)
        .asString()
        .contains(verdict(2).id().value());
  }

  @Test
  void aSongWhoseFileIsDeletedMeanwhileKeepsItsVerdictAndDoesNotDelayTheOthers()
      throws IOException {
    ClassifiedTrack before = verdict(1);
    assertThat(revote()).isEqualTo(new Requeued(SONGS, 0));
    Files.delete(file(1));
    classifyAll();
    assertThat(engine.runs).containsExactly("two");
    assertThat(ledger.tracks().verdict(before.id())).contains(before);
    assertThat(VoteFixture.messages(ledger, "event"))
        .singleElement()
        .extracting(OutboxMessage::payload)
        .asString()
        .contains("batch_done", "\"done\":1,\"changed\":1,");
  }
}
