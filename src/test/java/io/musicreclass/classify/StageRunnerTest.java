package io.musicreclass.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.testing.ScriptedEngine;
import io.musicreclass.testing.Studio;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import io.musicreclass.vote.VoteRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageRunnerTest {
  private static final Offset<Double> CLOSE = within(1e-6);

  @TempDir private Path folder;
  private Studio studio;
  private final ScriptedEngine engine = new ScriptedEngine();
  private final Diary diary = new Diary();

  @BeforeEach
  void twoStages() throws IOException {
    studio =
        new Studio(folder)
            .encoder("fma", "one", Studio.GENRES)
            .encoder("mert", "two", Studio.GENRES);
    var unused = engine.says("one", 0.8, 0.2).says("two", 0.7, 0.3).says("three", 0.4, 0.6);
  }

  /** Remembers what the stages say of a song. */
  private static final class Diary implements StageRunner.Notes {
    private final List<StageResult> known = new ArrayList<>();

    @Override
    public List<StageResult> known() {
      return known;
    }

    @Override
    public void keep(StageResult result) {
      known.add(result);
    }
  }

  private Verdict.Decided heard(StageRunner stageRunner) throws IOException {
    VoteProgress heard = stageRunner.hear(studio.audio(1), diary, 1, StageRunner::anyStage, true);
    return (Verdict.Decided) ((VoteProgress.Ended) heard).verdict();
  }

  private static List<Double> weights(Verdict.Decided verdict) {
    return verdict.votes().stream().map(Verdict.Vote::weight).toList();
  }

  @Test
  void twoInstalledStagesHaveTheWeightsOfTwo() throws IOException {
    try (StageRunner stageRunner = studio.jury(engine)) {
      Verdict.Decided verdict = heard(stageRunner);
      assertThat(weights(verdict)).containsExactly(0.4, 0.6);
      assertThat(verdict.confidence()).isEqualTo(0.4 * 0.8 + 0.6 * 0.7, CLOSE);
    }
  }

  @Test
  void aStageThatIsNeverNeededIsNeverLoaded() throws IOException {
    var unused = engine.says("one", 0.99, 0.01);
    try (StageRunner stageRunner = studio.jury(engine)) {
      assertThat(heard(stageRunner).stage()).isEqualTo(1);
      assertThat(engine.loads).containsExactly("one");
    }
  }

  @Test
  void aStageThatFailsIsLeftOutWithItsWeight() throws IOException {
    var unused = studio.encoder("jmla", "three", Studio.GENRES);
    try (StageRunner stageRunner = studio.jury(engine.failsAt("two"))) {
      Verdict.Decided verdict = heard(stageRunner);
      assertThat(weights(verdict)).containsExactly(0.25, 0.40);
      assertThat(verdict.confidence()).isEqualTo(0.4 * 0.6 / 0.65, CLOSE);
      assertThat(diary.known).extracting(StageResult::stage).containsExactly("fma", "jmla");
    }
  }

  @Test
  void aStageThatCannotBeLoadedIsOffAndTheOthersVoteByTheWeightsOfTheirCount() throws IOException {
    var unused = studio.encoder("jmla", "three", Studio.GENRES);
    try (StageRunner stageRunner = studio.jury(engine.cannotLoad("two"))) {
      assertThat(stageRunner.problems()).isEmpty();
      assertThat(weights(heard(stageRunner))).containsExactly(0.4, 0.6);
      assertThat(stageRunner.stages()).containsExactly("fma", "jmla");
      assertThat(stageRunner.problems())
          .singleElement()
          .asString()
          .contains("mert", "import the model");
    }
  }

  @Test
  void whereTheFirstStageCannotBeLoadedTheNextIsTheFirst() throws IOException {
    try (StageRunner stageRunner = studio.jury(engine.cannotLoad("one"))) {
      assertThat(stageRunner.stages()).containsExactly("mert");
      assertThat(weights(heard(stageRunner))).containsExactly(1.0);
    }
  }

  @Test
  void whereNoStageIsLeftTheStartFailsWithEveryReason() {
    assertThatThrownBy(() -> studio.jury(engine.cannotLoad("one").cannotLoad("two")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("one is broken")
        .hasMessageContaining("two is broken");
  }

  @Test
  void whatIsKnownIsReplayedWithoutListening() throws IOException {
    try (StageRunner stageRunner = studio.jury(engine)) {
      Verdict.Decided verdict = heard(stageRunner);
      engine.runs.clear();
      VoteRules rules = VoteRules.of(studio.setup().vote());
      StoredVote replay = stageRunner.replay(diary.known, rules);
      assertThat(replay).isEqualTo(new StoredVote.Decided(verdict, List.of()));
      assertThat(stageRunner.replay(diary.known.subList(0, 1), rules))
          .isEqualTo(new StoredVote.Owes(2));
      assertThat(engine.runs).isEmpty();
    }
  }

  @Test
  void anAbstentionIsReplayedToo() throws IOException {
    try (StageRunner stageRunner = studio.jury(engine.says("two", Double.NaN, Double.NaN))) {
      Verdict.Decided verdict = heard(stageRunner);
      StoredVote replay = stageRunner.replay(diary.known, VoteRules.of(studio.setup().vote()));
      assertThat(replay).isEqualTo(new StoredVote.Decided(verdict, List.of()));
    }
  }

  @Test
  void aNewHeadJudgesWhatWasHeardBefore() throws IOException {
    try (StageRunner stageRunner = studio.jury(engine)) {
      var unused = heard(stageRunner);
    }
    // Other genres in the card are another head for the same encoder.
    var unused = studio.encoder("mert", "two", List.of("Rock", "Jazz"));
    engine.runs.clear();
    try (StageRunner stageRunner = studio.jury(engine)) {
      StoredVote replay = stageRunner.replay(diary.known, VoteRules.of(studio.setup().vote()));
      assertThat(replay).isInstanceOf(StoredVote.Decided.class);
      assertThat(((StoredVote.Decided) replay).newResults())
          .singleElement()
          .satisfies(result -> assertThat(result.stage()).isEqualTo("mert"));
      assertThat(((StoredVote.Decided) replay).verdict().votes().get(1).genre()).isEqualTo("Rock");
      assertThat(engine.runs).isEmpty();
    }
  }

  @Test
  void allStagesAreHeardWhereAllAreWanted() throws IOException {
    var unused = engine.says("one", 0.99, 0.01);
    try (StageRunner stageRunner = studio.jury(engine)) {
      VoteProgress heard = stageRunner.hearAll(studio.audio(1), diary, 1);
      Verdict.Decided verdict = (Verdict.Decided) ((VoteProgress.Ended) heard).verdict();
      assertThat(weights(verdict)).containsExactly(0.4, 0.6);
      assertThat(verdict.stage()).isEqualTo(2);
      assertThat(((VoteProgress.Ended) heard).wouldEndAt()).hasValue(1);
    }
  }

  private VoteProgress firstTry(StageRunner stageRunner) throws IOException {
    return stageRunner.hear(studio.audio(1), diary, 1, StageRunner::anyStage, false);
  }

  @Test
  void aFailureIsNoAbstentionAndIsNotKept() throws IOException {
    try (StageRunner stageRunner = studio.jury(engine.failsAt("two"))) {
      VoteProgress heard = firstTry(stageRunner);
      assertThat(((VoteProgress.Broken) heard).failure().reason()).isEqualTo("out of memory");
      assertThat(diary.known).extracting(StageResult::stage).containsExactly("fma");
      var unused = engine.works();
      assertThat(weights(heard(stageRunner))).containsExactly(0.4, 0.6);
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
    try (StageRunner stageRunner = studio.jury(engine)) {
      for (Throwable error : errors) {
        var unused = engine.troubledAt("two", () -> sneak(error));
        assertThat(((VoteProgress.Broken) firstTry(stageRunner)).failure().reason())
            .doesNotContain("its network failed")
            .contains(error instanceof OutOfMemoryError ? "out of memory" : "internal error");
      }
    }
  }

  private static void sneak(Throwable error) {
    if (error instanceof Error e) {
      throw e;
    }
    throw (RuntimeException) error;
  }

  @Test
  void aStageThatFailsTwiceInARowIsAProblemUntilItWorks() throws IOException {
    try (StageRunner stageRunner = studio.jury(engine.failsAt("two"))) {
      var unused = firstTry(stageRunner);
      assertThat(stageRunner.problems()).isEmpty();
      unused = firstTry(stageRunner);
      assertThat(stageRunner.problems())
          .singleElement()
          .asString()
          .contains("mert", "out of memory");
      var unusedToo = engine.works();
      unused = firstTry(stageRunner);
      assertThat(stageRunner.problems()).isEmpty();
    }
  }

  @Test
  void aHeadThatFailsAtWhatWasHeardBeforeOwesTheStage() throws IOException {
    try (StageRunner stageRunner = studio.jury(engine)) {
      var unused = heard(stageRunner);
    }
    var unused = studio.encoder("mert", "two", List.of("Rock", "Jazz")); // another head
    try (StageRunner stageRunner =
        studio.jury(
            engine.headTroubledAt(
                "two",
                () -> {
                  throw new OutOfMemoryError("native");
                }))) {
      VoteRules rules = VoteRules.of(studio.setup().vote());
      assertThat(stageRunner.replay(diary.known, rules)).isEqualTo(new StoredVote.Owes(2));
    }
  }

  @Test
  void aModelThatDoesNotFitIntoMemoryNowIsTriedAgain() throws IOException {
    var unused = engine.loadsBadly("two", new OutOfMemoryError("Java heap space"));
    try (StageRunner stageRunner = studio.jury(engine)) {
      assertThat(firstTry(stageRunner)).isInstanceOf(VoteProgress.Broken.class);
      assertThat(stageRunner.stages()).containsExactly("fma", "mert");
      unused = engine.works();
      assertThat(weights(heard(stageRunner))).containsExactly(0.4, 0.6);
    }
  }

  @Test
  void aStageThatHangsFailsAndTheOthersAndTheEndDoNotWaitForIt() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    StageRunner stageRunner =
        StageRunner.assemble(
            studio.setup(),
            engine.troubledAt("two", () -> await(hangs)),
            () -> new StageTimeLimit(Duration.ofMillis(1), Duration.ofSeconds(1)));
    try (stageRunner) {
      assertThat(((VoteProgress.Broken) firstTry(stageRunner)).failure().reason())
          .contains("no answer");
      assertThat(((VoteProgress.Broken) firstTry(stageRunner)).failure().reason()).contains("hung");
      assertThat(weights(heard(stageRunner))).containsExactly(0.4);
      assertThat(engine.runs).containsExactly("one", "two");
    }
    assertThat(hangs.getCount()).as("it hangs still").isEqualTo(1);
    hangs.countDown();
  }

  private static void await(CountDownLatch latch) {
    boolean over = false;
    while (!over) { // as native code, which no interrupt reaches
      try {
        latch.await();
        over = true;
      } catch (InterruptedException e) {
        // goes on
      }
    }
  }

  @Test
  void onceClosedNothingIsLoadedAgain() throws IOException {
    StageRunner stageRunner = studio.jury(engine);
    var unused = heard(stageRunner);
    stageRunner.close();
    diary.known.clear();
    engine.loads.clear();
    assertThat(firstTry(stageRunner)).isInstanceOf(VoteProgress.Broken.class);
    assertThat(engine.loads).isEmpty();
  }

  @Test
  void oneNetworkAtATimeGivesWayToTheNext() throws IOException {
    var unused = studio.set("reclass.engine.resident", "one");
    try (StageRunner stageRunner = studio.jury(engine)) {
      assertThat(weights(heard(stageRunner))).containsExactly(0.4, 0.6);
      assertThat(engine.mostInMemory).isEqualTo(1);
      assertThat(engine.inMemory()).containsExactly("two");
    }
  }

  @Test
  void freedNetworksAreLoadedAgainWhenTheyAreNeeded() throws IOException {
    try (StageRunner stageRunner = studio.jury(engine)) {
      Verdict.Decided before = heard(stageRunner);
      stageRunner.freeNetworks();
      assertThat(engine.inMemory()).isEmpty();
      diary.known.clear();
      assertThat(heard(stageRunner).confidence()).isEqualTo(before.confidence());
      assertThat(engine.loads).containsExactly("one", "two", "one", "two");
    }
  }

  @Test
  void aStageOfOtherGenresVotesByTheGenreMap() throws IOException {
    var unused = studio.encoder("mert", "two", List.of("Swing", "Metal", "Rock"));
    Path map = Files.writeString(folder.resolve("genres.map"), "# mine\nswing = Jazz\n");
    unused = studio.set("reclass.genre-map", map.toString());
    try (StageRunner stageRunner = studio.jury(engine.says("two", 0.6, 0.3, 0.1))) {
      Verdict.Decided verdict = heard(stageRunner);
      assertThat(verdict.genre()).isEqualTo("Jazz");
      assertThat(verdict.confidence()).isEqualTo(0.4 * 0.8 + 0.6 * 0.6, CLOSE);
    }
  }

  @Test
  void aStageWhoseChoiceHasNoPartnerIsLeftOutWithItsWeight() throws IOException {
    var unused = studio.encoder("mert", "two", List.of("Swing", "Metal", "Rock"));
    Path map = Files.writeString(folder.resolve("genres.map"), "swing = Jazz\n");
    unused = studio.set("reclass.genre-map", map.toString());
    try (StageRunner stageRunner = studio.jury(engine.says("two", 0.3, 0.6, 0.1))) {
      Verdict.Decided verdict = heard(stageRunner);
      assertThat(weights(verdict)).containsExactly(0.4);
      assertThat(verdict.confidence()).isEqualTo(0.8, CLOSE);
    }
  }
}
