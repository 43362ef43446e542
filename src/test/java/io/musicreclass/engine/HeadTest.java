package io.musicreclass.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.engine.onnx.OnnxEngine;
import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.Features;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadTest {
  private static final String FIRST = "zcr.std.01";
  private static final String SECOND = "mfcc.mean.01";

  @TempDir private Path root;
  private final Engine engine = new OnnxEngine(1);

  @AfterEach
  void close() {
    engine.close();
  }

  /** Logits x0, 2 x1 of the standardised columns. */
  private Head head(double goldenLogit) throws IOException {
    return Head.load(write(TinyOnnx.diagonal(2, 2), goldenLogit), engine);
  }

  private ModelPackage write(byte[] onnx, double goldenLogit) throws IOException {
    Card.Head head =
        new Card.Head(
            null,
            List.of(FIRST, SECOND),
            new Card.Scaler(List.of(1.0, -100.0), List.of(0.5, 10.0)),
            List.of("Jazz", "Rock"),
            List.of(),
            Map.of(),
            new Card.Golden(List.of(2.0, -90.0), List.of(2.0, goldenLogit)));
    Card card =
        new Card(
            1,
            "m",
            Kind.HEAD,
            "fma",
            false,
            "CC0",
            null,
            null,
            0,
            Excerpt.FULL,
            new Card.FrontEnd("fma518", Map.of()),
            null,
            head,
            Map.of());
    return ModelStore.write(
        root, card, Map.of(ModelPackage.HEAD, out -> out.write(onnx)), staged -> {});
  }

  private static Features features(float first, float second, float others) {
    float[] values = new float[Features.COUNT];
    Arrays.fill(values, others);
    values[Features.column(FIRST)] = first;
    values[Features.column(SECOND)] = second;
    return Features.of(values);
  }

  @Test
  void theColumnsOfTheCardAreStandardisedAndScored() throws IOException {
    try (Head head = head(2)) {
      // (2 - 1) / 0.5 = 2 and 2 * (-85 + 100) / 10 = 3.
      Prediction prediction = head.score(features(2, -85, Float.NaN));
      assertThat(prediction).isInstanceOf(Prediction.Scored.class);
      double rock = ((Prediction.Scored) prediction).scores().value(1);
      assertThat(rock).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-7));
      assertThat(head.genres().names()).containsExactly("Jazz", "Rock");
    }
  }

  @Test
  void featuresStoredAsAnEmbeddingGiveTheSameScores() throws IOException {
    try (Head head = head(2)) {
      Features features = features(2, -85, 0);
      assertThat(head.score(Embedding.of(features.toArray()))).isEqualTo(head.score(features));
    }
  }

  @Test
  void aMissingColumnIsNamedAndNothingIsScored() throws IOException {
    try (Head head = head(2)) {
      assertThat(head.score(features(Float.NaN, 0, 0)))
          .isEqualTo(new Prediction.Abstained(List.of(FIRST)));
      assertThat(head.score(features(Float.NEGATIVE_INFINITY, Float.NaN, 0)))
          .isEqualTo(new Prediction.Abstained(List.of(FIRST, SECOND)));
    }
  }

  @Test
  void theReasonNamesThreeColumnsAtMost() {
    assertThat(new Prediction.Abstained(List.of("a", "b", "c", "d", "e")).reason())
        .isEqualTo("no value for a, b, c and 2 more");
    assertThat(new Prediction.Abstained(List.of("a")).reason()).isEqualTo("no value for a");
  }

  @Test
  void anEmbeddingOfAnotherWidthIsReportedWithBothWidths() throws IOException {
    try (Head head = head(2)) {
      assertThatThrownBy(() -> head.score(Embedding.of(new float[768])))
          .hasMessageContaining("embedding of 2 values, this one has 768");
    }
  }

  @Test
  void theGoldenVectorIsRun() throws IOException {
    try (Head head = head(2)) {
      assertThat(head.verify()).isEmpty();
    }
    try (Head head = head(2.5)) {
      assertThat(head.verify())
          .hasValueSatisfying(w -> assertThat(w).contains("golden", "off by 0.2"));
    }
  }

  @Test
  void aNetworkThatDoesNotFitItsCardIsRefused() throws IOException {
    ModelPackage wide = write(TinyOnnx.diagonal(3, 2), 2);
    assertThatThrownBy(() -> Head.load(wide, engine))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("head.onnx has inputs of shape [-1, 3]")
        .hasMessageContaining("[batch, 2]");
    ModelPackage tall = write(TinyOnnx.diagonal(2, 3), 2);
    assertThatThrownBy(() -> Head.load(tall, engine)).hasMessageContaining("has outputs of shape");
  }
}
