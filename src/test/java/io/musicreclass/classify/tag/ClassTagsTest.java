package io.musicreclass.classify.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.models.Card;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.MusicTag;
import io.musicreclass.track.MusicTag.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClassTagsTest {
  private static Card.Encoder encoder(Card.Classes.Unit unit, String... names) {
    return new Card.Encoder(2, "mean", null, new Card.Classes(unit, List.of(names)));
  }

  private static List<MusicTag> tags(Card.Encoder encoder, float... scores) {
    float[] output = new float[2 + scores.length];
    Arrays.fill(output, 0, 2, 9);
    System.arraycopy(scores, 0, output, 2, scores.length);
    return ClassTags.of(encoder).in(Embedding.of(output));
  }

  @Test
  void tagsAboveATenthComeMostProbableFirstEachWithItsKind() {
    Card.Encoder musicnn =
        encoder(Card.Classes.Unit.PROBABILITY, "House", "guitar", "sad", "60s", "chill");
    assertThat(tags(musicnn, 0.25f, 0.9f, 0.5f, 0.75f, 0.0999f))
        .containsExactly(
            new MusicTag("60s", Kind.ERA, 0.75),
            new MusicTag("sad", Kind.MOOD, 0.5),
            new MusicTag("House", Kind.STYLE, 0.25));
  }

  @Test
  void aLogitBecomesAProbabilityByASigmoid() {
    Card.Encoder audioSet =
        encoder(Card.Classes.Unit.LOGIT, "Speech", "Happy music", "Female singing", "Ska");
    List<MusicTag> tags = tags(audioSet, 5, -2, 1, -2.3f);
    assertThat(tags).extracting(MusicTag::name).containsExactly("female vocalists", "happy");
    assertThat(tags.get(0).probability()).isEqualTo(0.731059, within(1e-6));
    assertThat(tags.get(1).probability()).isEqualTo(0.119203, within(1e-6));
  }

  @Test
  void classesOfOneTagCountAsTheMostProbableOfThem() {
    Card.Encoder musicnn =
        encoder(Card.Classes.Unit.PROBABILITY, "female vocalists", "female vocalist");
    assertThat(tags(musicnn, 0.25f, 0.5f))
        .containsExactly(new MusicTag("female vocalists", Kind.VOICE, 0.5));
  }

  @Test
  void onlyTheTenMostProbableAreKept() {
    String[] names = {
      "rock", "pop", "indie", "jazz", "metal", "soul", "folk", "punk", "blues", "funk", "House"
    };
    float[] scores = new float[names.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = 0.2f + i * 0.05f;
    }
    assertThat(tags(encoder(Card.Classes.Unit.PROBABILITY, names), scores))
        .hasSize(10)
        .extracting(MusicTag::name)
        .startsWith("House", "funk")
        .doesNotContain("rock");
  }

  @Test
  void anEncoderWithoutClassesSaysNothing() {
    assertThat(ClassTags.of(null).in(Embedding.of(new float[518]))).isEmpty();
    Card.Encoder plain = new Card.Encoder(2, "mean", null);
    assertThat(ClassTags.of(plain).in(Embedding.of(new float[2]))).isEmpty();
  }

  /** Otherwise a misspelt class would silently never be a tag. */
  @Test
  void theTableNamesOnlyClassesOfThePublishedNetworks() throws IOException {
    Set<String> known = new HashSet<>();
    for (String list : List.of("audioset", "msd", "mtt")) {
      known.addAll(published(list));
    }
    assertThat(known).containsAll(TagTable.meanings().keySet());
    Set<String> withoutTag = new HashSet<>(published("msd"));
    withoutTag.removeAll(TagTable.meanings().keySet());
    assertThat(withoutTag).containsExactly("guitar");
  }

  private static List<String> published(String list) throws IOException {
    String path = "/io/musicreclass/convert/tagger/" + list + ".txt";
    try (InputStream in = ClassTagsTest.class.getResourceAsStream(path)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(TagTable::folded).toList();
    }
  }

  @Test
  void aTagHasOneNameAndOneKind() {
    Set<String> names = new HashSet<>();
    TagTable.meanings().values().stream()
        .distinct()
        .forEach(meaning -> assertThat(names.add(TagTable.folded(meaning.name()))).isTrue());
  }

  @Test
  void aWrongTableIsRefused() {
    assertThatThrownBy(() -> TagTable.parse(Collections.nCopies(2, "mood: sad = sad")))
        .hasMessage("the class 'sad' occurs twice");
    assertThatThrownBy(() -> TagTable.parse(List.of("mood sad")))
        .hasMessage("'mood sad' is not kind: tag = class, class...");
  }
}
