package io.musicreclass.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.features.Fma518;
import io.musicreclass.testing.ScriptedEngine;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.Features;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A head on the outputs of several models votes at the stage of the last one. */
class JointHeadTest implements StageRunner.ResultStore {
  private static final Offset<Double> CLOSE = within(1e-6);

  @TempDir private Path folder;
  private final ScriptedEngine engine = new ScriptedEngine();
  private final List<StageResult> stored = new ArrayList<>();
  private TestStages testStages;

  @BeforeEach
  void twoEncoders() throws IOException {
    testStages =
        new TestStages(folder)
            .encoder("mert", "one", TestStages.GENRES)
            .encoder("jmla", "two", TestStages.GENRES);
    var unused = engine.answers("one", 0.8, 0.2).answers("two", 0.6, 0.4);
  }

  @Override
  public List<StageResult> results() {
    return List.copyOf(stored);
  }

  @Override
  public void store(StageResult result) {
    stored.add(result);
  }

  private Classification attempt(StageRunner runner, boolean last) throws IOException {
    return runner.classify(testStages.audio(1), this, 1, StageRunner::anyStage, last);
  }

  private Verdict.Decided classified(StageRunner runner) throws IOException {
    return (Verdict.Decided) ((Classification.Decided) attempt(runner, true)).verdict();
  }

  private static float[] logs(double... p) {
    float[] logs = new float[p.length];
    for (int i = 0; i < p.length; i++) {
      logs[i] = (float) Math.log(p[i]);
    }
    return logs;
  }

  @Test
  void itTakesTheVectorsInTheOrderOfItsCardAndStoresOnlyItsOwn() throws IOException {
    var unused = testStages.joint("two+one", TestStages.GENRES);
    try (StageRunner runner = testStages.stageRunner(engine)) {
      Verdict.Decided verdict = classified(runner);
      assertThat(engine.headInputs.get("two")).containsExactly(logs(0.6, 0.4, 0.8, 0.2));
      assertThat(verdict.votes().get(1).stage()).isEqualTo("jmla");
      assertThat(verdict.votes().get(1).confidence()).isEqualTo(0.48 / 0.56, CLOSE);
      assertThat(((StageResult.Scored) stored.get(1)).embedding().toArray())
          .containsExactly(logs(0.6, 0.4));
      assertThat(engine.runs).containsExactly("one", "two");
    }
  }

  @Test
  void aReVoteOnStoredVectorsGivesTheSameVerdictAlsoWithANewHead() throws IOException {
    var unused = testStages.joint("one+two", TestStages.GENRES);
    Verdict.Decided first;
    try (StageRunner runner = testStages.stageRunner(engine)) {
      first = classified(runner);
      assertThat(runner.replay(stored, runner.rules()))
          .isEqualTo(new Classification.Decided(first, List.of(), List.of(), OptionalInt.empty()));
    }
    unused = testStages.joint("two+one", TestStages.GENRES);
    engine.runs.clear();
    try (StageRunner runner = testStages.stageRunner(engine)) {
      var again = (Classification.Decided) runner.replay(stored, runner.rules());
      assertThat(again.newResults()).extracting(StageResult::stage).containsExactly("jmla");
      Verdict.Decided verdict = (Verdict.Decided) again.verdict();
      assertThat(verdict.genre()).isEqualTo(first.genre());
      assertThat(verdict.confidence()).isEqualTo(first.confidence());
      assertThat(engine.headInputs.get("two")).containsExactly(logs(0.6, 0.4, 0.8, 0.2));
      assertThat(engine.runs).isEmpty();
    }
  }

  @Test
  void allStagesOnRequestIncludeIt() throws IOException {
    var unused = testStages.joint("one+two", TestStages.GENRES);
    try (StageRunner runner = testStages.stageRunner(engine)) {
      var all = runner.classifyWithAll(testStages.audio(1), this, 1);
      assertThat(((Verdict.Decided) all.verdict()).votes()).hasSize(2);
    }
  }

