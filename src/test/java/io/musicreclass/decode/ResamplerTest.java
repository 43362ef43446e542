package io.musicreclass.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.track.MonoForm;
import io.musicreclass.track.Pcm;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The filter, measured with sines. */
class ResamplerTest {
  /** Level of a resampled sine in dB, away from both ends. */
  private static double level(int from, int to, double hz) throws IOException {
    float[] x = new float[from];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (0.5 * Math.sin(2 * Math.PI * hz * i / from));
    }
    float[] y = Read.all(new MonoPcm(Pcm.of(from, 1, x), to, MonoForm.MEAN));
    double sum = 0;
    int n = 0;
    // A whole number of periods of every integer frequency, which half a second would not be.
    for (int i = 0; i < y.length / 2; i++, n++) {
      double v = y[y.length / 4 + i];
      sum += v * v;
    }
    return 10 * Math.log10(sum / n / 0.125);
  }

  @ParameterizedTest
  @CsvSource({"44100, 22050", "44100, 24000", "48000, 16000", "44100, 16000", "44056, 24000"})
  void thePassbandIsFlatUpToNineTenthsOfTheNewBandwidth(int from, int to) throws IOException {
    for (double part : new double[] {0.02, 0.1, 0.25, 0.5, 0.75, 0.85, 0.9}) {
      double hz = 2 * Math.round(part * to / 4);
      assertThat(level(from, to, hz)).as(hz + " Hz").isBetween(-0.001, 0.001);
    }
  }

  @ParameterizedTest
  @CsvSource({"44100, 22050", "44100, 24000", "48000, 16000", "44100, 16000", "44056, 24000"})
  void nothingFoldsBackFromAboveTheNewBandwidth(int from, int to) throws IOException {
    for (double part : new double[] {1.0, 1.02, 1.1, 1.3, 1.6, 1.9, 2.5}) {
      double hz = 2 * Math.round(part * to / 4);
      if (hz < 0.5 * from) {
        assertThat(level(from, to, hz)).as(hz + " Hz").isLessThan(-90);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"8000, 24000", "16000, 24000", "22050, 24000", "11025, 22050"})
  void aHigherRateKeepsThePassbandFlat(int from, int to) throws IOException {
    for (double part : new double[] {0.02, 0.25, 0.5, 0.9}) {
      double hz = 2 * Math.round(part * from / 4);
      assertThat(level(from, to, hz)).as(hz + " Hz").isBetween(-0.001, 0.001);
    }
  }
}
