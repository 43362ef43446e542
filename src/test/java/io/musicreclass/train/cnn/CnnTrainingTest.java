package io.musicreclass.train.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.train.data.DataRows;
import io.musicreclass.train.data.LabelledData;
import io.musicreclass.train.method.Epoch;
import io.musicreclass.train.method.TrainingProgress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CnnTrainingTest {
  private static final int SONGS = 48;

  @TempDir private Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  /** Low and high sounds, four songs of each artist. */
  private static List<LabelledData.Row> songs() {
    return IntStream.range(0, SONGS)
        .mapToObj(
            i ->
                DataRows.of(
                    "song " + i,
                    i % 2 == 0 ? "Low" : "High",
                    "artist " + i / 4,
                    LabelledData.Part.NONE))
        .toList();
  }

  private static float[] spectrogram(int song) {
    float[] values = new float[CnnTraining.BANDS * CnnTraining.FRAMES];
    Random random = new Random(song);
    for (int i = 0; i < values.length; i++) {
      boolean low = i < values.length / 2;
      values[i] = (low == (song % 2 == 0) ? -30 : -50) + random.nextFloat();
    }
    return values;
  }

  private CnnTraining training(Path into, int epochs, long seed, List<LabelledData.Row> songs) {
    return new CnnTraining(
        new CnnTraining.Plan("linear", into, epochs, seed),
        songs,
        CnnTrainingTest::spectrogram,
        TrainingProgress.none(),
        new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  private Path place(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  @Test
  void aTrainingThatWasStoppedContinuesToTheSameBytes() throws IOException, ConvertException {
    Path whole = place("whole");
    CnnTraining.Trained expected = training(whole, 5, 7, songs()).run(new LinearNetwork(2));
    Path stopped = place("stopped");
    LinearNetwork first = new LinearNetwork(2);
    first.stepsLeft = 9; // in the third epoch of four batches
    assertThatThrownBy(() -> training(stopped, 5, 7, songs()).run(first))
        .hasMessage("The power is gone");
    CnnTraining.Trained continued = training(stopped, 5, 7, songs()).run(new LinearNetwork(2));
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("48 songs of 2 genres: 32 to fit, 8 for validation, 8 for the test, no artist in")
        .contains("Continuing after epoch 2, whose state is in " + stopped)
        .contains("epoch 5 of at most 5: training loss ");
    assertThat(continued.weights()).hasSameBinaryContentAs(expected.weights());
    assertThat(continued.accuracy().value()).isEqualTo(1);
    assertThat(Files.readAllLines(stopped.resolve("epochs.csv"))).hasSize(6);
    try (Checkpoint weights = Checkpoint.open(continued.weights())) {
      assertThat(weights.texts("genres")).contains(List.of("High", "Low"));
      assertThat(weights.tensors()).containsOnlyKeys("linear.weight");
    }
  }

  @Test
  void theStateOfAnotherTrainingIsRefused() throws IOException, ConvertException {
    Path place = place("place");
    training(place, 1, 7, songs()).run(new LinearNetwork(2));
    assertThatThrownBy(() -> training(place, 1, 8, songs()).run(new LinearNetwork(2)))
        .hasMessageContaining("checkpoint.safetensors")
        .hasMessageContaining("is of another training: of other songs, or with another seed");
    byte[] damaged = Files.readAllBytes(place.resolve("checkpoint.safetensors"));
    Files.write(
        place.resolve("checkpoint.safetensors"),
        new String(damaged, StandardCharsets.ISO_8859_1)
            .replace("1,0.", "1;0.")
            .getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> training(place, 1, 7, songs()).run(new LinearNetwork(2)))
        .hasMessageContaining("is damaged");
  }

  @Test
  void aLossThatIsNoNumberEndsTheTraining() throws IOException {
    LinearNetwork broken = new LinearNetwork(2);
    broken.soften(0);
    Path place = place("place");
    assertThatThrownBy(() -> training(place, 1, 7, songs()).run(broken))
        .hasMessageContaining("The training diverged in epoch 1: its loss is not a number");
  }

  @Test
  void theEncoderOfV2IsRandomAndDependsOnTheSeedOnly() throws IOException, ConvertException {
    List<Path> files = new ArrayList<>();
    for (long seed : new long[] {1, 1, 2}) {
      Path file = folder.resolve(files.size() + ".safetensors");
      CnnTraining.writeV2(seed, List.of("High", "Low"), file);
      files.add(file);
    }
    assertThat(files.get(1)).hasSameBinaryContentAs(files.get(0));
    assertThat(Files.mismatch(files.get(0), files.get(2))).isPositive();
    try (Checkpoint checkpoint = Checkpoint.open(files.get(0))) {
      float[] weights = checkpoint.tensors().get("encoder.3.weight").floats();
      double square = 0;
      for (float weight : weights) {
        square += weight * weight;
      }
      // uniform within 1 / sqrt(9 * 64)
      assertThat(square / weights.length).isCloseTo(1 / 576.0 / 3, within(1e-5));
      assertThat(checkpoint.tensors().get("classifier.5.weight").floats()).containsOnly(0);
    }
  }

  @Test
  void noArtistIsInTwoPartsAndEachGenreIsInAll() {
    List<LabelledData.Row> songs = songs();
    SongParts parts = SongParts.of(songs, 3);
    List<List<Integer>> all = List.of(parts.train(), parts.valid(), parts.test());
    assertThat(all.stream().mapToInt(List::size)).containsExactly(32, 8, 8);
    List<String> artists = new ArrayList<>();
    for (List<Integer> part : all) {
      artists.addAll(part.stream().map(i -> songs.get(i).group()).distinct().toList());
      assertThat(part.stream().map(i -> songs.get(i).genre()).distinct()).hasSize(2);
    }
    assertThat(artists).doesNotHaveDuplicates().hasSize(12);
  }

  @Test
  void aPublishedSplitIsUsedAsItIs() {
    List<LabelledData.Row> songs =
        List.of(
            DataRows.of("a", "Low", "x", LabelledData.Part.TEST),
            DataRows.of("b", "Low", "y", LabelledData.Part.VALID),
            DataRows.of("c", "Low", "z", LabelledData.Part.TRAIN));
    SongParts parts = SongParts.of(songs, 1);
    assertThat(parts.origin()).isEqualTo("as published");
    assertThat(List.of(parts.train(), parts.valid(), parts.test()))
        .containsExactly(List.of(2), List.of(1), List.of(0));
    assertThatThrownBy(() -> SongParts.of(songs.subList(0, 2), 1))
        .hasMessageContaining("there are 0 artists, too few");
  }

  @Test
  void theRateHalvesWhileTheValidationLossDoesNotFallAndThenTheTrainingStops() {
    EpochHistory history = new EpochHistory();
    assertThat(history.rate()).isEqualTo(1e-3);
    for (int number = 1; number <= 14; number++) {
      assertThat(history.isOver()).isFalse();
      history.add(new Epoch(number, 1, number < 3 ? 1.0 / number : 0.5 + number, 0.25, 60));
      if (number == 6) {
        assertThat(history.rate()).isEqualTo(5e-4);
      }
    }
    assertThat(history.best()).isEqualTo(2);
    assertThat(history.isOver()).isTrue();
    assertThat(history.rate()).isEqualTo(1.25e-4);
    assertThat(history.secondsPerEpoch()).isEqualTo(60);
    assertThat(history.lines().get(1)).isEqualTo("2,1.0,0.5,0.25,60.0");
    assertThat(EpochHistory.parse(history.lines()).epochs()).isEqualTo(history.epochs());
  }
}
