package io.musicreclass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.Golden;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.decode.TestAudio;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Network;
import io.musicreclass.engine.onnx.OnnxEngine;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The embeddings of audio files, compared with those of the published code for their samples. */
class EmbedGoldenTest {
  private static final int BANDS = 80;
  private static final int FRAMES = 176;

  @TempDir private Path folder;
  private Commands reclass;

  @BeforeEach
  void setUp() throws IOException {
    reclass = new Commands(folder);
  }

  private static double[] npy(String name) throws ConvertException {
    try (Checkpoint file = Checkpoint.open(Golden.path("golden/networks/" + name))) {
      return file.tensors().get("").doubles();
    }
  }

  private void run(Object... arguments) {
    Commands.Ran ran = reclass.run(arguments);
    assertThat(ran.status()).as(ran.err()).isZero();
  }

  private float[] embedded(String model, int rate, String audio) throws Exception {
    TestAudio.wav(folder.resolve("song.wav"), rate, 1, -32, floats(npy("audio/" + audio)));
    Path matrix = folder.resolve("x.npy");
    run("embed", "--model", model, folder.resolve("song.wav"), "-o", matrix);
    return NumpyFile.read(matrix).row(0);
  }

  private static double worst(String what, float[] have, double[] want) {
    assertThat(have).hasSize(want.length);
    double worst = 0;
    for (int i = 0; i < have.length; i++) {
      worst = Math.max(worst, Math.abs(have[i] - want[i]));
    }
    System.out.printf("embed %s: worst difference %.1e%n", what, worst);
    return worst;
  }

  @Test
  void aMertGivesTheMeanOverTimeOfItsLastState() throws Exception {
    run("model", "import", "mert", Golden.path("golden/networks/mert95_tiny"));
    assertThat(
            worst(
                "mert",
                embedded("mert-48", 24_000, "music24k_5s.npy"),
                npy("mert95_tiny/expected/music5s.norm.last_mean.npy")))
        .isLessThan(2e-6);
  }

  /**
   * The reference has tokens of a synthetic spectrogram and the spectrogram of a song; both count.
   */
  @ParameterizedTest
  @CsvSource({"mean, openjmla, mean_all_tokens", "class, openjmla-class, cls"})
  void anOpenJmlaGivesTheMeanOfItsTokensOrTheClassToken(
      String pooling, String name, String expected) throws Exception {
    Path file = Golden.path("golden/networks/jmla_tiny/epoch_20.pth");
    run("model", "import", "jmla", file, "--heads", "4", "--pooling", pooling);
    ModelPackage model = new ModelStore(List.of(reclass.models())).find(name).orElseThrow();
    assertThat(model.card().encoder().pooling()).isEqualTo(pooling);
    double[] logs = npy("frontends/jmla_logmel.npy");
    float[] song = new float[BANDS * FRAMES];
    for (int i = 0; i < song.length; i++) {
      song[i] = (float) ((logs[i / FRAMES * 1001 + i % FRAMES] + 4.5) / 4.5);
    }
    double[] tokens = npy("jmla_tiny/expected/" + expected + ".npy");
    try (Engine engine = new OnnxEngine(1);
        Network network = engine.load(model.encoder().orElseThrow())) {
      float[] noise = floats(npy("jmla_tiny/input_1x80x176.npy"));
      assertThat(worst(name, network.run(noise, 1, BANDS, FRAMES), tokens)).isLessThan(5e-5);
      double[] wanted = doubles(network.run(song, 1, BANDS, FRAMES));
      assertThat(worst(name + " of a song", embedded(name, 16_000, "music16k_10s.npy"), wanted))
          .isLessThan(5e-5);
    }
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  @Test
  void aVggishGivesTheMeanOverItsExamples() throws Exception {
    run(
        "model",
        "import",
        "vggish",
        Golden.path("golden/networks/vggish_small/vggish.pth"),
        "--pca",
        Golden.path("golden/networks/vggish_small/vggish_pca_params.pth"));
    double[] examples = npy("vggish_small/expected/embeddings_quantised.npy");
    double[] mean = new double[128];
    for (int i = 0; i < examples.length; i++) {
      mean[i % 128] += examples[i] / (examples.length / 128.0);
    }
    assertThat(worst("vggish", embedded("vggish", 16_000, "music16k_10s.npy"), mean))
        .isLessThan(1e-4);
  }
}
