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
          List.of("# ours", "", "Pop", " Hip-Hop", "Rock", "Rap = Hip-Hop", "Pop_Rock = Pop, Rock"));

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
}