  @Test
  void whereAnotherStageFailedItFailsTooAndNothingIsStored() throws IOException {
    var unused =
        testStages.encoder("fma", "zero", TestStages.GENRES).joint("one+two", TestStages.GENRES);
    unused = null;
    var unusedToo = engine.answers("zero", 0.7, 0.3).failsAt("one");
    try (StageRunner runner = testStages.stageRunner(engine)) {
      var decided = (Classification.Decided) attempt(runner, true);
      assertThat(decided.failures())
          .extracting(StageResult.Failed::reason)
          .containsExactly(
              "out of memory", "its head also takes what one gives, whose stage failed");
      assertThat(stored).extracting(StageResult::stage).containsExactly("fma");
      assertThat(engine.runs).doesNotContain("two");
      unusedToo = engine.works();
      assertThat(classified(runner).votes()).hasSize(3);
    }
  }

  @Test
  void whereAnotherStageAbstainedItAbstainsAndSaysWhy() throws IOException {
    var unused =
        testStages.encoder("fma", "zero", TestStages.GENRES).joint("one+two", TestStages.GENRES);
    var unusedToo = engine.answers("zero", 0.7, 0.3).answers("one", Double.NaN, 0.2);
    try (StageRunner runner = testStages.stageRunner(engine)) {
      Verdict.Decided verdict = classified(runner);
      assertThat(verdict.votes()).extracting(Verdict.Vote::stage).contains("fma");
      assertThat(stored.get(2)).isInstanceOf(StageResult.Abstained.class);
      assertThat(((StageResult.Abstained) stored.get(2)).reason())
          .isEqualTo("its head also takes what one gives: its encoder's output is not finite");
      engine.runs.clear();
      assertThat(runner.replay(stored, runner.rules()))
          .isEqualTo(
              new Classification.Decided(verdict, List.of(), List.of(), OptionalInt.empty()));
      assertThat(engine.runs).isEmpty();
    }
  }

  @Test
  void aStageThatCannotBeLoadedTurnsItOffToo() throws IOException {
    var unused =
        testStages.encoder("fma", "zero", TestStages.GENRES).joint("one+two", TestStages.GENRES);
    var unusedToo = engine.answers("zero", 0.7, 0.3).cannotLoad("one");
    try (StageRunner runner = testStages.stageRunner(engine)) {
      assertThat(classified(runner).votes()).hasSize(1);
      assertThat(runner.stages()).containsExactly("fma");
      assertThat(runner.problems())
          .hasSize(2)
          .last()
          .isEqualTo("Stage jmla is off: its head also takes what stage mert gives, which is off");
    }
  }

  @Test
  void the518FeaturesAreTakenFromAStageThatStoredThem() throws IOException {
    var unused =
        testStages.features("fma", "msd", TestStages.GENRES).joint("fma518+two", TestStages.GENRES);
    var unusedToo = engine.answers("msd", 0.7, 0.3);
    try (StageRunner runner = testStages.stageRunner(engine)) {
      var unusedVerdict = classified(runner);
      float[] features = ((StageResult.Scored) stored.get(0)).embedding().toArray();
      float[] input = engine.headInputs.get("two");
      assertThat(input).hasSize(Features.COUNT + 2);
      assertThat(Arrays.copyOf(input, Features.COUNT)).containsExactly(features);
    }
  }

  @Test
  void the518FeaturesNeedNoStage() throws IOException {
    var unused =
        testStages
            .features("fma", "msd", TestStages.GENRES)
            .joint("fma518+two", TestStages.GENRES)
            .set("reclass.stages", "jmla:two");
    try (StageRunner runner = testStages.stageRunner(engine)) {
      assertThat(classified(runner).votes()).hasSize(1);
      float[] expected =
          Fma518.extract(testStages.audio(1).pcm(Excerpt.parse("start:1")), Fma518.Mode.LENIENT, 1)
              .features()
              .toArray();
      assertThat(Arrays.copyOf(engine.headInputs.get("two"), Features.COUNT))
          .containsExactly(expected);
      // The features are not stored without a stage, so a new head needs the song.
      unused = testStages.joint("two+fma518", TestStages.GENRES);
    }
    try (StageRunner runner = testStages.stageRunner(engine)) {
      assertThat(runner.replay(stored, runner.rules()))
          .isEqualTo(new Classification.NeedsStage(1, "jmla"));
    }
  }

  @Test
  void itVotesAtTheLastStageOfTheOrderInUse() throws IOException {
    var unused =
        testStages.set("reclass.stages", "x:two,y:one").joint("one+two", TestStages.GENRES);
    try (StageRunner runner = testStages.stageRunner(engine)) {
      var unusedVerdict = classified(runner);
      assertThat(engine.headInputs.get("one")).containsExactly(logs(0.8, 0.2, 0.6, 0.4));
    }
  }
}
