package io.musicreclass.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.track.Excerpt;
import io.musicreclass.track.Features;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Heads that take the outputs of several models. */
class JointCardTest {
  private static final String OTHER = "b".repeat(64);

  @TempDir private Path folder;

  private ModelPackage encoder(String name, int width, List<String> classes) throws IOException {
    Card.Classes scored =
        classes.isEmpty() ? null : new Card.Classes(Card.Classes.Unit.LOGIT, classes);
    return write(name, new Card.Encoder(width, "mean", null, scored), null);
  }

  private ModelPackage features() throws IOException {
    return write("msd", null, Cards.head(List.of(0.0, 0.0), List.of(1.0, 1.0)));
  }

  private ModelPackage write(String name, Card.@Nullable Encoder encoder, Card.@Nullable Head head)
      throws IOException {
    Card card =
        new Card(
            1,
            name,
            encoder == null ? Kind.HEAD : Kind.MERT,
            null,
            false,
            "none",
            new Card.Source(name + ".pth", "a".repeat(64)),
            null,
            0,
            Excerpt.FULL,
            new Card.FrontEnd("fma518", Map.of()),
            encoder,
            head,
            Map.of());
    String file = encoder == null ? ModelPackage.HEAD : ModelPackage.ENCODER;
    return ModelStore.write(
        folder,
        card,
        Map.of(file, out -> out.write(name.getBytes(StandardCharsets.UTF_8))),
        s -> {});
  }

  private static Card.Head head(List<HeadInput> inputs) {
    List<Double> ones = Collections.nCopies(HeadInput.width(inputs), 1.0);
    return new Card.Head(
            null,
            List.of(),
            new Card.Scaler(ones, ones),
            List.of("Jazz", "Rock"),
            List.of(),
            Map.of(),
            new Card.Golden(ones, List.of(1.0, -1.0)))
        .taking(inputs);
  }

  /** The package of an encoder of width 3 whose head takes another's embedding of 2 first. */
  private Path joint() throws IOException {
    ModelPackage own = encoder("own", 3, List.of());
    List<HeadInput> inputs =
        List.of(
            new HeadInput("other", OTHER, HeadInput.Output.EMBEDDING, 2),
            HeadInput.of(own, HeadInput.Output.EMBEDDING));
    Card card = own.card().with(head(inputs), Instant.EPOCH);
    ModelPackage written =
        ModelStore.write(
            folder,
            card,
            Map.of(
                ModelPackage.HEAD, out -> out.write(1),
                ModelPackage.ENCODER, out -> out.write("own".getBytes(StandardCharsets.UTF_8))),
            staged -> {});
    return written.folder().resolve(ModelPackage.CARD);
  }

  @Test
  void itsCardListsTheInputsWithTheHashesOfTheirEncodersAndIsReadAsWritten() throws IOException {
    Path file = joint();
    Card card = CardFile.read(file);
    assertThat(Files.readString(file))
        .contains("\"name\" : \"other\"", "\"encoder\" : \"" + OTHER, "\"output\" : \"embedding\"");
    assertThat(new String(CardFile.pretty(card), StandardCharsets.UTF_8))
        .isEqualTo(Files.readString(file));
    assertThat(card.head().inputs()).hasToString("[other embedding, own embedding]");
  }

