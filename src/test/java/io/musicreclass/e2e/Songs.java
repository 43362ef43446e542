package io.musicreclass.e2e;

import io.musicreclass.decode.TestAudio;
import java.nio.file.Path;
import java.util.Random;

/** Short songs that differ from each other. */
final class Songs {
  private static final int RATE = 22_050;

  private Songs() {}

  /** A WAV of some seconds: chords over a beat of noise, all chosen by the number. */
  static Path write(Path file, int number, double seconds) {
    return TestAudio.wav(file, RATE, 1, 16, samples(number, seconds));
  }

  static float[] samples(int number, double seconds) {
    Random random = new Random(number);
    float[] out = new float[(int) (RATE * seconds)];
    int fresh = Math.min(out.length, 4 * RATE); // then it repeats: making it must not take long
    double[] notes = random.doubles(4, 100, 900).toArray();
    double beat = 0.2 + 0.5 * random.nextDouble();
    for (int i = 0; i < fresh; i++) {
      double t = (double) i / RATE;
      double chord = 0;
      for (int n = 0; n < notes.length; n++) {
        chord += Math.sin(2 * Math.PI * notes[n] * t * (1 + (int) (t / beat) % 3 * 0.12));
      }
      double drum = Math.exp(-12 * (t % beat)) * random.nextGaussian();
      out[i] = (float) (0.15 * chord + 0.2 * drum);
    }
    for (int i = fresh; i < out.length; i++) {
      out[i] = out[i - fresh];
    }
    return out;
  }
}
