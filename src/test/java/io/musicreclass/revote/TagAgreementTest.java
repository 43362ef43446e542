package io.musicreclass.revote;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.TagCatalogue.Pair;
import java.util.List;
import org.junit.jupiter.api.Test;

class TagAgreementTest {
  private static final List<String> GENRES = List.of("Hip-Hop", "Jazz", "Rock", "Soul / RnB");

  private static TagAgreement check(Pair... pairs) {
    return TagAgreement.of(List.of(pairs), GENRES);
  }

  @Test
  void spellingDoesNotMatter() {
    assertThat(check(new Pair("hip hop", "Hip-Hop", 3))).isEqualTo(new TagAgreement(3, 0, 0, 0));
  }

  @Test
  void anotherGenreOfTheVoteDiffersAndOneItDoesNotKnowIsUnknown() {
    assertThat(check(new Pair("Jazz", "Rock", 2), new Pair("Shoegaze", "Rock", 5)))
        .isEqualTo(new TagAgreement(0, 2, 5, 0));
  }

  @Test
  void oneMatchAmongSeveralGenresIsEnough() {
    assertThat(check(new Pair("Indie; rock", "Rock", 1), new Pair("Jazz/Funk", "Rock", 1)))
        .isEqualTo(new TagAgreement(1, 1, 0, 0));
    assertThat(check(new Pair("Soul/RnB", "Soul / RnB", 1)))
        .isEqualTo(new TagAgreement(1, 0, 0, 0));
  }

  @Test
  void aSongWithoutATagIsUntagged() {
    assertThat(check(new Pair("", "Rock", 4), new Pair(" ; ", "Rock", 1)))
        .isEqualTo(new TagAgreement(0, 0, 0, 5));
  }

  @Test
  void aPersonsGenreThatTheVoteDoesNotKnowCanAgree() {
    assertThat(check(new Pair("polka", "Polka", 1))).isEqualTo(new TagAgreement(1, 0, 0, 0));
  }
}