  @Test
  void aHeadOnOneModelHasTheCardAndTheHashItAlwaysHad() throws IOException {
    ModelPackage model = features();
    assertThat(Files.readString(model.folder().resolve(ModelPackage.CARD)))
        .doesNotContain("inputs");
    assertThat(model.headHash())
        .isEqualTo("33c6683f28d7f5e9061df5e38617d77671b9286de0b680e88b0d87f350ae4327");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"encoder\" : \"bbb    | \"encoder\" : \"BBB      | head.inputs.encoder is not a SHA-256",
        "\"name\" : \"other\",  |                          | head.inputs.name is missing",
        "\"other\"              | \"../other\"             | name '../other' is not valid",
        "\"width\" : 2          | \"width\" : 3            | head.scaler is for 5 inputs, head.inputs make 6",
        "\"width\" : 2          | \"width\" : 0            | head.inputs.width is 0",
        "\"width\" : 2          | \"width\" : -3           | head.inputs.width is -3",
        "\"width\" : 2          | \"width\" : 2000000000   | head.inputs.width is 2000000000",
        "\"embedding\",         | \"tags\",                | output",
        "\"width\" : 2          | \"width\" : 2, \"x\" : 1 | unknown field",
      })
  void aHostileInputIsRefusedByName(String text, @Nullable String bad, String message)
      throws IOException {
    Path file = joint();
    String json = Files.readString(file);
    assertThat(json).contains(text);
    int at = json.indexOf(text);
    Files.writeString(
        file,
        json.substring(0, at) + (bad == null ? "" : bad) + json.substring(at + text.length()));
    assertThatThrownBy(() -> CardFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("model.json", message);
  }

  @Test
  void anInputWithoutAHashIsRefused() throws IOException {
    Path file = joint();
    Files.writeString(
        file, Files.readString(file).replaceFirst("\"encoder\" : \"" + OTHER + "\",", ""));
    assertThatThrownBy(() -> CardFile.read(file))
        .hasMessageContaining("head.inputs.encoder is missing");
  }

  @Test
  void anEncoderTwiceAndASingleInputAreRefused() {
    HeadInput input = new HeadInput("other", OTHER, HeadInput.Output.EMBEDDING, 2);
    HeadInput again = new HeadInput("again", OTHER, HeadInput.Output.SCORES, 2);
    assertThatThrownBy(() -> head(List.of(input, again)))
        .hasMessage("head.inputs has an encoder twice");
    assertThatThrownBy(() -> head(List.of(input)))
        .hasMessage("head.inputs has 1, but there are 2 to 8 or none");
    List<HeadInput> many =
        IntStream.range(0, 3000)
            .mapToObj(i -> new HeadInput("x", "%064x".formatted(i), input.output(), 1 << 20))
            .toList();
    Card.Head plain =
        new Card.Head(null, List.of(), null, List.of("A", "B"), List.of(), Map.of(), null);
    assertThatThrownBy(() -> plain.taking(many))
        .hasMessage("head.inputs has 3000, but there are 2 to 8 or none");
  }

  @Test
  void aPackageWhoseHeadDoesNotTakeItsOwnEncoderIsBroken() throws IOException {
    Path file = joint();
    String own = new ModelStore(List.of(folder)).find("own").orElseThrow().encoderHash();
    Files.writeString(file, Files.readString(file).replace(own, "c".repeat(64)));
    ModelStore store = new ModelStore(List.of(folder));
    assertThat(store.list()).isEmpty();
    assertThat(store.broken().get(0))
        .endsWith("head.inputs lacks the package's own encoder: import the head again");
  }

  @Test
  void aMissingModelIsAProblemOfItsHeadWithARemedy() throws IOException {
    joint();
    ModelStore store = new ModelStore(List.of(folder));
    assertThat(store.missingInputs(store.find("own").orElseThrow()))
        .containsExactly(
            "no model gives the 2 values of other embedding that the head of own takes: import that"
                + " model again, or another head for own");
  }

  @Test
  void theHashOfAHeadCoversTheEncodersOfItsInputs() throws IOException {
    Path file = joint();
    String before = new ModelStore(List.of(folder)).find("own").orElseThrow().headHash();
    Files.writeString(file, Files.readString(file).replace(OTHER, "c".repeat(64)));
    assertThat(new ModelStore(List.of(folder)).find("own").orElseThrow().headHash())
        .isNotEqualTo(before);
  }

  @Test
  void thePartsFollowFromTheNumberOfInputsEmbeddingsFirst() throws IOException {
    HeadTarget target =
        target(
            encoder("tagger", 4, List.of("x", "y", "z")),
            features(),
            encoder("plain", 5, List.of()));
    assertThat(target.inputs(4 + 518 + 5).orElseThrow())
        .hasToString("[tagger embedding, fma518, plain embedding]");
    assertThat(target.inputs(3 + 518 + 5).orElseThrow())
        .hasToString("[tagger scores, fma518, plain embedding]");
    assertThat(target.inputs(7 + 518 + 5).orElseThrow())
        .hasToString("[tagger all, fma518, plain embedding]");
    assertThat(target.inputs(518 + 5)).isEmpty();
    assertThat(target.described(7 + 518 + 5))
        .containsExactly(
            new HeadFolder.Input("tagger", "embedding", 4, "a".repeat(64)),
            new HeadFolder.Input("tagger", "tags", 3, "a".repeat(64)),
            new HeadFolder.Input("fma518", "embedding", 518, null),
            new HeadFolder.Input("plain", "embedding", 5, "a".repeat(64)));
    assertThatThrownBy(() -> target.needed(9))
        .hasMessage("tagger+msd+plain give 527 values, this head takes 9");
  }

  private static HeadTarget target(ModelPackage... models) {
    return new HeadTarget(List.of(models), models[models.length - 1]);
  }

  @Test
  void aModelTwiceAndAVoterWithoutEncoderAreRefused() throws IOException {
    ModelPackage plain = encoder("plain", 5, List.of());
    assertThatThrownBy(() -> target(plain, plain)).hasMessageContaining("name each once");
    assertThatThrownBy(() -> target(plain, features()))
        .hasMessageContainingAll("msd has no encoder", "reclass.stages");
  }

  @Test
  void theVectorIsThePartsInTheOrderOfTheCard() {
    HeadInput scores = new HeadInput("a", OTHER, HeadInput.Output.SCORES, 2);
    HeadInput whole = new HeadInput("b", OTHER, HeadInput.Output.ALL, 3);
    HeadInput embedding = new HeadInput("c", OTHER, HeadInput.Output.EMBEDDING, 1);
    List<HeadInput> inputs = List.of(scores, whole, embedding);
    assertThat(HeadInput.join(inputs, input -> new float[] {1, 2, 3}))
        .containsExactly(2, 3, 1, 2, 3, 1);
    assertThatThrownBy(() -> HeadInput.join(inputs, input -> new float[] {1, 2}))
        .hasMessage("b gives 2 values, the head takes 3 of them");
  }

  @Test
  void aValueOfTheVectorHasAName() {
    List<HeadInput> inputs =
        List.of(
            new HeadInput("mn04", OTHER, HeadInput.Output.EMBEDDING, 2),
            new HeadInput("fma518", OTHER, HeadInput.Output.EMBEDDING, Features.COUNT));
    assertThat(IntStream.of(1, 2, 519).mapToObj(i -> HeadInput.nameOf(inputs, i)))
        .containsExactly("mn04 embedding value 1", Features.NAMES.get(0), Features.NAMES.get(517));
  }
}
