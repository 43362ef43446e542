package io.musicreclass.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.options.RuntimeOption;
import io.musicreclass.options.RuntimeOptions;
import io.musicreclass.testing.ScriptedEngine;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import io.musicreclass.vote.VoteRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fourth stage with a toy network; only its model package is added. */
class FourthStageTest implements StageRunner.ResultStore {
  private static final Offset<Double> CLOSE = within(1e-6);

  @TempDir private Path folder;
  private final ScriptedEngine engine = new ScriptedEngine();
  private final List<StageResult> stored = new ArrayList<>();
  private TestStages testStages;

  @BeforeEach
  void fourStages() throws IOException {
    testStages =
        new TestStages(folder)
            .features("fma", "one", TestStages.GENRES)
            .encoder("mert", "two", TestStages.GENRES)
            .encoder("jmla", "three", TestStages.GENRES)
            .encoder("toy", "four", TestStages.GENRES);
    var unused =
        engine
            .answers("one", 0.8, 0.2)
            .answers("two", 0.6, 0.4)
            .answers("three", 0.4, 0.6)
            .answers("four", 0.1, 0.9);
  }

  @Override
  public List<StageResult> results() {
    return List.copyOf(stored);
  }

  @Override
  public void store(StageResult result) {
    stored.add(result);
  }

  private Verdict.Decided classified(StageRunner stageRunner) throws IOException {
    Classification progress =
        stageRunner.classify(testStages.audio(1), this, 1, StageRunner::anyStage, false);
    return (Verdict.Decided) ((Classification.Decided) progress).verdict();
  }

  private static List<Double> weights(Verdict.Decided verdict) {
    return verdict.votes().stream().map(Verdict.Vote::weight).toList();
  }

  @Test
  void itVotesWithEqualWeightsAndAReVoteGivesTheSameVerdict() throws IOException {
    try (StageRunner stageRunner = testStages.stageRunner(engine)) {
      assertThat(stageRunner.stages()).containsExactly("fma", "mert", "jmla", "toy");
      Verdict.Decided verdict = classified(stageRunner);
      assertThat(verdict.stage()).isEqualTo(4);
      assertThat(verdict.genre()).isEqualTo("Rock");
      assertThat(weights(verdict)).containsExactly(0.25, 0.25, 0.25, 0.25);
      assertThat(verdict.confidence()).isEqualTo(0.25 * (0.6 + 0.9), CLOSE);
      assertThat(stored).extracting(StageResult::stage).endsWith("toy");
      engine.runs.clear();
      assertThat(stageRunner.replay(stored, stageRunner.rules()))
          .isEqualTo(
              new Classification.Decided(verdict, List.of(), List.of(), OptionalInt.empty()));
      assertThat(engine.runs).isEmpty();
    }
  }

  @Test
  void itsWeightsAreARowOfTheSettings() throws IOException {
    var unused = testStages.set("reclass.vote.weights.4", "0.1,0.2,0.3,0.4");
    try (StageRunner stageRunner = testStages.stageRunner(engine)) {
      Verdict.Decided verdict = classified(stageRunner);
      assertThat(weights(verdict)).containsExactly(0.1, 0.2, 0.3, 0.4);
      assertThat(verdict.confidence()).isEqualTo(0.3 * 0.6 + 0.4 * 0.9, CLOSE);
    }
  }

  @Test
  void theThresholdBeforeItIsAnOption() throws IOException {
    try (StageRunner stageRunner = testStages.stageRunner(engine);
        Ledger ledger = Ledger.open(folder.resolve("var"))) {
      RuntimeOptions options =
          RuntimeOptions.of(
              testStages.settings(), ledger, stageRunner.stages().size(), stageRunner.rules());
      assertThat(options.thresholds()).containsExactly(0.95, 0.9, 0.9);
      RuntimeOption third = options.find("threshold_3").orElseThrow();
      assertThat(options.set(third, "0.4")).isTrue();
      stageRunner.rules(options.rules());
      assertThat(classified(stageRunner).stage()).isEqualTo(3);
      assertThat(engine.loads).doesNotContain("four");
    }
  }

  @Test
  void itRunsWhenAllStagesAreRequested() throws IOException {
    try (StageRunner stageRunner = testStages.stageRunner(engine)) {
      VoteRules early =
          new VoteRules(
              stageRunner.rules().rule(), List.of(0.5), stageRunner.rules().weights(), 0.6);
      stageRunner.rules(early);
      Classification.Decided all = stageRunner.classifyWithAll(testStages.audio(1), this, 1);
      assertThat(((Verdict.Decided) all.verdict()).votes()).hasSize(4);
      assertThat(all.wouldEndAt()).isEqualTo(OptionalInt.of(1));
    }
  }

  @Test
  void aSettingNamesStagesOfAnyNameInItsOrderAfterTheKnownOnes() throws IOException {
    var unused = testStages.set("reclass.stages", "toy:four,again:two,fma:one");
    try (StageRunner stageRunner = testStages.stageRunner(engine)) {
      assertThat(stageRunner.stages()).containsExactly("fma", "toy", "again");
      assertThat(weights(classified(stageRunner))).containsExactly(0.25, 0.35, 0.40);
    }
  }
}
