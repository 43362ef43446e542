package io.musicreclass.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Head;
import io.musicreclass.engine.Prediction;
import io.musicreclass.engine.onnx.OnnxEngine;
import io.musicreclass.models.Card;
import io.musicreclass.models.HeadTarget;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.Scores;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A head takes the part of a tagger's output that its inputs are as many as. */
class HeadsOnScoresTest {
  private static final PrintStream NOWHERE =
      new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private ModelPackage withHead(int inputs, Engine engine) throws Exception {
    Import importer = new Import(folder.resolve("models"), engine, Clock.systemUTC(), NOWHERE);
    Path labels = folder.resolve("labels.txt");
    Files.write(labels, IntStream.range(0, 50).mapToObj(i -> "tag " + i).toList());
    Path genres = folder.resolve("genres.txt");
    Files.write(genres, List.of("Rock", "Jazz"));
    Path file = RandomTaggers.musicnn().write(folder.resolve("own.h5"));
    Path head = TinyHeads.of("fc.", inputs, 2).zip(folder.resolve("head.pth"));
    Import.CommonOptions common =
        new Import.CommonOptions(
            Optional.empty(), Optional.empty(), Optional.of(genres), Optional.empty(), false);
    Import.CommonOptions plain =
        new Import.CommonOptions(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
    Import.EncoderOptions options = Import.EncoderOptions.labels(Optional.of(labels));
    ModelPackage encoder = importer.encoder(Kind.MUSICNN, file, options, plain).model();
    return importer.headFor(HeadTarget.of(encoder), head, Optional.empty(), common).model();
  }

  @ParameterizedTest
  @CsvSource({"200, 0, 200", "50, 200, 250", "250, 0, 250"})
  void theHeadGetsItsPart(int inputs, int from, int to) throws Exception {
    try (Engine engine = new OnnxEngine(1)) {
      ModelPackage model = withHead(inputs, engine);
      float[] output = new float[250];
      IntStream.range(0, 250).forEach(i -> output[i] = i % 7 - 3);
      try (Head head = Head.load(model, engine)) {
        assertThat(head.verify()).isEmpty();
        Scores whole = scores(head, output);
        Scores part = scores(head, Arrays.copyOfRange(output, from, to));

        assertThat(whole).isEqualTo(part);
      }
      Card.Encoder encoder = model.card().encoder();
      assertThat(encoder.embedding(output)).isEqualTo(Arrays.copyOf(output, 200));
      assertThat(encoder.scores(output)).isEqualTo(Arrays.copyOfRange(output, 200, 250));
    }
  }

  @Test
  void aHeadForNoPartIsRefused() {
    try (Engine engine = new OnnxEngine(1)) {
      assertThatThrownBy(() -> withHead(60, engine)).hasMessageContaining("60");
    }
  }

  private static Scores scores(Head head, float[] values) {
    return ((Prediction.Scored) head.score(Embedding.of(values))).scores();
  }
}
