package io.musicreclass.e2e;

import io.musicreclass.decode.TestAudio;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Forty seconds of synthetic music: drums, bass, chords and, at times, a melody. */
final class SampleSong {
  private static final int RATE = 22_050;
  private static final int SECONDS = 40;
  private static final int BEAT = RATE / 2;
  private static final double[][] CHORDS = {
    {220, 261.6, 329.6}, {174.6, 220, 261.6}, {261.6, 329.6, 392}, {196, 246.9, 293.7}
  };
  private static final double[] SCALE = {440, 523.3, 587.3, 659.3, 784, 880};

  private final float[] out = new float[RATE * SECONDS];
  private final Random random = new Random(11);

  private SampleSong() {}

  static Path write(Path file) {
    SampleSong song = new SampleSong();
    for (int beat = 0; beat < SECONDS * 2; beat++) {
      song.play(beat);
    }
    return TestAudio.wav(file, RATE, 1, 16, song.out);
  }

  private void play(int beat) {
    int at = beat * BEAT;
    double[] chord = CHORDS[beat / 4 % CHORDS.length];
    tone(at, BEAT, chord[0] / 4, 0.22, 4, 5);
    noise(at, 0.25, 40, beat % 2 == 0 ? 0.03 : 0.15);
    noise(at + BEAT / 2, 0.05, 90, 0.9);
    if (beat % 4 == 0) {
      Arrays.stream(chord).forEach(note -> tone(at, 4 * BEAT, note, 0.06, 6, 0.9));
    }
    if (beat % 32 >= 12) {
      tone(at, BEAT / 2, note(), 0.1, 8, 4);
      tone(at + BEAT / 2, BEAT / 2, note(), 0.08, 8, 6);
    }
  }

  private double note() {
    return SCALE[random.nextInt(SCALE.length)];
  }

  /** A plucked string: higher overtones fade faster. */
  private void tone(int from, int length, double hertz, double gain, int overtones, double decay) {
    for (int i = from; i < Math.min(out.length, from + length); i++) {
      double t = (double) (i - from) / RATE;
      for (int n = 1; n <= overtones; n++) {
        double fade = Math.exp(-decay * t * (1 + 0.4 * n)) / n;
        out[i] += (float) (gain * fade * Math.sin(2 * Math.PI * hertz * n * t));
      }
    }
  }

  /** A drum: low-pass filtered noise, brighter with a larger coefficient. */
  private void noise(int from, double gain, double decay, double bright) {
    double last = 0;
    for (int i = from; i < Math.min(out.length, from + BEAT / 2); i++) {
      last += bright * (random.nextGaussian() - last);
      out[i] += (float) (gain * Math.exp(-decay * (i - from) / RATE) * last);
    }
  }
}
