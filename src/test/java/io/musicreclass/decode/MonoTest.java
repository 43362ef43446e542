package io.musicreclass.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.track.Excerpt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonoTest {
  @TempDir Path dir;

  @Test
  void monoIsTheArithmeticMeanOfTheChannels() throws IOException {
    float[] frames = {1, 0, 0.5f, 0.25f, -1, 1};
    Path file = TestAudio.wav(dir.resolve("x.wav"), 24000, 2, -32, frames);

    assertThat(Read.all(Read.audio(file).mono(Excerpt.FULL, 24000)))
        .containsExactly(0.5f, 0.375f, 0);
  }

  @Test
  void sixChannelsHaveEqualWeights() throws IOException {
    float[] frame = {0.6f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.6f};
    Path file = TestAudio.wav(dir.resolve("x.wav"), 48000, 6, -32, frame);

    assertThat(Read.all(Read.audio(file).mono(Excerpt.FULL, 48000))).containsExactly(0.1f, 0.1f);
  }

  @Test
  void atItsOwnRateASongPassesThrough() throws IOException {
    float[] music = TestAudio.music(22050, 1, 2);
    Path file = TestAudio.wav(dir.resolve("x.wav"), 22050, 1, -32, music);

    float[] mono = Read.all(Read.audio(file).mono(Excerpt.FULL, 22050));

    assertThat(Arrays.equals(mono, music)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "44100, 24000, 44100, 24000",
    "44100, 24000, 44101, 24001",
    "44100, 22050, 1, 1",
    "44100, 16000, 10, 4",
    "8000, 24000, 1, 3",
    "11025, 16000, 100000, 145125",
    "192000, 16000, 7, 1",
    "44056, 24000, 44057, 24001",
  })
  void thereAreRoundedFramesTimesRatesSamples(int from, int to, int frames, int expected)
      throws IOException {
    float[] x = new float[frames];
    x[0] = 0.5f;
    Path file = TestAudio.wav(dir.resolve("x.wav"), from, 1, -32, x);

    assertThat(Read.all(Read.audio(file).mono(Excerpt.FULL, to))).hasSize(expected);
  }

  @Test
  void theFirstSampleStaysTheFirst() throws IOException {
    float[] click = new float[44100];
    click[0] = 1;
    click[22050] = 1;
    Path file = TestAudio.wav(dir.resolve("x.wav"), 44100, 1, -32, click);
    float[] y = Read.all(Read.audio(file).mono(Excerpt.FULL, 22050));

    // A sinc cut off at 0.95 of half the old bandwidth has a height of 0.475.
    assertThat(y[0]).isCloseTo(0.475f, within(1e-3f));
    assertThat(y[11025]).isCloseTo(0.475f, within(1e-3f));
    assertThat(y[11024]).isCloseTo(y[11026], within(1e-6f));
  }

  @Test
  void theExcerptIsCutBeforeTheRateChanges() throws IOException {
    float[] x = new float[44100 * 3];
    Arrays.fill(x, 44100, 88200, 0.5f);
    Path file = TestAudio.wav(dir.resolve("x.wav"), 44100, 1, -32, x);
    float[] y = Read.all(Read.audio(file).mono(Excerpt.parse("middle:1"), 24000));

    assertThat(y).hasSize(24000);
    assertThat(y[12000]).isCloseTo(0.5f, within(1e-4f));
  }

  @Test
  void theTailIsNotLost() throws IOException {
    float[] x = TestAudio.tones(44100, 1, 1);
    Path file = TestAudio.wav(dir.resolve("x.wav"), 44100, 1, -32, x);
    float[] y = Read.all(Read.audio(file).mono(Excerpt.FULL, 24000));

    for (int i = 23800; i < 23950; i++) {
      assertThat(y[i])
          .isCloseTo((float) (0.5 * Math.sin(2 * Math.PI * 220 * i / 24000)), within(5e-3f));
    }
  }
}
