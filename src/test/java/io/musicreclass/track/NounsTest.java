package io.musicreclass.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NounsTest {
  private static final GenreSet TWO = GenreSet.of(List.of("Hip-Hop", "Soul / RnB"));

  @Test
  void thereAre518FeaturesInTheOrderOfThePublishedTable() {
    assertThat(Features.NAMES).hasSize(Features.COUNT);
    assertThat(Features.NAMES).isSorted();
    assertThat(Features.NAMES.get(0)).isEqualTo("chroma_cens.kurtosis.01");
    assertThat(Features.NAMES.get(517)).isEqualTo("zcr.std.01");
    assertThat(Features.column(Features.Family.MFCC, Features.Statistic.MEAN, 4))
        .isEqualTo(Features.column("mfcc.mean.05"));
  }

  @Test
  void genresAreComparedFolded() {
    assertThat(TWO.indexOf("hip hop")).hasValue(0);
    assertThat(TWO.indexOf("SOUL/RNB")).hasValue(1);
    assertThat(TWO.indexOf("Jazz")).isEmpty();
    assertThat(TWO.sameGenres(GenreSet.of(List.of("Soul_/_RnB", "hip_hop")))).isTrue();
    assertThatThrownBy(() -> GenreSet.of(List.of("Hip-Hop", "hiphop")))
        .hasMessageContaining("Duplicate");
    for (String bad : List.of("Jazz\n", "\u001b[2J", "x".repeat(101))) {
      assertThatThrownBy(() -> GenreSet.of(List.of("Pop", bad)))
          .hasMessageContaining("control character");
    }
  }

  @Test
  void softmaxOfLogitsIsADistribution() {
    Scores scores = Scores.softmax(TWO, new float[] {1000, 1001});
    assertThat(scores.value(1)).isEqualTo(1 / (1 + Math.exp(-1)));
    assertThat(scores.top()).isEqualTo(1);
    assertThatThrownBy(() -> Scores.softmax(TWO, new float[] {0, Float.NaN}))
        .hasMessageContaining("not finite");
    assertThatThrownBy(() -> Scores.of(TWO, 0.5, 0.4)).hasMessageContaining("Not a distribution");
  }

  @Test
  void excerptsAreParsedAsWritten() {
    assertThat(Excerpt.parse("middle:30")).hasToString("middle:30");
    assertThat(Excerpt.parse("FULL")).hasToString("full");
    assertThat(Excerpt.parse("start:2.5")).hasToString("start:2.5");
    for (String bad : List.of("", "full:3", "start", "start:0", "start:-1", "end:3", "start:x")) {
      assertThatThrownBy(() -> Excerpt.parse(bad)).hasMessageContaining("Invalid excerpt");
    }
  }

  @Test
  void theMiddleOfASongIsItsMiddle() {
    Excerpt middle = Excerpt.parse("middle:10");
    assertThat(middle.firstFrame(1000, 10)).isEqualTo(450);
    assertThat(middle.frames(1000, 10)).isEqualTo(100);
    assertThat(middle.firstFrame(70, 10)).isZero();
    assertThat(middle.frames(70, 10)).isEqualTo(70);
  }

  @Test
  void memoryIsReadInFullBlocksRepeatedly() throws IOException {
    Pcm pcm = Pcm.of(8000, 2, new float[] {1, 2, 3, 4, 5, 6});
    for (int pass = 0; pass < 2; pass++) {
      try (Pcm.Pass p = pcm.open()) {
        float[] block = new float[5];
        assertThat(p.read(block)).isEqualTo(2);
        assertThat(block).startsWith(1, 2, 3, 4);
        assertThat(p.read(block)).isEqualTo(1);
        assertThat(block).startsWith(5, 6);
        assertThat(p.read(block)).isEqualTo(-1);
      }
    }
  }
}
