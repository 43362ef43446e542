package io.musicreclass.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.decode.TestAudio;
import io.musicreclass.features.Fma518;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import io.musicreclass.track.AnalysedPart;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.Scores;
import io.musicreclass.track.StageResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stored results are outdated if the rule about silent parts now chooses another part. */
class OutdatedPartTest {
  private static final int RATE = 22_050;

  @TempDir private Path folder;
  private ModelPackage model;

  @BeforeEach
  void theBundledModel() {
    model = new ModelStore(List.of(Path.of("models"))).find("gtzan48").orElseThrow();
  }

  /** A result as stored by a version without that rule. */
  private StageResult.Scored stored(DoubleUnaryOperator sound, @Nullable AnalysedPart part)
      throws IOException {
    float[] samples = new float[90 * RATE];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) sound.applyAsDouble((double) i / RATE);
    }
    Decoded.Audio song =
        (Decoded.Audio) Decoder.open(TestAudio.wav(folder.resolve("s.wav"), RATE, 1, 16, samples));
    var middle = song.mono(Excerpt.parse("middle:30"), RATE);
    Embedding features =
        Embedding.of(Fma518.extract(middle, Fma518.Mode.LENIENT, 1).features().toArray());
    GenreSet genres = Objects.requireNonNull(model.card().head()).genreSet();
    double[] even = new double[genres.size()];
    Arrays.fill(even, 1.0 / even.length);
    return new StageResult.Scored(
        "fma",
        "gtzan48",
        model.encoderHash(),
        model.headHash(),
        Scores.of(genres, even),
        features,
        part,
        5);
  }

  private static double tone(double t) {
    return 0.2 * Math.sin(2 * Math.PI * 300 * t);
  }

  @Test
  void aStoredResultOfASilentMiddleIsOutdated() throws IOException {
    assertThat(FeatureEmbedder.isOutdated(stored(t -> t < 34 || t > 70 ? tone(t) : 0, null), model))
        .isTrue();
    assertThat(
            FeatureEmbedder.isOutdated(
                stored(t -> t < 34 ? tone(t) : 1e-4 * (t * 1e6 % 1), null), model))
        .isTrue();
  }

  @Test
  void aStoredResultOfAPartWithSoundRemainsValidHoweverQuietItIs() throws IOException {
    assertThat(FeatureEmbedder.isOutdated(stored(OutdatedPartTest::tone, null), model)).isFalse();
    assertThat(FeatureEmbedder.isOutdated(stored(t -> 0.01 * tone(t), null), model)).isFalse();
    assertThat(FeatureEmbedder.isOutdated(stored(t -> t < 50 ? tone(t) : 0, null), model))
        .isFalse();
  }

  @Test
  void aResultThatRecordsItsPartRemainsValid() throws IOException {
    AnalysedPart part = new AnalysedPart(30, 4, 0);
    assertThat(FeatureEmbedder.isOutdated(stored(t -> t < 34 ? tone(t) : 0, part), model))
        .isFalse();
  }

  @Test
  void anAbstentionBecauseOfASilentPartIsOutdatedAndOthersRemainValid() {
    assertThat(
            FeatureEmbedder.isOutdated(
                abstained("the part it listens to is digital silence"), model))
        .isTrue();
    assertThat(FeatureEmbedder.isOutdated(abstained("no value for zcr.mean.01"), model)).isFalse();
  }

  private StageResult abstained(String reason) {
    return new StageResult.Abstained(
        "fma", "gtzan48", model.encoderHash(), model.headHash(), reason, 5);
  }

  @Test
  void theEncoderHashIsUnchangedSoStoredFeaturesRemainUsable() {
    assertThat(model.encoderHash())
        .isEqualTo("b27a769515897cb1b4589171b215cc5404c18a029e532bf513f12068dc1aea2a");
  }
}
