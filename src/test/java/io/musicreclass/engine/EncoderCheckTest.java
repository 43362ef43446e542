package io.musicreclass.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.engine.onnx.OnnxEngine;
import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import io.musicreclass.track.Excerpt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderCheckTest {
  @TempDir private Path root;
  private final Engine engine = new OnnxEngine(1);

  @AfterEach
  void close() {
    engine.close();
  }

  private Path encoder() throws IOException {
    return Files.write(root.resolve("encoder.onnx"), TinyOnnx.diagonal(3, 3));
  }

  private ModelPackage model(Card.Response golden) throws IOException {
    Card card =
        new Card(
            1,
            "m",
            Kind.MERT,
            "mert",
            false,
            "CC0",
            null,
            null,
            24_000,
            Excerpt.FULL,
            new Card.FrontEnd("mert", Map.of()),
            new Card.Encoder(3, "mean", golden),
            null,
            Map.of());
    return ModelStore.write(
        root.resolve("models"),
        card,
        Map.of(ModelPackage.ENCODER, out -> out.write(TinyOnnx.diagonal(3, 3))),
        staged -> {});
  }

  /** The encoder multiplies by 1, 2, 3. */
  @Test
  void theNoiseIsTheSameOnEveryMachine() throws IOException {
    Card.Response response = EncoderCheck.run(encoder(), List.of(1, 3), 3, engine);
    assertThat(response.embedding())
        .containsExactly(-0.072998046875, 2 * 0.84783935546875, 3 * 0.46109008789062500);
  }

  @Test
  void anEncoderWithItsGoldenOutputPasses() throws IOException {
    Card.Response golden = EncoderCheck.run(encoder(), List.of(1, 3), 3, engine);
    assertThat(EncoderCheck.verify(model(golden), engine)).isEmpty();
  }

  @Test
  void anEncoderWithAnotherOutputIsReported() throws IOException {
    Card.Response golden = new Card.Response(List.of(1, 3), List.of(1.0, 1.0, 1.0));
    assertThat(EncoderCheck.verify(model(golden), engine).orElseThrow())
        .contains("m: its encoder's output for the golden signal is off by")
        .contains("import the model again");
  }

  @Test
  void aCardOfAShapeThatTheEncoderDoesNotTakeIsReported() throws IOException {
    Card.Response golden = new Card.Response(List.of(1, 7), List.of(1.0, 1.0, 1.0));
    assertThat(EncoderCheck.verify(model(golden), engine).orElseThrow())
        .contains("encoder.onnx", "import the model again");
  }

  @Test
  void anotherWidthThanExpectedIsRefused() throws IOException {
    Path encoder = encoder();
    assertThatThrownBy(() -> EncoderCheck.run(encoder, List.of(1, 3), 4, engine))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("3 values, expected 4 finite numbers");
  }
}
