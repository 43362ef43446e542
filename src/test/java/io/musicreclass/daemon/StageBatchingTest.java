package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.classify.StageRunner;
import io.musicreclass.classify.TimedFileReader;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.Urgency;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.sinks.ConfiguredSinks;
import io.musicreclass.quarantine.StepNotes;
import io.musicreclass.testing.ScriptedEngine;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One network in memory at a time: songs are classified stage by stage. */
class StageBatchingTest {
  private static final int SONGS = 4;

  @TempDir private Path folder;
  private final ScriptedEngine engine = new ScriptedEngine();
  private TestStages testStages;
  private Ledger ledger;
  private StageRunner stageRunner;
  private StageBatching stageBatching;

  @BeforeEach
  void threeStages() throws IOException {
    testStages =
        new TestStages(folder)
            .set("reclass.engine.resident", "one")
            .features("fma", "one", TestStages.GENRES)
            .encoder("mert", "two", TestStages.GENRES)
            .encoder("jmla", "three", TestStages.GENRES);
    var unused =
        engine.answers("one", 0.6, 0.4).answers("two", 0.7, 0.3).answers("three", 0.4, 0.6);
    open();
  }

  @AfterEach
  void close() {
    stageRunner.close();
    ledger.close();
  }

  private void open() {
    ledger = Ledger.open(folder.resolve("var"));
    stageRunner = testStages.stageRunner(engine);
    stageBatching = new StageBatching(ledger, stageRunner, () -> Urgency.ANY);
  }

  private void arrive(int... numbers) throws IOException {
    List<SongFile> files = new ArrayList<>();
    for (int number : numbers) {
      files.add(SongFile.stat(testStages.song(number)));
    }
    var unused = ledger.queue().arriveAll(files, Origin.INBOX);
  }

  private void classify(Job job) {
    Clock clock = Clock.systemUTC();
    EventPolicy eventPolicy =
        new EventPolicy(ledger, ConfiguredSinks.offline(new Messages("test"), clock), clock);
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
            () -> {})
        .process(job, 1);
  }

  private void classifyAll() {
    for (Optional<Job> job = stageBatching.next(); job.isPresent(); job = stageBatching.next()) {
      classify(job.get());
    }
  }

  /** Each song's verdict, without the time it took. */
  private Map<String, String> verdicts() {
    Map<String, String> verdicts = new TreeMap<>();
    ledger
        .views()
        .history(HistoryFilter.decided(null, null, null), Long.MAX_VALUE, 100)
        .forEach(
            row -> {
              Verdict.Decided verdict =
                  ledger.views().track(row.id()).orElseThrow().voteDetails().verdict();
              List<String> votes =
                  verdict.votes().stream().map(v -> v.stage() + v.weight() + v.top()).toList();
              verdicts.put(
                  "" + row.path(),
                  verdict.genre() + verdict.confidence() + verdict.stage() + votes);
            });
    return verdicts;
  }

  @Test
  void eachStageDrainsItsQueueBeforeTheNextIsLoaded() throws IOException {
    arrive(1, 2, 3, 4);
    classifyAll();
    assertThat(engine.loads).containsExactly("two", "three");
    assertThat(engine.runs)
        .containsExactly("two", "two", "two", "two", "three", "three", "three", "three");
    assertThat(engine.mostInMemory).isEqualTo(1);
    assertThat(verdicts()).hasSize(SONGS);
  }

  @Test
  void theVerdictsEqualThoseWithAllNetworksInMemory() throws IOException {
    arrive(1, 2, 3, 4);
    classifyAll();
    Map<String, String> one = verdicts();
    close();
    var unused =
        testStages
            .set("reclass.engine.resident", "all")
            .set("reclass.home", folder.resolve("other").toString());
    ledger = Ledger.open(folder.resolve("other"));
    stageRunner = testStages.stageRunner(engine);
    arrive(1, 2, 3, 4);
    for (Optional<Job> job = ledger.queue().claim();
        job.isPresent();
        job = ledger.queue().claim()) {
      classify(job.get());
    }
    assertThat(verdicts()).isEqualTo(one).hasSize(SONGS);
  }

  @Test
  void aNewSongIsClassifiedByTheFirstStageInTheMiddleOfABatch() throws IOException {
    arrive(1, 2, 3);
    for (int i = 0; i < 4; i++) {
      classify(stageBatching.next().orElseThrow());
    }
    assertThat(engine.runs).containsExactly("two", "two");
    arrive(4);
    Job next = stageBatching.next().orElseThrow();
    assertThat(next.waitsFor()).isEmpty();
    classify(next);
    assertThat(stageBatching.next())
        .get()
        .satisfies(job -> assertThat(job.waitsFor()).isEqualTo("mert"));
  }

  @Test
  void aStreamOfNewSongsDoesNotStarveALaterStage() throws IOException {
    arrive(1, 2);
    classify(stageBatching.next().orElseThrow());
    classify(stageBatching.next().orElseThrow());
    for (int number = 3; number < 9; number++) {
      arrive(number);
      classify(stageBatching.next().orElseThrow());
    }
    assertThat(engine.runs).startsWith("two", "two");
  }

  @Test
  void afterACrashASongContinuesAtTheStageItWaitedFor() throws IOException {
    arrive(1);
    classify(stageBatching.next().orElseThrow());
    classify(stageBatching.next().orElseThrow());
    assertThat(ledger.views().waitingByStage()).isEqualTo(Map.of("jmla", 1));
    close();
    engine.runs.clear();
    open();
    classifyAll();
    assertThat(engine.runs).containsExactly("three");
    assertThat(verdicts().values()).singleElement().asString().contains("fma", "mert", "jmla");
  }

  @Test
  void songsOfABrokenStageGetTheirVerdictFromTheOthers() throws IOException {
    arrive(1, 2);
    classify(ledger.queue().claim("", Urgency.INBOX).orElseThrow());
    classify(ledger.queue().claim("", Urgency.INBOX).orElseThrow());
    assertThat(ledger.views().waitingByStage()).isEqualTo(Map.of("mert", 2));
    var unused = engine.cannotLoad("two");
    classifyAll();
    assertThat(stageRunner.stages()).containsExactly("fma", "jmla");
    assertThat(verdicts().values())
        .hasSize(2)
        .allSatisfy(verdict -> assertThat(verdict).contains("fma0.4", "jmla0.6"));
  }

  @Test
  void songsOfAStageThatIsNoLongerInstalledStartAgain() throws IOException {
    arrive(1);
    classify(stageBatching.next().orElseThrow());
    assertThat(ledger.views().waitingByStage()).isEqualTo(Map.of("mert", 1));
    close();
    var unused = testStages.set("reclass.stages", "fma:one,jmla:three");
    open();
    classifyAll();
    assertThat(verdicts().values()).singleElement().asString().contains("fma0.4", "jmla0.6");
  }

  @Test
  void anExpensiveFirstStageHasBatchesToo() throws IOException {
    close();
    var unused = testStages.encoder("fma", "one", TestStages.GENRES);
    open();
    arrive(1, 2, 3, 4);
    classifyAll();
    assertThat(engine.mostInMemory).isEqualTo(1);
    assertThat(engine.loads).containsExactly("one", "two", "three");
    assertThat(verdicts()).hasSize(SONGS);
  }
}
