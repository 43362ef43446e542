package io.musicreclass.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Head;
import io.musicreclass.engine.Prediction;
import io.musicreclass.engine.onnx.OnnxEngine;
import io.musicreclass.models.HeadTarget;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.Embedding;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user's own label map becomes the head of a network with named classes. */
class LabelMapImportTest {
  private static final PrintStream NOWHERE =
      new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  private static final Import.CommonOptions PLAIN =
      new Import.CommonOptions(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

  @TempDir private Path folder;
  private Engine engine;
  private Import importer;
  private ModelPackage encoder;

  @BeforeEach
  void importAnEncoder() throws Exception {
    engine = new OnnxEngine(1);
    importer = new Import(folder.resolve("models"), engine, Clock.systemUTC(), NOWHERE);
    Path names = folder.resolve("names.txt");
    Files.write(names, IntStream.range(0, 50).mapToObj(i -> "tag " + i).toList());
    Path file = RandomTaggers.musicnn().write(folder.resolve("own.h5"));
    encoder =
        importer
            .encoder(Kind.MUSICNN, file, Import.EncoderOptions.labels(Optional.of(names)), PLAIN)
            .model();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private ModelPackage withMap(String... lines) throws Exception {
    Path map = folder.resolve("mine.txt");
    Files.write(map, List.of(lines));
    return importer.headFor(HeadTarget.of(encoder), map, Optional.empty(), PLAIN).model();
  }

  @Test
  void theHighestOfAGenresLabelsCounts() throws Exception {
    ModelPackage model = withMap("Rock = tag 3, tag 4", "Jazz = tag 7");
    float[] output = new float[250];
    output[200 + 3] = 0.2f;
    output[200 + 4] = 0.5f;
    output[200 + 7] = 0.25f;
    try (Head head = Head.load(model, engine)) {
      var scores = ((Prediction.Scored) head.score(Embedding.of(output))).scores();
      assertThat(scores.genres().names()).containsExactly("Rock", "Jazz");
      assertThat(scores.toArray()).containsExactly(new double[] {2 / 3.0, 1 / 3.0}, within());
    }
    assertThat(model.encoderHash())
        .as("stored embeddings stay valid")
        .isEqualTo(encoder.encoderHash());
  }

  @Test
  void aLaterMapReplacesTheFirst() throws Exception {
    ModelPackage first = withMap("Rock = tag 3", "Jazz = tag 7");
    encoder = first;
    ModelPackage second = withMap("Folk = tag 1", "Blues = tag 2", "Pop = tag 3");
    assertThat(second.card().head().genres()).containsExactly("Folk", "Blues", "Pop");
    assertThat(Files.readAllLines(second.folder().resolve("labels.txt")))
        .containsExactly("Folk = tag 1", "Blues = tag 2", "Pop = tag 3");
    assertThat(second.verify()).isEmpty();
  }

  @Test
  void aTrainedHeadLeavesNoMapBehind() throws Exception {
    encoder = withMap("Rock = tag 3", "Jazz = tag 7");
    Path genres = Files.write(folder.resolve("genres.txt"), List.of("Rock", "Jazz"));
    Path head = TinyHeads.of("fc.", 200, 2).zip(folder.resolve("head.pth"));
    Import.CommonOptions named =
        new Import.CommonOptions(
            Optional.empty(), Optional.empty(), Optional.of(genres), Optional.empty(), false);
    ModelPackage model =
        importer.headFor(HeadTarget.of(encoder), head, Optional.empty(), named).model();
    assertThat(model.folder().resolve("labels.txt")).doesNotExist();
    assertThat(model.verify()).isEmpty();
  }

  @Test
  void anErrorNamesFileLineAndRemedy() {
    assertThatThrownBy(() -> withMap("# mine", "Rock = tag 3", "Jazz = tag 77"))
        .isInstanceOf(ConvertException.class)
        .hasMessageContaining("mine.txt")
        .hasMessageContaining("line 3")
        .hasMessageContaining("'tag 77'")
        .hasMessageContaining("genre = label, label...");
    assertThatThrownBy(() -> withMap("Rock: tag 3")).hasMessageContaining("line 1");
    assertThatThrownBy(() -> withMap("Rock = tag 3")).hasMessageContaining("at least two genres");
  }

  @Test
  void whatIsNoTextIsRefused() throws Exception {
    Path map = Files.write(folder.resolve("binary.txt"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> importer.headFor(HeadTarget.of(encoder), map, Optional.empty(), PLAIN))
        .isInstanceOf(ConvertException.class)
        .hasMessageContaining("binary.txt: is not text in UTF-8");
  }

  @Test
  void aScalerDoesNotGoWithAMap() throws Exception {
    Path map = Files.write(folder.resolve("mine.txt"), List.of("Rock = tag 3", "Jazz = tag 7"));
    assertThatThrownBy(() -> importer.headFor(HeadTarget.of(encoder), map, Optional.of(map), PLAIN))
        .hasMessageContaining("leave out --genres and --scaler");
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-6);
  }
}
