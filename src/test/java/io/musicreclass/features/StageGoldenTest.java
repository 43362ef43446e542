package io.musicreclass.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.musicreclass.Golden;
import io.musicreclass.features.dsp.Filterbank;
import io.musicreclass.features.dsp.FrameBatch;
import io.musicreclass.features.loops.FrameLoop;
import io.musicreclass.features.loops.Loops;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares each stage with the reference's intermediate results. */
class StageGoldenTest {
  private static final String FOLDER = "golden/fma518/intermediates/";

  /** Number of frames that the 4096 samples of the excerpt determine completely. */
  private static final int WHOLE_FRAMES = 6;

  @ParameterizedTest
  @CsvSource({
    "trumpet, true", "syn_noise_22k, true", "speech_198, true",
    "trumpet, false", "syn_noise_22k, false", "speech_198, false"
  })
  void spectraAreTheReferencesToTheLastBitOfAFloat(String clip, boolean fastest)
      throws IOException {
    double[] expected = npy(FOLDER + clip + "/stft_mag_first20.npy");
    int frames = expected.length / Loops.BINS;
    int different = 0;
    try (FrameLoop loop = loops(fastest).frames(22_050, Mel.weights(22_050))) {
      float[] magnitudes = loop.magnitudes(firstBlock(clip).samples, WHOLE_FRAMES);
      for (int j = 0; j < WHOLE_FRAMES; j++) {
        for (int k = 0; k < Loops.BINS; k++) {
          double want = expected[k * frames + j];
          float is = magnitudes[k * Loops.LANES + j];
          assertThat((double) is).isCloseTo(want, withinPercentage(2e-5));
          different += is == want ? 0 : 1;
        }
      }
    }
    // If two correct transforms differ in the last bit of a double, a float may round differently.
    assertThat(different).isLessThan(10);
  }

  /** The fastest loops are the compiled ones, where they can be built. */
  private static Loops loops(boolean fastest) {
    return fastest ? Loops.fastest() : Loops.inJava();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theDecimatorEqualsTheReferences(boolean fastest) throws IOException {
    float[] analysed = new float[50_000];
    int[] count = new int[1];
    // Longer than the input: the end, where the reference differs, is not reached.
    Decimator decimator =
        new Decimator(
            loops(fastest),
            2,
            100_000,
            Math.sqrt(0.5),
            (x, n) -> {
              System.arraycopy(x, 0, analysed, count[0], n);
              count[0] += n;
            });
    decimator.accept(samples("trumpet"), 4096);
    decimator.accept(new float[95_904], 95_904);

    double[] expected = npy(FOLDER + "trumpet/cqt_resample0_44100to22050.npy");
    for (int i = 0; i < 2000; i++) {
      assertThat(analysed[i] * Math.sqrt(2)).isCloseTo(expected[i], within(1e-6));
    }
  }

  @ParameterizedTest
  @CsvSource({"22050, mel_fb_sr22050", "16000, mel_fb_sr16000", "44100, mel_fb_sr44100"})
  void theMelFiltersAreTheReferences(int rate, String name) throws IOException {
    assertWeights(new Filterbank(Mel.weights(rate)), Mel.BANDS, name);
  }

  @ParameterizedTest
  @CsvSource({"0, chroma_fb_sr22050_tuning0", "-0.16, chroma_fb_sr22050_tuning-0.16"})
  void theChromaFiltersAreTheReferences(double tuning, String name) throws IOException {
    assertWeights(new Filterbank(Chroma.weights(tuning)), Chroma.CLASSES, name);
  }

  private static void assertWeights(Filterbank bank, int rows, String name) throws IOException {
    double[] expected = npy(FOLDER + "filters/" + name + ".npy");
    double[][] weights = FrameBatch.rows(rows);
    for (int first = 0; first < Loops.BINS; first += FrameBatch.COUNT) {
      double[][] impulses = FrameBatch.rows(FrameBatch.padded(Loops.BINS));
      int count = Math.min(FrameBatch.COUNT, Loops.BINS - first);
      for (int lane = 0; lane < count; lane++) {
        impulses[first + lane][lane] = 1;
      }
      bank.apply(impulses, weights);
      for (int row = 0; row < rows; row++) {
        for (int lane = 0; lane < count; lane++) {
          double want = expected[row * Loops.BINS + first + lane];
          assertThat(weights[row][lane]).isCloseTo(want, within(1e-7));
        }
      }
    }
  }

  private static FrameBlock firstBlock(String clip) throws IOException {
    List<FrameBlock> blocks = new ArrayList<>();
    Framer framer = new Framer(Loops.HOP, Loops.SIZE, WHOLE_FRAMES, blocks::add);
    framer.accept(samples(clip), 4096);
    return blocks.get(0);
  }

  /** The first 4096 samples of a clip, mono. */
  private static float[] samples(String clip) throws IOException {
    double[] x = npy(FOLDER + clip + "/x_mono.npy");
    float[] samples = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      samples[i] = (float) x[i];
    }
    return samples;
  }

  private static double[] npy(String name) throws IOException {
    ByteBuffer file =
        ByteBuffer.wrap(Files.readAllBytes(Golden.path(name))).order(ByteOrder.LITTLE_ENDIAN);
    int headerLength = file.getShort(8);
    String header = new String(file.array(), 10, headerLength, StandardCharsets.ISO_8859_1);
    boolean single = header.contains("<f4");
    assertThat(single || header.contains("<f8")).as(header).isTrue();
    ByteBuffer data = file.slice(10 + headerLength, file.capacity() - 10 - headerLength);
    data.order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[data.capacity() / (single ? 4 : 8)];
    for (int i = 0; i < values.length; i++) {
      values[i] = single ? data.getFloat() : data.getDouble();
    }
    return values;
  }
}
