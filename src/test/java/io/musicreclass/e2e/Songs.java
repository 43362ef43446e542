package io.musicreclass.e2e;

import io.musicreclass.decode.TestAudio;
import java.nio.file.Path;
import java.util.Random;

/** Short synthetic songs that differ from each other. */
final class Songs {
  private static final int RATE = 22_050;

  private Songs() {}

  /** Writes a WAV file of chords over noise beats, both determined by the number. */
  static Path write(Path file, int number, double seconds) {
    return TestAudio.wav(file, RATE, 1, 16, samples(number, seconds));
  }

  static float[] samples(int number, double seconds) {
    Random random = new Random(number);
    float[] out = new float[(int) (RATE * seconds)];
    int unique = Math.min(out.length, 4 * RATE); // then it repeats, to be fast
    double[] notes = random.doubles(4, 100, 900).toArray();
    double beat = 0.2 + 0.5 * random.nextDouble();
    for (int i = 0; i < unique; i++) {
      double t = (double) i / RATE;
      double chord = 0;
      for (int n = 0; n < notes.length; n++) {
        chord += Math.sin(2 * Math.PI * notes[n] * t * (1 + (int) (t / beat) % 3 * 0.12));
      }
      double drum = Math.exp(-12 * (t % beat)) * random.nextGaussian();
      out[i] = (float) (0.15 * chord + 0.2 * drum);
    }
    for (int i = unique; i < out.length; i++) {
      out[i] = out[i - unique];
    }
    return out;
  }
}
