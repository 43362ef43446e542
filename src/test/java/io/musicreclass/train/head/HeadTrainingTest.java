package io.musicreclass.train.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Head;
import io.musicreclass.engine.onnx.OnnxEngine;
import io.musicreclass.models.Card;
import io.musicreclass.models.HeadFolder;
import io.musicreclass.models.HeadTarget;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import io.musicreclass.track.Excerpt;
import io.musicreclass.train.Logits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadTrainingTest {
  private static final HeadOptions QUICK =
      new HeadOptions(List.of("sqrt"), Optional.of(true), false, 3, 1, Optional.empty());

  private final SyntheticVectors data = new SyntheticVectors();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @TempDir private Path folder;

  private HeadFolder train(HeadTraining.Request request, HeadOptions options, long seed)
      throws Exception {
    return HeadTraining.run(
        request,
        options,
        "toy",
        Optional.empty(),
        seed,
        new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @Test
  void separableGenresAreLearnedAndTheCardHasTheFigures() throws Exception {
    HeadFolder head =
        train(
            SyntheticVectors.request(data.writeCsv(folder.resolve("t.csv"))),
            new HeadOptions(HeadOptions.ALL, Optional.empty(), true, 3, 1, Optional.empty()),
            1);
    Card.Head card = head.description().head();
    assertThat(card.genres()).isEqualTo(SyntheticVectors.GENRES);
    assertThat(card.accuracy())
        .extracting(Card.Accuracy::protocol)
        .contains(
            "3-fold, grouped, once, the 60 training rows", "60 training rows to 12 test rows");
    assertThat(card.accuracy()).allSatisfy(a -> assertThat(a.value()).isGreaterThan(0.8));
    assertThat(card.training())
        .containsKeys("seed", "temperature", "tried", "chosen_by", "calibration_error");
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("Chosen: ", "95 % interval", "balanced", "(ECE)", "MLPs of 32 units");
  }

  @Test
  void theSameSeedGivesTheSameBytesFromEveryFormat() throws Exception {
    HeadFolder csv = train(SyntheticVectors.request(data.writeCsv(folder.resolve("t"))), QUICK, 1);
    HeadFolder again = train(SyntheticVectors.request(folder.resolve("t")), QUICK, 1);
    assertThat(again.sameAs(csv)).isTrue();
    HeadFolder npz =
        train(SyntheticVectors.request(data.writeNpz(folder.resolve("z"), false)), QUICK, 1);
    assertThat(npz.description().sha256()).isEqualTo(csv.description().sha256());
    VectorTable table = TableReader.read(SyntheticVectors.request(folder.resolve("t")));
    HeadRecipe mlp = HeadRecipe.logistic(Transform.NONE, 0.1).withHidden(3, 2, 0.1);
    byte[] first = FittedHead.fit(mlp, table, 1).toOnnx();
    assertThat(FittedHead.fit(mlp, table, 1).toOnnx()).isEqualTo(first);
    assertThat(FittedHead.fit(mlp, table, 2).toOnnx()).isNotEqualTo(first);
  }

  @Test
  void aWrittenHeadIsReadAgainAndAChangedOneIsRefused() throws Exception {
    HeadFolder head = train(SyntheticVectors.request(data.writeCsv(folder.resolve("t"))), QUICK, 1);
    Path output = folder.resolve("out");
    head.write(output);
    assertThat(HeadFolder.read(output).sameAs(head)).isTrue();
    Files.write(output.resolve("head.onnx"), new byte[] {1});
    assertThatThrownBy(() -> HeadFolder.read(output))
        .hasMessageContainingAll("head.onnx is not the file", "train the head again");
  }

  @Test
  void aHeadReplacesThatOfItsEncoder() throws Exception {
    HeadFolder head = train(SyntheticVectors.request(data.writeCsv(folder.resolve("t"))), QUICK, 1);
    ModelPackage encoder = encoder("right", SyntheticVectors.WIDTH);
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    ModelPackage replaced = head.replaceHead(HeadTarget.of(encoder), now, staged -> {});
    Card.Head card = Objects.requireNonNull(replaced.card().head());
    assertThat(card.accuracy()).isEqualTo(head.description().head().accuracy());
    assertThat(replaced.card().at()).isEqualTo(now);
    assertThat(replaced.encoderHash()).isEqualTo(encoder.encoderHash());
    assertThat(replaced.verify()).isEmpty();
    try (Engine engine = new OnnxEngine(1);
        Head loaded = Head.load(replaced, engine)) {
      assertThat(loaded.verify()).isEmpty();
    }
    assertThatThrownBy(() -> head.replaceHead(HeadTarget.of(encoder("wide", 6)), now, staged -> {}))
        .hasMessage("wide gives 6 values, this head takes 5");
  }

  private ModelPackage encoder(String name, int width) throws IOException {
    Card card =
        new Card(
            1,
            name,
            Kind.MERT,
            null,
            false,
            "none",
            null,
            null,
            24_000,
            Excerpt.FULL,
            new Card.FrontEnd("waveform", Map.of()),
            new Card.Encoder(width, "mean", null),
            null,
            Map.of());
    return ModelStore.write(
        folder.resolve("models"),
        card,
        Map.of(ModelPackage.ENCODER, out -> out.write(1)),
        staged -> {});
  }

  @Test
  void everyMethodGivesTheLogitsOfItsNetwork() throws Exception {
    VectorTable table =
        TableReader.read(SyntheticVectors.request(data.writeCsv(folder.resolve("t.csv"))));
    for (Transform transform : Transform.values()) {
      for (int hidden : new int[] {0, 4}) {
        HeadRecipe recipe =
            new HeadRecipe(transform, hidden, hidden == 0 ? 1 : 2, 0.1, true, 0.5, 0);
        FittedHead head = FittedHead.fit(recipe, table, 1).at(0.7);
        HeadFolder written =
            HeadFolder.of(
                "toy",
                "none",
                List.of(),
                List.of(new HeadFolder.Input("toy", "tags", table.width(), null)),
                new Card.Head(
                    null,
                    List.of(),
                    head.scaler().orElse(null),
                    table.genres(),
                    List.of(),
                    recipe.describe(),
                    head.golden(table.row(0))),
                head.toOnnx());
        HeadCheck.run(written, head, table);
      }
    }
  }

  @Test
  void aLabelMapSpeaksForItsGenreBeforeAnyRowDoes() throws Exception {
    Path table = data.writeCsv(folder.resolve("t.csv"));
    Path map =
        Files.writeString(
            folder.resolve("map"), "# comment\nBlues = slow\nJazz = blues, \nRock = jazz\n");
    LabelPrior prior = LabelPrior.read(map, SyntheticVectors.COLUMNS, SyntheticVectors.GENRES);
    VectorTable with = TableReader.read(SyntheticVectors.request(table)).with(prior);
    HeadRecipe stiff = HeadRecipe.logistic(Transform.SQRT, 1e-6).withPrior(1);
    double[][] logits = FittedHead.fit(stiff, with, 1).logits(with);
    int right = 0;
    for (int i = 0; i < logits.length; i++) {
      right += Logits.top(logits[i]) == with.label(i) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(60);
    Files.writeString(map, "Blues = loud noise\n");
    assertThatThrownBy(
            () -> LabelPrior.read(map, SyntheticVectors.COLUMNS, SyntheticVectors.GENRES))
        .hasMessageContainingAll("map", "no value is labelled loud noise", "Correct the name");
    Files.writeString(map, "Blues\n");
    assertThatThrownBy(
            () -> LabelPrior.read(map, SyntheticVectors.COLUMNS, SyntheticVectors.GENRES))
        .hasMessageContainingAll("map", "line 1", "genre = column");
  }
}
