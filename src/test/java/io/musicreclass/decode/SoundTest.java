package io.musicreclass.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.decode.level.SoundMeter;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as sound, and which passage is chosen if the wanted one is silent. */
class SoundTest {
  private static final int RATE = 44_100;

  @TempDir private Path folder;

  private Decoded.Audio song(int rate, int channels, float... samples) {
    return Read.audio(TestAudio.wav(folder.resolve("song.wav"), rate, channels, -32, samples));
  }

  private static float[] mono(int rate, double seconds, DoubleUnaryOperator atSecond) {
    float[] samples = new float[(int) (rate * seconds)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) atSecond.applyAsDouble((double) i / rate);
    }
    return samples;
  }

  private static double sine(double hertz, double t) {
    return Math.sin(2 * Math.PI * hertz * t);
  }

  private static double seconds(Decoded.Audio song) throws IOException {
    return song.sound().seconds(song.passage(Excerpt.FULL));
  }

  @ParameterizedTest
  @CsvSource({
    "44100, 1000, 0.5, 10",
    "44100, 100, 0.1, 10",
    "44100, 4000, 0.003, 10",
    "8000, 300, 0.1, 10",
    "192000, 1000, 0.1, 10",
    "1000, 200, 0.1, 10",
    "44100, 1000, 0.0005, 0",
    "44100, 10, 0.99, 0",
    "44100, 19, 0.99, 0",
    "192000, 15, 0.99, 0",
    "44100, 18000, 0.99, 0",
    "96000, 17000, 0.99, 0",
    "192000, 30000, 0.99, 0",
    "192000, 90000, 0.99, 0"
  })
  void aToneSoundsWhereItCanBeHeard(int rate, double hertz, double amplitude, double expected)
      throws IOException {
    // It fades in, because a tone that starts abruptly starts with a click.
    float[] samples =
        mono(rate, 10, t -> amplitude * Math.min(1, Math.min(t, 10 - t) / 0.5) * sine(hertz, t));

    assertThat(seconds(song(rate, 1, samples))).isEqualTo(expected, within(0.45));
  }

  @Test
  void offsetDitherAndNoiseAtMinus90DecibelsAreSilent() throws IOException {
    Random random = new Random(1);
    float[] dither = mono(RATE, 5, t -> Math.rint(random.nextDouble() * 2 - 1) / 32768);
    float[] noise = mono(RATE, 5, t -> 3.2e-5 * random.nextGaussian());
    float[] offset = mono(RATE, 5, t -> 0.5 + Math.rint(random.nextDouble() * 2 - 1) / 32768);
    offset[0] = 0.5f;

    assertThat(seconds(song(RATE, 1, dither))).isZero();
    assertThat(seconds(song(RATE, 1, noise))).isZero();
    // An offset that starts with the file is a single click.
    assertThat(seconds(song(RATE, 1, offset))).isLessThanOrEqualTo(0.2);
  }

  @Test
  void aClickCountsAsAtMostTwoTenthsOfASecondOfSound() throws IOException {
    float[] samples = new float[60 * RATE];
    samples[30 * RATE] = 1;

    assertThat(seconds(song(RATE, 1, samples))).isBetween(0.0, 0.2);
  }

  @Test
  void nonFiniteSamplesAreSilent() throws IOException {
    float[] samples = mono(RATE, 5, t -> t < 1 ? 0.2 * sine(500, t) : Double.NaN);

    assertThat(seconds(song(RATE, 1, samples))).isEqualTo(1, within(0.11));
  }

  private static float[] hiddenTrack() {
    return mono(RATE, 120, t -> t < 40 || t > 100 ? 0.3 * sine(440, t) : 0);
  }

  @Test
  void theNearestPassageWithSoundIsChosenDeterministically() throws IOException {
    Decoded.Audio song = song(RATE, 1, hiddenTrack());
    Passage wanted = song.passage(Excerpt.parse("middle:10"));

    Passage chosen = song.sound().choose(wanted);

    // The middle is 55 to 65 s; passages with 9 of 10 s of sound start at 31 s or at 99 s.
    assertThat((double) chosen.first() / RATE).isEqualTo(31, within(0.2));
    assertThat(chosen.frames()).isEqualTo(wanted.frames());
    assertThat(chosen.channel()).isEqualTo(Passage.ALL);
    assertThat(song.sound().seconds(chosen)).isEqualTo(9, within(0.2));
    assertThat(song(RATE, 1, hiddenTrack()).sound().choose(wanted)).isEqualTo(chosen);
  }

  @Test
  void aPassageWithSoundIsNotMoved() throws IOException {
    Decoded.Audio song = song(RATE, 1, mono(RATE, 60, t -> 0.3 * sine(440, t)));
    Passage wanted = song.passage(Excerpt.parse("middle:7.77"));

    assertThat(song.sound().choose(wanted)).isEqualTo(wanted);
  }

  @Test
  void aSilentSongKeepsTheWantedPassage() throws IOException {
    float[] samples = new float[20 * RATE];
    samples[5] = 1e-5f;
    Decoded.Audio song = song(RATE, 1, samples);
    Passage wanted = song.passage(Excerpt.parse("middle:5"));

    assertThat(song.sound().choose(wanted)).isEqualTo(wanted);
    assertThat(song.sound().seconds(wanted)).isZero();
  }

  private static float[] stereo(float[] left, float factor) {
    float[] samples = new float[2 * left.length];
    for (int i = 0; i < left.length; i++) {
      samples[2 * i] = left[i];
      samples[2 * i + 1] = factor * left[i];
    }
    return samples;
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "-0.9, 0", "1, -1", "0, -1", "-0.2, -1"})
  void channelsThatCancelAreHeardByOneOfThem(float right, int channel) throws IOException {
    float[] left = mono(RATE, 10, t -> 0.3 * sine(440, t));
    Decoded.Audio song = song(RATE, 2, stereo(left, right));
    Passage wanted = song.passage(Excerpt.parse("middle:5"));

    Passage chosen = song.sound().choose(wanted);

    assertThat(chosen.channel()).isEqualTo(channel);
    assertThat(song.sound().seconds(chosen)).isEqualTo(5, within(0.11));
    assertThat(chosen.first()).isEqualTo(wanted.first());
  }

  @Test
  void aSongMayHaveSoundOnlyInItsSecondChannel() throws IOException {
    float[] sound = mono(RATE, 10, t -> 0.001 * sine(440, t) * 1.9);
    float[] samples = new float[2 * sound.length];
    for (int i = 0; i < sound.length; i++) {
      samples[2 * i + 1] = sound[i];
    }
    Decoded.Audio song = song(RATE, 2, samples);

    Passage chosen = song.sound().choose(song.passage(Excerpt.FULL));

    assertThat(chosen.channel()).isEqualTo(1);
    assertThat(Read.all(song.pcm(chosen))).containsExactly(sound);
  }

  @Test
  void theMeterStopsAfterEnoughSoundAndDoesNotChangeTheAudio() throws IOException {
    Decoded.Audio song = song(RATE, 1, hiddenTrack());
    SoundMeter meter = new SoundMeter(3);
    Pcm tapped = meter.metered(song.pcm(Excerpt.parse("start:10")));

    assertThat(Read.all(tapped)).containsExactly(Read.all(song.pcm(Excerpt.parse("start:10"))));
    assertThat(meter.hasEnough()).isTrue();
    assertThat(meter.seconds()).isBetween(3.0, 4.0);

    SoundMeter silent = new SoundMeter(3);
    var unused = Read.all(silent.metered(song.pcm(Excerpt.parse("middle:10"))));
    assertThat(silent.hasEnough()).isFalse();
    assertThat(silent.seconds()).isZero();
  }
}
