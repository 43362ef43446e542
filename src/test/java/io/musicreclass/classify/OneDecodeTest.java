package io.musicreclass.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.decode.TestAudio;
import io.musicreclass.testing.ScriptedEngine;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.StageResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages that analyse the same excerpt of a song, whose file is gone once the first has run. */
class OneDecodeTest implements StageRunner.ResultStore {
  @TempDir private Path folder;
  private final ScriptedEngine engine = new ScriptedEngine();
  private final List<StageResult> stored = new ArrayList<>();
  private TestStages testStages;
  private Path file;

  @BeforeEach
  void threeStagesOnWholeSongs() throws IOException {
    testStages =
        new TestStages(folder)
            .analysing(Excerpt.FULL)
            .encoder("mert", "one", TestStages.GENRES)
            .encoder("jmla", "two", TestStages.GENRES)
            .encoder("toy", "three", TestStages.GENRES);
    var unused =
        engine
            .answers("one", 0.5, 0.5)
            .answers("two", 0.6, 0.4)
            .answers("three", 0.4, 0.6)
            .onRun("one", this::deleteFile);
    file = TestAudio.wav(folder.resolve("s.wav"), 22_050, 2, 16, TestAudio.tones(22_050, 2, 5));
  }

  private void deleteFile() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<StageResult> results() {
    return List.copyOf(stored);
  }

  @Override
  public void store(StageResult result) {
    stored.add(result);
  }

  private Decoded.Audio song() {
    return (Decoded.Audio) Decoder.open(file);
  }

  @Test
  void ifAllStagesAreAskedTheSongIsDecodedOnce() throws IOException {
    for (int threads = 1; threads <= 2; threads++) {
      threeStagesOnWholeSongs();
      stored.clear();
      try (StageRunner stageRunner = testStages.stageRunner(engine)) {
        Classification.Decided decided = stageRunner.classifyWithAll(song(), this, threads);
        assertThat(decided.failures()).isEmpty();
      }
      assertThat(file).doesNotExist();
      assertThat(stored).extracting(StageResult::stage).containsExactly("mert", "jmla", "toy");
      assertThat(stored).allMatch(StageResult.Scored.class::isInstance);
    }
  }

  @Test
  void ifTheVoteMayEndEarlierEachStageDecodesForItself() {
    try (StageRunner stageRunner = testStages.stageRunner(engine)) {
      assertThatThrownBy(() -> stageRunner.classify(song(), this, 1, StageRunner::anyStage, false))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no longer exists");
      assertThat(stored).extracting(StageResult::stage).containsExactly("mert");
    }
  }

  @Test
  void ifTheExcerptHasTooLittleSoundEachStageLooksForAnother() throws IOException {
    float[] quiet = new float[22_050 * 2 * 5];
    System.arraycopy(TestAudio.tones(22_050, 2, 1), 0, quiet, 0, 22_050 * 2);
    file = TestAudio.wav(folder.resolve("q.wav"), 22_050, 2, 16, quiet);
    engine.works();
    try (StageRunner stageRunner = testStages.stageRunner(engine)) {
      var unused = stageRunner.classifyWithAll(song(), this, 1);
    }
    assertThat(stored)
        .allSatisfy(
            result -> {
              assertThat(((StageResult.Scored) result).part()).isNotNull();
              assertThat(((StageResult.Scored) result).part().soundSeconds()).isBetween(0.9, 1.2);
            })
        .hasSize(3);
  }
}
