package io.musicreclass.train.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.musicreclass.cli.Main;
import io.musicreclass.convert.network.Params;
import io.musicreclass.convert.onnx.Weights;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Network;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.train.cnn.CnnTraining;
import io.musicreclass.train.cnn.NetworkTrainer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PytorchTest {
  private static final int RATE = 22_050;

  /** Unpacked once for all tests and runs. */
  private static final Path LIBRARIES = Path.of("target", "pytorch").toAbsolutePath();

  @TempDir private Path folder;

  @BeforeEach
  void need() {
    assumeTrue(
        PytorchLibrary.isInstalled(), "SKIPPED: training by PyTorch, built by ./test -Ppytorch");
  }

  /** A song of 31 s, tones or noise. */
  private static void song(Path file, boolean tone, int number) throws IOException {
    Random random = new Random(number);
    int n = 31 * RATE;
    ByteBuffer wav = ByteBuffer.allocate(44 + 2 * n).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * n);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE);
    wav.putShort((short) 2).putShort((short) 16);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * n);
    for (int i = 0; i < n; i++) {
      double tones = Math.sin((0.05 + 0.002 * number) * i) + 0.03 * random.nextGaussian();
      wav.putShort((short) (8_000 * (tone ? tones : 0.3 * random.nextGaussian())));
    }
    Files.createDirectories(file.getParent());
    Files.write(file, wav.array());
  }

  private String reclass(Object... words) {
    String[] all = new String[words.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = String.valueOf(words[i]);
    }
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream usual = System.out;
    System.setProperty("musicreclass.root", folder.toString());
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      assertThat(Main.execute(all)).as(() -> printed.toString(StandardCharsets.UTF_8)).isZero();
    } finally {
      System.setOut(usual);
      System.clearProperty("musicreclass.root");
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** Random spectrograms in dB. */
  private static float[] spectrograms(int songs, int frames, boolean[] high) {
    Random random = new Random(5);
    float[] values = new float[songs * CnnTraining.BANDS * frames];
    for (int i = 0; i < values.length; i++) {
      int song = i / (CnnTraining.BANDS * frames);
      boolean upper = i / frames % CnnTraining.BANDS >= 64;
      values[i] = (float) (-50 + 10 * random.nextGaussian() + (high[song] == upper ? 20 : 0));
    }
    return values;
  }

  @Test
  void trainedOnWavFilesOfTwoSoundsItBecomesAModelThatVotesAndGivesTheSameLogits()
      throws Exception {
    Files.createFile(folder.resolve("pom.xml"));
    Path libraries = Files.createDirectories(folder.resolve("var/training")).resolve("libraries");
    Files.createSymbolicLink(libraries, Files.createDirectories(LIBRARIES));
    for (int i = 0; i < 12; i++) {
      song(folder.resolve("songs/Tone/" + i + ".wav"), true, i);
      song(folder.resolve("songs/Noise/" + i + ".wav"), false, i);
    }
    String trained =
        reclass(
            "train",
            "cnn",
            "--data",
            "folders",
            "--path",
            folder.resolve("songs"),
            "--network",
            "narrow",
            "--epochs",
            "15");
    assertThat(trained)
        .contains("epoch 15 of at most 15: training loss ")
        .contains("24 songs of 2 genres: 16 to fit, 4 for validation, 4 for the test")
        .contains("accuracy 100.0 %")
        .contains("Now the model genre-cnn-narrow");
    song(folder.resolve("heard.wav"), true, 77);
    Files.writeString(
        Files.createDirectory(folder.resolve("config")).resolve("application.properties"),
        "reclass.stages=cnn:genre-cnn-narrow\n");
    assertThat(reclass("classify", "--json", folder.resolve("heard.wav")))
        .contains("\"model\":\"genre-cnn-narrow\"")
        .contains("\"genre\":\"Tone\"");
    equalOutputs(folder.resolve("models/genre-cnn-narrow"));
  }

  /** The library's logits of the trained weights against those of the package's networks. */
  private void equalOutputs(Path model) throws Exception {
    Path weights = folder.resolve("var/training/genre-cnn-narrow/weights.safetensors");
    float[] x = spectrograms(2, 300, new boolean[] {true, false});
    try (NetworkTrainer.Session network = new NarrowTrainer().open(2, 9, LIBRARIES);
        Engine engine = Engines.cpu(1);
        Network encoder = engine.load(model.resolve(ModelPackage.ENCODER));
        Network head = engine.load(model.resolve(ModelPackage.HEAD))) {
      restore(network, weights);
      double[][] expected = network.logits(x, 2);
      float[] embedding = encoder.run(x, 2, 1, CnnTraining.BANDS, 300);
      float[] found = head.run(embedding, 2, embedding.length / 2);
      for (int i = 0; i < found.length; i++) {
        assertThat((double) found[i]).isCloseTo(expected[i / 2][i % 2], within(1e-4));
      }
    }
  }

  private static void restore(NetworkTrainer.Session network, Path file) throws Exception {
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      Map<String, Weights> weights = new TreeMap<>();
      checkpoint.tensors().forEach((name, tensor) -> weights.put(name, Params.plain(tensor)));
      network.restore(weights);
    }
  }

  @Test
  void theEnhancedNetworkHasTheWeightsOfItsScript() throws Exception {
    try (NetworkTrainer.Session network = new EnhancedTrainer().open(10, 1, LIBRARIES)) {
      long trained =
          network.state().entrySet().stream()
              .filter(entry -> !entry.getKey().startsWith(NetworkTrainer.Session.OPTIMIZER))
              .filter(entry -> !entry.getKey().contains(".running_"))
              .mapToLong(
                  entry ->
                      entry.getValue().shape().stream()
                          .mapToLong(i -> i)
                          .reduce(1, (a, b) -> a * b))
              .sum();
      assertThat(trained).isEqualTo(17_506_058);
    }
  }

  @Test
  void theSameSeedGivesTheSameLossesAlsoAfterARestart() throws Exception {
    boolean[] high = {true, false, true, false};
    float[] x = spectrograms(4, 64, high);
    int[] labels = {0, 1, 0, 1};
    float[] counts = {1, 1, 1, 1};
    double[] losses = new double[6];
    double[] again = new double[6];
    try (NetworkTrainer.Session network = new NarrowTrainer().open(2, 3, LIBRARIES);
        NetworkTrainer.Session other = new NarrowTrainer().open(2, 4, LIBRARIES)) {
      for (int i = 0; i < losses.length; i++) {
        network.startEpoch(i);
        losses[i] = network.step(x, labels, counts, 1e-3);
        if (i == 2) {
          other.restore(network.state());
        }
      }
      for (int i = 3; i < again.length; i++) {
        other.startEpoch(i);
        again[i] = other.step(x, labels, counts, 1e-3);
        assertThat(again[i]).isEqualTo(losses[i]);
      }
      assertThat(losses[5]).isLessThan(losses[0]);
    }
  }
}
