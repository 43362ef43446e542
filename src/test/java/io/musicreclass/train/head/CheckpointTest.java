package io.musicreclass.train.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.models.HeadFolder;
import io.musicreclass.train.method.FittedMethod;
import io.musicreclass.train.method.HeadMethod;
import io.musicreclass.train.method.HeadMethods;
import io.musicreclass.train.method.TrainingProgress;
import io.musicreclass.train.method.TrainingRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final HeadMethod MLP = HeadMethods.of("mlp-256-128");

  @TempDir private Path folder;
  private final SyntheticVectors data = new SyntheticVectors();

  private HeadFolder train(HeadMethod method, long seed, boolean kept)
      throws ConvertException, IOException {
    return HeadTraining.run(
        SyntheticVectors.request(data.writeCsv(folder.resolve("t.csv"))),
        new HeadOptions(
            HeadOptions.ALL,
            Optional.empty(),
            true,
            2,
            1,
            Optional.of(method),
            kept ? Optional.of(folder.resolve("kept")) : Optional.empty()),
        "own",
        Optional.empty(),
        seed,
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
  }

  /** The MLP, interrupted as by Ctrl+C after so many epochs of all trainings together. */
  private record Interrupted(AtomicInteger epochs) implements HeadMethod {
    @Override
    public String name() {
      return MLP.name();
    }

    @Override
    public String description() {
      return MLP.description();
    }

    @Override
    public FittedMethod fit(TrainingRows rows, long seed, TrainingProgress progress) {
      return MLP.fit(
          rows,
          seed,
          new TrainingProgress() {
            @Override
            public void report(int done, int of, String unit) {
              progress.report(done, of, unit);
            }

            @Override
            public Optional<byte[]> stored() {
              return progress.stored();
            }

            @Override
            public void store(Supplier<byte[]> state) {
              if (epochs.decrementAndGet() < 0) {
                throw new CancellationException();
              }
              progress.store(state);
            }
          });
    }
  }

  private void interrupt(int epochs) {
    assertThatThrownBy(() -> train(new Interrupted(new AtomicInteger(epochs)), 1, true))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void anInterruptedTrainingGoesOnAndGivesTheSameFiles() throws ConvertException, IOException {
    interrupt(5);
    assertThat(folder.resolve("kept/training.txt"))
        .content()
        .startsWith(
            "mlp-256-128\nclass weights: none\nfolds: 2, once\nseed: 1\nrows: 60, SHA-256 ");
    assertThat(folder.resolve("kept")).isDirectoryContaining("glob:**fold-*.state");
    interrupt(7);
    HeadFolder resumed = train(MLP, 1, true);
    assertThat(resumed.sameAs(train(MLP, 1, false))).isTrue();
    assertThat(folder.resolve("kept")).doesNotExist();
  }

  @Test
  void theCheckpointOfAnotherTrainingIsRefused() {
    interrupt(3);
    assertThatThrownBy(() -> train(MLP, 2, true))
        .isInstanceOf(ConvertException.class)
        .hasMessageContaining("kept: is the checkpoint of another training")
        .hasMessageContaining("Name another folder with --checkpoint, or delete this one");
    data.rows.get(0)[1] += 0.01;
    assertThatThrownBy(() -> train(MLP, 1, true))
        .hasMessageContaining("its data, method, settings or seed differ");
  }

  @Test
  void aDamagedStateIsRefused() throws IOException {
    interrupt(5);
    try (DirectoryStream<Path> states =
        Files.newDirectoryStream(folder.resolve("kept"), "*.state")) {
      for (Path state : states) {
        byte[] bytes = Files.readAllBytes(state);
        bytes[bytes.length / 2] ^= 1;
        Files.write(state, bytes);
      }
    }
    assertThatThrownBy(() -> train(MLP, 1, true))
        .isInstanceOf(ConvertException.class)
        .hasMessageContaining(".state is damaged")
        .hasMessageContaining("Delete this folder to start anew");
  }

  @Test
  void aFolderOfSomethingElseIsLeftAlone() throws IOException {
    Path other = Files.createDirectories(folder.resolve("kept")).resolve("song.mp3");
    Files.writeString(other, "music");
    assertThatThrownBy(() -> train(MLP, 1, true))
        .hasMessageContaining("is neither a checkpoint nor empty");
    assertThat(other).hasContent("music");
  }
}
