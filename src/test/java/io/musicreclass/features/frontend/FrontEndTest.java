package io.musicreclass.features.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Generated audio; the expected values were computed with librosa 0.11 and numpy in double
 * precision.
 */
class FrontEndTest {
  private static final Map<String, Integer> RATES =
      Map.of("mert", 24_000, "jmla", 16_000, "vggish", 16_000, "gtzan-cnn", 22_050);

  private static final Offset<Float> CLOSE = within(5e-5f);

  @Test
  void mertInputHasMeanZeroAndVarianceOne() throws IOException {
    float[] x = new float[24_000];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (0.1 + 0.5 * StrictMath.sin(2 * Math.PI * (440.0 * i / 24_000)));
    }

    float[] input = ready("mert", Pcm.of(24_000, 1, x)).toArray();

    for (int i = 0; i < x.length; i++) {
      assertThat(input[i]).isCloseTo((float) ((x[i] - 0.1) / Math.sqrt(0.125 + 1e-7)), CLOSE);
    }
  }

  @Test
  void mertInputOfSilenceIsZero() throws IOException {
    assertThat(ready("mert", Pcm.of(24_000, 1, new float[480])).toArray())
        .containsOnly(0f)
        .hasSize(480);
  }

  @Test
  void mertInputIsNotNormalisedIfTheCardSaysSo() throws IOException {
    FrontEnd raw = FrontEnd.of("mert", 16_000, Map.of("normalise", false));

    float[] x = Arrays.copyOf(new float[] {0.25f, -2, 0.5f}, 400);
    assertThat(ready(raw, Pcm.of(16_000, 1, x)).toArray()).isEqualTo(x);
  }

  @Test
  void mertInputIsTheFirstThirtySecondsWithoutPadding() throws IOException {
    assertThat(ready("mert", signal(24_000, 800_000)))
        .isEqualTo(ready("mert", signal(24_000, 720_000)));
    assertThat(ready("mert", signal(24_000, 720_000)).shape()).containsExactly(1L, 720_000L);
    assertThat(ready("mert", signal(24_000, 12_345)).shape()).containsExactly(1L, 12_345L);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0.47491",
    "10, 1, 1.75819",
    "12, 150, 0.02436",
    "40, 77, -0.03152",
    "79, 300, -0.31510"
  })
  void jmlaSeesTheLogarithmOfThePower(int band, int frame, float expected) throws IOException {
    float[] mel = jmla(301, signal(16_000, 48_000)).toArray();

    assertThat(mel[band * 301 + frame]).isCloseTo(expected, CLOSE);
  }

  @Test
  void jmlaInputIsTheFirstFramesOfALongSong() throws IOException {
    float[] cropped = jmla(176, signal(16_000, 48_000)).toArray();
    float[] whole = jmla(301, signal(16_000, 48_000)).toArray();

    for (int i = 0; i < cropped.length; i++) {
      assertThat(cropped[i]).isEqualTo(whole[i / 176 * 301 + i % 176]);
    }
  }

  @Test
  void jmlaInputRepeatsAShortSong() throws IOException {
    float[] circled = jmla(176, signal(16_000, 8000)).toArray();
    float[] once = jmla(51, signal(16_000, 8000)).toArray();

    // Five times 51 frames; 176 of them from the 40th on.
    for (int i = 0; i < circled.length; i++) {
      assertThat(circled[i]).isEqualTo(once[i / 176 * 51 + (40 + i % 176) % 51]);
    }
  }

  @Test
  void jmlaInputOfSilenceIsTheSmallestLogarithm() throws IOException {
    float floor = (float) ((Math.log(1.1920929e-7) + 4.5) / 4.5);
    assertThat(jmla(176, Pcm.of(16_000, 1, new float[16_000])).toArray()).containsOnly(floor);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0, -1.21464", "0, 95, 63, 2.09010", "1, 50, 9, 3.43028", "2, 10, 30, 0.59117"})
  void vggishSeesTheLogarithmOfTheMagnitude(int example, int frame, int band, float expected)
      throws IOException {
    float[] mel = ready("vggish", signal(16_000, 48_000)).toArray();

    assertThat(mel[(example * 96 + frame) * 64 + band]).isCloseTo(expected, CLOSE);
  }

  @Test
  void vggishDropsAnIncompleteExample() throws IOException {
    assertThat(ready("vggish", signal(16_000, 30_959)).batch()).isEqualTo(1);
    assertThat(ready("vggish", signal(16_000, 30_960)).batch()).isEqualTo(2);
  }

  @Test
  void vggishInputOfSilenceIsTheLogarithmOfItsOffset() throws IOException {
    NetworkInput silence = ready("vggish", Pcm.of(16_000, 1, new float[16_000]));
    assertThat(silence.toArray()).containsOnly((float) Math.log(0.01));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, -38.37361", "18, 0, -19.48552", "18, 100, -37.95072", "64, 57, -39.70894",
    "127, 215, -44.09363", "20, 216, -29.74729", "5, 217, -56.00488", "18, 1291, -80"
  })
  void theGenreCnnSeesDecibelsBelowTheLoudestAndZerosBehindAShortSong(
      int band, int frame, float expected) throws IOException {
    NetworkInput input = ready("gtzan-cnn", signal(22_050, 110_250));

    assertThat(input.shape()).containsExactly(1L, 1L, 128L, 1292L);
    assertThat(input.toArray()[band * 1292 + frame]).isCloseTo(expected, CLOSE);
  }

  @ParameterizedTest
  @CsvSource({"0, 1291, -32.80035", "18, 1291, -25.03111", "100, 1290, -36.42742"})
  void theGenreCnnSeesThirtySecondsOfALongSong(int band, int frame, float expected)
      throws IOException {
    float[] decibels = ready("gtzan-cnn", signal(22_050, 882_000)).toArray();

    assertThat(decibels[band * 1292 + frame]).isCloseTo(expected, CLOSE);
  }

  @Test
  void theSmallGenreCnnsInputIsTheFirstFramesScaledToOne() throws IOException {
    Map<String, Object> parameters = Map.of("bands", 128, "frames", 128, "scaled", true);

    NetworkInput scaled = ready(frontEnd("gtzan-cnn", parameters), signal(22_050, 110_250));

    assertThat(scaled.shape()).containsExactly(1L, 1L, 128L, 128L);
    assertThat(scaled.toArray()[64 * 128 + 57]).isCloseTo((80 - 39.70894f) / 80, CLOSE);
  }

  @Test
  void theGenreCnnsInputOfSilenceIsZeroDecibels() throws IOException {
    NetworkInput silence = ready("gtzan-cnn", Pcm.of(22_050, 1, new float[22_050]));
    assertThat(silence.toArray()).containsOnly(0f);
  }

  @ParameterizedTest
  @CsvSource({"mert, 400", "jmla, 201", "vggish, 15600", "gtzan-cnn, 1"})
  void aSongShorterThanTheSmallestInputIsRejected(String name, int shortest) throws IOException {
    FrontEnd frontEnd = frontEnd(name, Map.of());
    int rate = frontEnd.sampleRate();

    assertThat(frontEnd.prepare(signal(rate, shortest))).isInstanceOf(FrontEnd.Outcome.Ready.class);
    assertThat(frontEnd.prepare(signal(rate, shortest - 1)))
        .isEqualTo(
            new FrontEnd.Outcome.Rejected(
                "Too short for %s: %d samples at %d Hz, at least %d are needed."
                    .formatted(name, shortest - 1, rate, shortest)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mert", "jmla", "vggish", "gtzan-cnn"})
  void audioThatIsNoNumberIsRejected(String name) throws IOException {
    FrontEnd frontEnd = frontEnd(name, Map.of());
    float[] x = new float[40_000];
    x[20_000] = Float.NaN;

    assertThat(frontEnd.prepare(Pcm.of(frontEnd.sampleRate(), 1, x)))
        .isEqualTo(
            new FrontEnd.Outcome.Rejected(
                "The audio is damaged: sample 20000 is not a finite number."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mert", "jmla", "vggish", "gtzan-cnn"})
  void theSameSongGivesTheSameInput(String name) throws IOException {
    int rate = frontEnd(name, Map.of()).sampleRate();
    assertThat(ready(name, signal(rate, 50_000))).isEqualTo(ready(name, signal(rate, 50_000)));
  }

  @Test
  void entriesOfABatchAreItsExamples() throws IOException {
    NetworkInput three = ready("vggish", signal(16_000, 48_000));

    NetworkInput last = three.entries(1, 2);

    assertThat(last.shape()).containsExactly(2L, 1L, 96L, 64L);
    assertThat(last.toArray())
        .startsWith(three.toArray()[96 * 64])
        .endsWith(three.toArray()[18_431]);
    assertThatThrownBy(() -> three.entries(2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static FrontEnd frontEnd(String name, Map<String, ?> parameters) {
    return FrontEnd.of(name, RATES.get(name), parameters);
  }

  private static NetworkInput ready(String name, Pcm pcm) throws IOException {
    return ready(frontEnd(name, Map.of()), pcm);
  }

  private static NetworkInput jmla(int frames, Pcm pcm) throws IOException {
    return ready(frontEnd("jmla", Map.of("frames", frames)), pcm);
  }

  private static NetworkInput ready(FrontEnd frontEnd, Pcm pcm) throws IOException {
    return ((FrontEnd.Outcome.Ready) frontEnd.prepare(pcm)).input();
  }

  /** A tone and repeating noise. */
  private static Pcm signal(int rate, int samples) {
    float[] x = new float[samples];
    for (int i = 0; i < samples; i++) {
      double hiss = (long) i * i % 1009 / 1009.0 - 0.5;
      x[i] = (float) (0.4 * StrictMath.sin(2 * Math.PI * (440.0 * i / rate)) + 0.2 * hiss);
    }
    return Pcm.of(rate, 1, x);
  }
}
