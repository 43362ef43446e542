package io.musicreclass.features;

import io.musicreclass.track.Pcm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/**
 * Generated songs that are identical on every machine, thanks to StrictMath and a fixed generator.
 */
final class TestSongs {
  private static final int RATE = 44_100;

  private TestSongs() {}

  /** Songs by name, each for one special case. */
  static Map<String, Pcm> all() {
    Map<String, Pcm> songs = new LinkedHashMap<>();
    songs.put("sine", mono(RATE, 66_150, i -> 0.5 * sine(440, RATE, i)));
    songs.put("chirp", mono(RATE, 66_150, i -> 0.4 * sine(100 + i * 0.03, RATE, i)));
    songs.put("noise", noise(RATE, 66_150));
    songs.put("music", music(RATE, 110_250));
    songs.put("silence", mono(RATE, 44_100, i -> 0));
    IntToDoubleFunction tune = tune(RATE);
    songs.put(
        "leading_silence",
        mono(RATE, 88_200, i -> i < 44_100 ? 0 : tune.applyAsDouble(i - 44_100)));
    songs.put("loud", mono(RATE, 44_100, i -> 3 * tune.applyAsDouble(i)));
    for (int samples : new int[] {1, 2, 32, 63, 64, 100, 882}) {
      songs.put("samples_" + samples, noise(RATE, samples));
    }
    for (int rate : new int[] {8000, 9600, 11_025, 22_050, 32_000, 48_000, 96_000, 192_000}) {
      songs.put("rate_" + rate, music(rate, rate));
    }
    return songs;
  }

  static Pcm noise(int rate, int samples) {
    SplittableRandom random = new SplittableRandom(518);
    return mono(rate, samples, i -> 0.3 * (2 * random.nextDouble() - 1));
  }

  /** A stereo song: chords, bass and off-beat noise, balanced differently in each channel. */
  static Pcm music(int rate, int samples) {
    IntToDoubleFunction tune = tune(rate);
    SplittableRandom random = new SplittableRandom(1);
    float[] interleaved = new float[2 * samples];
    for (int i = 0; i < samples; i++) {
      double hiss = 0.02 * (2 * random.nextDouble() - 1);
      interleaved[2 * i] = (float) (tune.applyAsDouble(i) + hiss);
      interleaved[2 * i + 1] = (float) (0.6 * tune.applyAsDouble(i) - hiss);
    }
    return Pcm.of(rate, 2, interleaved);
  }

  private static IntToDoubleFunction tune(int rate) {
    double[][] chords = {{130.8, 164.8, 196.0}, {174.6, 220.0, 261.6}, {196.0, 246.9, 293.7}};
    return i -> {
      double[] chord = chords[(int) (2L * i / rate % chords.length)];
      double fade = StrictMath.exp(-4.0 * (i % (rate / 2)) / rate);
      double sum = 0.1 * sine(chord[0] / 2, rate, i);
      for (double note : chord) {
        for (int harmonic = 1; harmonic <= 6; harmonic++) {
          sum += 0.12 / harmonic * fade * sine(note * harmonic, rate, i);
        }
      }
      return sum;
    };
  }

  private static double sine(double hertz, int rate, int i) {
    return StrictMath.sin(2 * Math.PI * (hertz * i / rate));
  }

  private static Pcm mono(int rate, int samples, IntToDoubleFunction signal) {
    float[] x = new float[samples];
    for (int i = 0; i < samples; i++) {
      x[i] = (float) signal.applyAsDouble(i);
    }
    return Pcm.of(rate, 1, x);
  }
}
