package io.musicreclass.features.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.features.ReferenceArray;
import io.musicreclass.features.dsp.MelFilters;
import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares the networks' inputs with those that their published code computes from the same audio.
 */
class FrontEndGoldenTest {
  private static final String MUSIC = "audio/music16k_10s";

  @ParameterizedTest
  @ValueSource(strings = {"synth24k_1s", "music24k_5s"})
  void mertTakesTheReferencesWave(String clip) throws IOException {
    NetworkInput input = input("mert", Map.of(), pcm(24_000, "audio/" + clip));

    assertThat(worst("mert " + clip, input, "audio/" + clip + ".norm")).isLessThan(2e-6);
  }

  @ParameterizedTest
  @CsvSource({"jmla_logmel, 1e-4", "jmla_logmel_f64ref, 2e-6"})
  void jmlaSeesTheReferencesLogarithms(String name, double tolerance) throws IOException {
    float[] seen = input("jmla", Map.of("frames", 1001), pcm(16_000, MUSIC)).toArray();
    for (int i = 0; i < seen.length; i++) {
      seen[i] = seen[i] * 4.5f - 4.5f;
    }

    NetworkInput logarithms = new NetworkInput(seen, 1, 80, 1001);
    assertThat(worst("jmla", logarithms, "frontends/" + name)).isLessThan(tolerance);
  }

  @Test
  void jmlaRepeatsAShortSongLikeTheReference() throws IOException {
    NetworkInput input = input("jmla", Map.of(), pcm(16_000, MUSIC));

    assertThat(input.shape()).containsExactly(1L, 80L, 2992L);
    assertThat(worst("jmla", input, "frontends/jmla_input_ch0_80x2992")).isLessThan(2e-5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vggish_examples", "vggish_examples_f64"})
  void vggishSeesTheReferencesExamples(String name) throws IOException {
    NetworkInput input = input("vggish", Map.of(), pcm(16_000, MUSIC));

    assertThat(input.shape()).containsExactly(10L, 1L, 96L, 64L);
    assertThat(worst("vggish", input, "frontends/" + name)).isLessThan(2e-6);
  }

  @Test
  void theFiltersOfJmlaEqualTheReferences() throws IOException {
    double[] expected = ReferenceArray.of("frontends/jmla_mel_basis");
    double[][] filters = MelFilters.slaney(80, 50, 8000, 400, 16_000);
    for (int i = 0; i < expected.length; i++) {
      assertThat(filters[i / 201][i % 201]).isCloseTo(expected[i], within(1e-8));
    }
  }

  @Test
  void theFiltersOfVggishEqualTheReferences() throws IOException {
    double[] expected = ReferenceArray.of("frontends/vggish_mel_matrix_f64");
    double[][] filters = MelFilters.htk(64, 125, 7500, 512, 16_000);
    for (int i = 0; i < expected.length; i++) {
      assertThat(filters[i % 64][i / 64]).isCloseTo(expected[i], within(1e-12));
    }
  }

  private static NetworkInput input(String name, Map<String, ?> parameters, Pcm pcm)
      throws IOException {
    FrontEnd.Outcome outcome = FrontEnd.of(name, pcm.sampleRate(), parameters).prepare(pcm);
    return ((FrontEnd.Outcome.Ready) outcome).input();
  }

  private static Pcm pcm(int rate, String name) throws IOException {
    double[] values = ReferenceArray.of(name);
    float[] samples = new float[values.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) values[i];
    }
    return Pcm.of(rate, 1, samples);
  }

  private static double worst(String what, NetworkInput input, String name) throws IOException {
    double[] expected = ReferenceArray.of(name);
    float[] values = input.toArray();
    assertThat(values).hasSameSizeAs(expected);
    double worst = 0;
    for (int i = 0; i < values.length; i++) {
      worst = Math.max(worst, Math.abs(values[i] - expected[i]));
    }
    System.out.printf("worst difference: %s to %s %.1e%n", what, name, worst);
    return worst;
  }
}
