package io.musicreclass.classify.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.testing.TestStages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which stages vote where a head takes the outputs of several models. */
class JointHeadsTest {
  @TempDir private Path folder;
  private TestStages testStages;

  @BeforeEach
  void twoEncoders() throws IOException {
    testStages =
        new TestStages(folder)
            .encoder("mert", "one", TestStages.GENRES)
            .encoder("jmla", "two", TestStages.GENRES);
  }

  private ModelSelection selection() {
    return ModelSelection.of(testStages.settings());
  }

  @Test
  void withoutTheStageOfAnInputItsStageIsOffWithARemedy() throws IOException {
    var unused = testStages.joint("one+two", TestStages.GENRES).set("reclass.stages", "jmla:two");
    assertThat(selection().stages()).isEmpty();
    assertThat(selection().problems())
        .containsExactly(
            "Stage jmla is off: the head of two also takes what one gives, which votes at no"
                + " earlier stage: list both in reclass.stages, one first, or import another head"
                + " for two");
    unused = testStages.set("reclass.stages", "x:two,y:one");
    assertThat(selection().stages())
        .extracting(s -> s.model().card().name())
        .containsExactly("one");
  }

  @Test
  void anotherEncoderOfThatNameIsNotTaken() throws IOException {
    var unused =
        testStages
            .joint("one+two", TestStages.GENRES)
            .network(Kind.MERT, "one", new Card.Encoder(2, "max", null));
    assertThat(selection().stages())
        .extracting(s -> s.model().card().name())
        .containsExactly("one");
    assertThat(selection().unused().get("two"))
        .startsWith("no model gives the 2 values of one embedding");
  }

  @Test
  void aHeadlessEncoderStoresNothingSoTheRemedyIsAHead() throws IOException {
    var unused = testStages.joint("one+two", TestStages.GENRES).headless("one");
    assertThat(selection().stages()).isEmpty();
    assertThat(selection().problems())
        .singleElement()
        .asString()
        .contains("one gives, which votes at no earlier stage: import a head for it, too");
  }

  @Test
  void whereADefaultNetworkLacksAnInputTheBundledModelVotes() throws IOException {
    TestStages pair = new TestStages(folder.resolve("pair"));
    var unused =
        pair.network(Kind.MUSICNN, "musicnn", new Card.Encoder(3, "mean", null))
            .network(Kind.EFFICIENTAT, "mn04", new Card.Encoder(2, "mean", null))
            .joint("musicnn+mn04", TestStages.GENRES)
            .headless("mn04");
    Path bundled = Files.createDirectories(folder.resolve("pair/models/gtzan48"));
    for (String file : List.of("model.json", "head.onnx")) {
      Files.copy(Path.of("models/gtzan48", file), bundled.resolve(file));
    }
    ModelSelection selection = ModelSelection.of(pair.settings());
    assertThat(selection.stages())
        .extracting(s -> s.model().card().name())
        .containsExactly("gtzan48");
    assertThat(selection.unused().get("musicnn")).contains("mn04 gives");
  }

  @Test
  void aDefaultNetworkWithItStaysInThePair() throws IOException {
    TestStages pair = new TestStages(folder.resolve("pair"));
    var unused =
        pair.network(Kind.MUSICNN, "musicnn", new Card.Encoder(3, "mean", null))
            .network(Kind.EFFICIENTAT, "mn04", new Card.Encoder(2, "mean", null))
            .joint("musicnn+mn04", TestStages.GENRES);
    ModelSelection selection = ModelSelection.of(pair.settings());
    assertThat(selection.problems()).isEmpty();
    assertThat(selection.defaultPair()).isTrue();
    assertThat(selection.stages().get(1).inputs())
        .hasToString("[musicnn embedding, mn04 embedding]");
  }
}
