package io.musicreclass.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.testing.ScriptedEngine;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import io.musicreclass.vote.VoteRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageRunnerTest {
  private static final Offset<Double> CLOSE = within(1e-6);

  @TempDir private Path folder;
  private TestStages testStages;
  private final ScriptedEngine engine = new ScriptedEngine();
  private final MemoryStore store = new MemoryStore();

  @BeforeEach
  void twoStages() throws IOException {
    testStages =
        new TestStages(folder)
            .encoder("fma", "one", TestStages.GENRES)
            .encoder("mert", "two", TestStages.GENRES);
    var unused =
        engine.answers("one", 0.8, 0.2).answers("two", 0.7, 0.3).answers("three", 0.4, 0.6);
  }

  /** Keeps the results of a song. */
  private static final class MemoryStore implements StageRunner.ResultStore {
    private final List<StageResult> results = new ArrayList<>();

    @Override
    public List<StageResult> results() {
      return results;
    }

    @Override
    public void store(StageResult result) {
      results.add(result);
    }
  }

  private Verdict.Decided classified(StageRunner stageRunner) throws IOException {
    Classification classification =
        stageRunner.classify(testStages.audio(1), store, 1, StageRunner::anyStage, true);
    return (Verdict.Decided) ((Classification.Decided) classification).verdict();
  }

  private static Classification decided(Verdict verdict) {
    return new Classification.Decided(verdict, List.of(), List.of(), OptionalInt.empty());
  }

  private static List<Double> weights(Verdict.Decided verdict) {
    return verdict.votes().stream().map(Verdict.Vote::weight).toList();
  }

  @Test
  void twoInstalledStagesHaveTheWeightsOfTwo() throws IOException {
    try (StageRunner stageRunner = testStages.stageRunner(engine)) {
      Verdict.Decided verdict = classified(stageRunner);
      assertThat(weights(verdict)).containsExactly(0.4, 0.6);
      assertThat(verdict.confidence()).isEqualTo(0.4 * 0.8 + 0.6 * 0.7, CLOSE);
    }
  }

  @Test
  void aStageThatIsNeverNeededIsNeverLoaded() throws IOException {
    var unused = engine.answers("one", 0.99, 0.01);
    try (StageRunner stageRunner = testStages.stageRunner(engine)) {
      assertThat(classified(stageRunner).stage()).isEqualTo(1);
      assertThat(engine.loads).containsExactly("one");
    }
  }

  @Test
  void aStageThatFailsIsLeftOutWithItsWeight() throws IOException {
    var unused = testStages.encoder("jmla", "three", TestStages.GENRES);
    try (StageRunner stageRunner = testStages.stageRunner(engine.failsAt("two"))) {
      Verdict.Decided verdict = classified(stageRunner);
      assertThat(weights(verdict)).containsExactly(0.25, 0.40);
      assertThat(verdict.confidence()).isEqualTo(0.4 * 0.6 / 0.65, CLOSE);
      assertThat(store.results).extracting(StageResult::stage).containsExactly("fma", "jmla");
    }
  }

  @Test
  void aStageThatCannotBeLoadedIsOffAndTheOthersVoteByTheWeightsOfTheirCount() throws IOException {
    var unused = testStages.encoder("jmla", "three", TestStages.GENRES);
    try (StageRunner stageRunner = testStages.stageRunner(engine.cannotLoad("two"))) {
      assertThat(stageRunner.problems()).isEmpty();
      assertThat(weights(classified(stageRunner))).containsExactly(0.4, 0.6);
      assertThat(stageRunner.stages()).containsExactly("fma", "jmla");
      assertThat(stageRunner.problems())
          .singleElement()
          .asString()
          .contains("mert", "import the model");
    }
  }

  @Test
  void ifTheFirstStageCannotBeLoadedTheNextBecomesTheFirst() throws IOException {
    try (StageRunner stageRunner = testStages.stageRunner(engine.cannotLoad("one"))) {
      assertThat(stageRunner.stages()).containsExactly("mert");
      assertThat(weights(classified(stageRunner))).containsExactly(1.0);
    }
  }

  @Test
  void withoutAnyUsableStageTheStartFailsWithEveryReason() {
    assertThatThrownBy(() -> testStages.stageRunner(engine.cannotLoad("one").cannotLoad("two")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("one is broken")
        .hasMessageContaining("two is broken");
  }

  @Test
  void storedResultsAreReplayedWithoutAudio() throws IOException {
    try (StageRunner stageRunner = testStages.stageRunner(engine)) {
      Verdict.Decided verdict = classified(stageRunner);
      engine.runs.clear();
      VoteRules rules = VoteRules.of(testStages.settings().vote());
      Classification replay = stageRunner.replay(store.results, rules);
      assertThat(replay).isEqualTo(decided(verdict));
      assertThat(stageRunner.replay(store.results.subList(0, 1), rules))
          .isEqualTo(new Classification.NeedsStage(2, "mert"));
      assertThat(engine.runs).isEmpty();
    }
  }

  @Test
  void anAbstentionIsReplayedToo() throws IOException {
    try (StageRunner stageRunner =
        testStages.stageRunner(engine.answers("two", Double.NaN, Double.NaN))) {
      Verdict.Decided verdict = classified(stageRunner);
      Classification replay =
          stageRunner.replay(store.results, VoteRules.of(testStages.settings().vote()));
      assertThat(replay).isEqualTo(decided(verdict));
    }
  }

  @Test
  void aNewHeadScoresStoredEmbeddings() throws IOException {
    try (StageRunner stageRunner = testStages.stageRunner(engine)) {
      var unused = classified(stageRunner);
    }
    // Other genres in the card are another head for the same encoder.
    var unused = testStages.encoder("mert", "two", List.of("Rock", "Jazz"));
    engine.runs.clear();
    try (StageRunner stageRunner = testStages.stageRunner(engine)) {
      Classification replay =
          stageRunner.replay(store.results, VoteRules.of(testStages.settings().vote()));
      assertThat(replay).isInstanceOf(Classification.Decided.class);
      assertThat(((Classification.Decided) replay).newResults())
          .singleElement()
          .satisfies(result -> assertThat(result.stage()).isEqualTo("mert"));
      assertThat(((Classification.Decided) replay).verdict().votes().get(1).genre())
          .isEqualTo("Rock");
      assertThat(engine.runs).isEmpty();
    }
  }

  @Test
  void allStagesRunIfAllAreRequested() throws IOException {
    var unused = engine.answers("one", 0.99, 0.01);
    try (StageRunner stageRunner = testStages.stageRunner(engine)) {
      Classification classification = stageRunner.classifyWithAll(testStages.audio(1), store, 1);
      Verdict.Decided verdict =
          (Verdict.Decided) ((Classification.Decided) classification).verdict();
      assertThat(weights(verdict)).containsExactly(0.4, 0.6);
      assertThat(verdict.stage()).isEqualTo(2);
      assertThat(((Classification.Decided) classification).wouldEndAt()).hasValue(1);
    }
  }

  private Classification firstAttempt(StageRunner stageRunner) throws IOException {
    return stageRunner.classify(testStages.audio(1), store, 1, StageRunner::anyStage, false);
  }

  @Test
  void aFailureIsNoAbstentionAndIsNotStored() throws IOException {
    try (StageRunner stageRunner = testStages.stageRunner(engine.failsAt("two"))) {
      Classification classification = firstAttempt(stageRunner);
      assertThat(((Classification.Failed) classification).failure().reason())
          .isEqualTo("out of memory");
      assertThat(store.results).extracting(StageResult::stage).containsExactly("fma");
      var unused = engine.works();
      assertThat(weights(classified(stageRunner))).containsExactly(0.4, 0.6);
      assertThat(engine.runs).containsExactly("one", "two", "two");
    }
  }

  @Test
  void anErrorOfAnyKindIsAFailure() throws IOException {
    List<Throwable> errors =
        List.of(
            new OutOfMemoryError("Java heap space"),
            new ArrayIndexOutOfBoundsException("Index 7"),
            new StackOverflowError(),
            new UnsatisfiedLinkError("libx"));
    try (StageRunner stageRunner = testStages.stageRunner(engine)) {
      for (Throwable error : errors) {
        var unused = engine.onRun("two", () -> rethrow(error));
        assertThat(((Classification.Failed) firstAttempt(stageRunner)).failure().reason())
            .doesNotContain("its network failed")
            .contains(error instanceof OutOfMemoryError ? "out of memory" : "internal error");
      }
    }
  }

  private static void rethrow(Throwable error) {
    if (error instanceof Error e) {
      throw e;
    }
    throw (RuntimeException) error;
  }

  @Test
  void aStageThatFailsTwiceInARowIsAProblemUntilItWorks() throws IOException {
    try (StageRunner stageRunner = testStages.stageRunner(engine.failsAt("two"))) {
      var unused = firstAttempt(stageRunner);
      assertThat(stageRunner.problems()).isEmpty();
      unused = firstAttempt(stageRunner);
      assertThat(stageRunner.problems())
          .singleElement()
          .asString()
          .contains("mert", "out of memory");
      var unusedToo = engine.works();
      unused = firstAttempt(stageRunner);
      assertThat(stageRunner.problems()).isEmpty();
    }
  }

  @Test
  void aHeadThatFailsOnAStoredEmbeddingNeedsTheStage() throws IOException {
    try (StageRunner stageRunner = testStages.stageRunner(engine)) {
      var unused = classified(stageRunner);
    }
    var unused = testStages.encoder("mert", "two", List.of("Rock", "Jazz")); // another head
    try (StageRunner stageRunner =
        testStages.stageRunner(
            engine.onHeadRun(
                "two",
                () -> {
                  throw new OutOfMemoryError("native");
                }))) {
      VoteRules rules = VoteRules.of(testStages.settings().vote());
      assertThat(stageRunner.replay(store.results, rules))
          .isEqualTo(new Classification.NeedsStage(2, "mert"));
    }
  }

  @Test
  void aModelThatDoesNotFitIntoMemoryNowIsRetried() throws IOException {
    var unused = engine.failsToLoad("two", new OutOfMemoryError("Java heap space"));
    try (StageRunner stageRunner = testStages.stageRunner(engine)) {
      assertThat(firstAttempt(stageRunner)).isInstanceOf(Classification.Failed.class);
      assertThat(stageRunner.stages()).containsExactly("fma", "mert");
      unused = engine.works();
      assertThat(weights(classified(stageRunner))).containsExactly(0.4, 0.6);
    }
  }

  @Test
  void aStageThatHangsFailsAndNeitherTheOthersNorTheStopWaitForIt() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    StageRunner stageRunner =
        StageRunner.load(
            testStages.settings(),
            engine.onRun("two", () -> await(hangs)),
            () -> new StageTimeLimit(Duration.ofMillis(1), Duration.ofSeconds(1)));
    try (stageRunner) {
      assertThat(((Classification.Failed) firstAttempt(stageRunner)).failure().reason())
          .contains("no answer");
      assertThat(((Classification.Failed) firstAttempt(stageRunner)).failure().reason())
          .contains("hanging");
      assertThat(weights(classified(stageRunner))).containsExactly(0.4);
      assertThat(engine.runs).containsExactly("one", "two");
    }
    assertThat(hangs.getCount()).as("the stage still hangs").isEqualTo(1);
    hangs.countDown();
  }

  private static void await(CountDownLatch latch) {
    boolean over = false;
    while (!over) { // like native code, which ignores interrupts
      try {
        latch.await();
        over = true;
      } catch (InterruptedException e) {
        // keeps waiting
      }
    }
  }

  @Test
  void nothingIsLoadedAfterClose() throws IOException {
    StageRunner stageRunner = testStages.stageRunner(engine);
    var unused = classified(stageRunner);
    stageRunner.close();
    store.results.clear();
    engine.loads.clear();
    assertThat(firstAttempt(stageRunner)).isInstanceOf(Classification.Failed.class);
    assertThat(engine.loads).isEmpty();
  }

  @Test
  void oneNetworkAtATimeIsEvictedForTheNext() throws IOException {
    var unused = testStages.set("reclass.engine.resident", "one");
    try (StageRunner stageRunner = testStages.stageRunner(engine)) {
      assertThat(weights(classified(stageRunner))).containsExactly(0.4, 0.6);
      assertThat(engine.mostInMemory).isEqualTo(1);
      assertThat(engine.inMemory()).containsExactly("two");
    }
  }

  @Test
  void freedNetworksAreLoadedAgainWhenTheyAreNeeded() throws IOException {
    try (StageRunner stageRunner = testStages.stageRunner(engine)) {
      Verdict.Decided before = classified(stageRunner);
      stageRunner.freeNetworks();
      assertThat(engine.inMemory()).isEmpty();
      store.results.clear();
      assertThat(classified(stageRunner).confidence()).isEqualTo(before.confidence());
      assertThat(engine.loads).containsExactly("one", "two", "one", "two");
    }
  }

  @Test
  void aStageOfOtherGenresVotesByTheGenreMap() throws IOException {
    var unused = testStages.encoder("mert", "two", List.of("Swing", "Metal", "Rock"));
    Path map = Files.writeString(folder.resolve("genres.map"), "# mine\nswing = Jazz\n");
    unused = testStages.set("reclass.genre-map", map.toString());
    try (StageRunner stageRunner = testStages.stageRunner(engine.answers("two", 0.6, 0.3, 0.1))) {
      Verdict.Decided verdict = classified(stageRunner);
      assertThat(verdict.genre()).isEqualTo("Jazz");
      assertThat(verdict.confidence()).isEqualTo(0.4 * 0.8 + 0.6 * 0.6, CLOSE);
    }
  }

  @Test
  void aStageWhoseChoiceHasNoCounterpartIsLeftOutWithItsWeight() throws IOException {
    var unused = testStages.encoder("mert", "two", List.of("Swing", "Metal", "Rock"));
    Path map = Files.writeString(folder.resolve("genres.map"), "swing = Jazz\n");
    unused = testStages.set("reclass.genre-map", map.toString());
    try (StageRunner stageRunner = testStages.stageRunner(engine.answers("two", 0.3, 0.6, 0.1))) {
      Verdict.Decided verdict = classified(stageRunner);
      assertThat(weights(verdict)).containsExactly(0.4);
      assertThat(verdict.confidence()).isEqualTo(0.8, CLOSE);
    }
  }
}
