package io.musicreclass.vote;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.config.VoteConfig;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.Scores;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MusicGateTest {
  private static final int SPEECH = 0;
  private static final int BIRD = 110;
  private static final int MUSIC = 137;
  private static final int OFFSET = 4;
  private static final GenreSet GENRES = GenreSet.of(List.of("Electronic", "Spoken"));
  private static final MusicGate GATE = MusicGate.of(names(), OFFSET).orElseThrow();

  private static List<String> names() {
    String[] names = new String[527];
    Arrays.setAll(names, i -> "class " + i);
    names[MUSIC] = "Music";
    names[282] = "Scary music";
    return List.of(names);
  }

  private static Embedding output(double music, double speech, double bird) {
    float[] values = new float[OFFSET + 527];
    Arrays.fill(values, -9);
    values[OFFSET + MUSIC] = (float) music;
    values[OFFSET + SPEECH] = (float) speech;
    values[OFFSET + BIRD] = (float) bird;
    return Embedding.of(values);
  }

  @Test
  void clearMusicIsMusicWhateverOtherSoundsThereAre() {
    assertThat(GATE.sound(output(1.2, -1.8, 0.5))).isEqualTo(MusicGate.Sound.MUSIC);
    assertThat(GATE.sound(output(-1, -5, -4.1))).isEqualTo(MusicGate.Sound.MUSIC);
  }

  @Test
  void speechIsSpeechAndEverythingElseIsOther() {
    assertThat(GATE.sound(output(-3, 1.4, -4))).isEqualTo(MusicGate.Sound.SPEECH);
    assertThat(GATE.sound(output(-3.8, -4.5, -0.4))).isEqualTo(MusicGate.Sound.OTHER);
    assertThat(GATE.sound(output(-0.4, -5, -3))).as("2.6 above").isEqualTo(MusicGate.Sound.OTHER);
  }

  @Test
  void onlyAudioSetsClassesMakeAGate() {
    assertThat(MusicGate.of(List.of("Music", "Speech"), 0)).isEmpty();
    assertThat(MusicGate.of(Collections.nCopies(527, "x"), 0)).isEmpty();
  }

  @Test
  void otherSoundsAreNeverSureAndSayWhy() {
    Verdict.Decided bird = decided(true, output(-4, -5, 1), 0.95);
    assertThat(bird.sure()).isFalse();
    assertThat(bird.reason()).contains("not music");
    assertThat(decided(true, output(2, -3, -5), 0.95).sure()).isTrue();
  }

  @Test
  void speechMayBeSurelySpokenAndNothingElse() {
    assertThat(decided(true, output(-4, 1.4, -5), 0.05).sure()).isTrue();
    Verdict.Decided electronic = decided(true, output(-4, 1.4, -5), 0.95);
    assertThat(electronic.sure()).isFalse();
    assertThat(electronic.reason()).contains("not music");
  }

  @Test
  void besideModelsOfTheUsersOwnItOverrulesNothing() {
    Verdict.Decided bird = decided(false, output(-4, -5, 1), 0.95);
    assertThat(bird.sure()).isTrue();
    assertThat(bird.votes().get(0).notMusic()).isTrue();
  }

  private static Verdict.Decided decided(boolean pair, Embedding output, double electronic) {
    VoteRules rules =
        new VoteRules(VoteConfig.Rule.PRODUCT, List.of(0.95, 0.9), Map.of(), 0.6, pair);
    VotingStage stage = new VotingStage(GenreMap.identity(GENRES), true, Optional.of(GATE));
    Scores scores = Scores.of(GENRES, electronic, 1 - electronic);
    StageResult result = new StageResult.Scored("efficientat", "mn04", "e", "h", scores, output, 7);
    return (Verdict.Decided)
        new Voting(rules, GENRES, List.of(stage)).verdict(List.of(result)).orElseThrow();
  }
}
