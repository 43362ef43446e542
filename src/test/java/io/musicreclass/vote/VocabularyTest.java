package io.musicreclass.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.track.GenreSet;
import io.musicreclass.track.Scores;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VocabularyTest {
  private static final Vocabulary OURS =
      Vocabulary.parse(
          List.of(
              "# ours", "", "Pop", " Hip-Hop", "Rock", "Rap = Hip-Hop", "Pop_Rock = Pop, Rock"));

  @Test
  void namesAndCorrespondencesAreReadFromLines() {
    assertThat(OURS.genres().names()).containsExactly("Pop", "Hip-Hop", "Rock");
    assertThat(OURS.lines())
        .containsOnly(
            Map.entry("rap", List.of("Hip-Hop")), Map.entry("poprock", List.of("Pop", "Rock")));
  }

  @Test
  void anEqualNameIsPreferredAndFurtherLinesTakePrecedence() {
    GenreSet theirs = GenreSet.of(List.of("Rap", "Pop"));
    Scores scores = Scores.of(theirs, 0.7, 0.3);
    assertThat(OURS.mapFrom(theirs, Map.of()).translate(scores, null).orElseThrow())
        .containsExactly(0.3, 0.7, 0);
    assertThat(OURS.mapFrom(theirs, Map.of("rap", List.of("Rock"))).translate(scores, null))
        .hasValueSatisfying(values -> assertThat(values).containsExactly(0.3, 0, 0.7));
  }

  @Test
  void aWrongLineIsNamedWithItsNumber() {
    assertThatThrownBy(() -> Vocabulary.parse(List.of("Pop", "Rock", "Rap = Polka")))
        .hasMessage("line 3: the vote has no genre 'Polka', only Pop, Rock");
    assertThatThrownBy(() -> Vocabulary.parse(List.of("Pop", "Rock", "Rap =")))
        .hasMessageStartingWith("line 3: 'Rap =' is not of the form");
    assertThatThrownBy(() -> Vocabulary.parse(List.of("Pop", "Rock", "a = Pop", "A = Rock")))
        .hasMessage("line 4: 'A' occurs twice: remove one of the lines");
  }

  @Test
  void everyShippedVocabularyMapsTheOthers() {
    for (String ours : Vocabulary.SHIPPED) {
      for (String theirs : Vocabulary.SHIPPED) {
        GenreSet set = Vocabulary.shipped(theirs).genres();
        GenreMap map = Vocabulary.shipped(ours).mapFrom(set, Map.of());
        assertThat(map.unmapped().size()).as(theirs + " to " + ours).isLessThan(set.size() * 2 / 3);
      }
    }
    GenreSet msd = Vocabulary.shipped("msd").genres();
    double[] p = new double[msd.size()];
    p[msd.indexOf("Pop_Rock").orElseThrow()] = 0.8;
    p[msd.indexOf("Rap").orElseThrow()] = 0.2;
    Vocabulary wide = Vocabulary.shipped("wide");
    double[] mapped = wide.mapFrom(msd, Map.of()).translate(Scores.of(msd, p), null).orElseThrow();
    assertThat(mapped[wide.genres().indexOf("Pop").orElseThrow()]).isEqualTo(0.4);
    assertThat(mapped[wide.genres().indexOf("Rock").orElseThrow()]).isEqualTo(0.4);
    assertThat(mapped[wide.genres().indexOf("Hip-Hop").orElseThrow()]).isEqualTo(0.2);
  }

  @Test
  void aModelsOwnSpellingIsKept() {
    GenreSet own =
        GenreSet.of(
            List.of(
                "blues",
                "classical",
                "country",
                "disco",
                "hiphop",
                "jazz",
                "metal",
                "pop",
                "reggae",
                "rock"));
    Vocabulary vocabulary = Vocabulary.ofModel(own);
    assertThat(vocabulary.genres().names()).contains("hiphop");
    assertThat(vocabulary.lines()).containsKey("rap");
    assertThat(Vocabulary.ofModel(GenreSet.of(List.of("Polka", "Waltz"))).lines()).isEmpty();
  }
}
