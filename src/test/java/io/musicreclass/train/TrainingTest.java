package io.musicreclass.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Head;
import io.musicreclass.engine.Prediction;
import io.musicreclass.engine.onnx.OnnxEngine;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import io.musicreclass.track.Features;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
  /** In {@link Training#ALL}, this line would be the whole registration. */
  private static final Training TOY = new Training(new ToyDataSet(), new ToyTrainer());

  @TempDir private Path folder;

  @Test
  void namesAreUniqueAndGtzanIsRegistered() {
    assertThat(Training.ALL).extracting(Training::name).doesNotHaveDuplicates().contains("gtzan");
  }

  @Test
  void aDataSetWithATrainerGivesAPackageThatTheEngineRuns() throws IOException {
    Path table =
        Files.write(
            folder.resolve("toy.csv"),
            List.of("a,1,Classical", "b,3,Classical", "c,8,Metal", "d,10,Metal"));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ModelPackage written =
        TOY.run(
            table,
            Optional.empty(),
            folder.resolve("models"),
            1,
            new PrintStream(printed, true, StandardCharsets.UTF_8));
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("4 tracks of 2 genres", "accuracy 100.0 %", "written to " + written.folder());
    assertThat(new ModelStore(List.of(folder.resolve("models"))).find("toy")).isPresent();
    float[] values = new float[Features.COUNT];
    values[Features.column("zcr.mean.01")] = 9;
    try (Engine engine = new OnnxEngine(1);
        Head head = Head.load(written, engine)) {
      Prediction.Scored scored = (Prediction.Scored) head.score(Features.of(values));
      assertThat(scored.scores().toArray()[1]).isGreaterThan(0.9);
    }
  }
}
