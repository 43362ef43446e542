package io.musicreclass.features;

import io.musicreclass.features.Fma518.Mode;
import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Milliseconds for the 518 features of 30 s of 44.1 kHz stereo: wall clock, and the calling
 * thread's own time, which a busy machine disturbs less. The target is 45 with one thread.
 *
 * <p>A plain program: the harness JMH generates does not compile under this project's warnings.
 */
public final class Fma518Bench {
  private static final int RATE = 44_100;
  private static final int WARM_UP = 20;
  private static final int RUNS = 40;

  private Fma518Bench() {}

  public static void main(String[] args) throws IOException {
    Pcm song = Pcm.of(RATE, 2, chords());
    for (int threads = 1; threads <= 2; threads++) {
      double[] wall = new double[RUNS];
      double[] own = new double[RUNS];
      for (int i = -WARM_UP; i < RUNS; i++) {
        long clock = System.nanoTime();
        long mine = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Fma518.extract(song, Mode.LENIENT, threads);
        if (i >= 0) {
          own[i] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - mine) / 1e6;
          wall[i] = (System.nanoTime() - clock) / 1e6;
        }
      }
      Arrays.sort(wall);
      Arrays.sort(own);
      System.out.printf(
          "%d thread(s): wall best %.1f, median %.1f ms; own time best %.1f, median %.1f ms%n",
          threads, wall[0], wall[RUNS / 2], own[0], own[RUNS / 2]);
    }
  }

  /** Four-note chords with fading harmonics over a little noise. */
  private static float[] chords() {
    SplittableRandom random = new SplittableRandom(30);
    double[][] chords = {
      {110, 138.6, 164.8, 220}, {98, 123.5, 146.8, 196}, {82.4, 130.8, 164.8, 247}
    };
    float[] x = new float[2 * 30 * RATE];
    for (int i = 0; i < x.length / 2; i++) {
      double fade = Math.exp(-3.0 * (i % RATE) / RATE);
      double sum = 0;
      for (double note : chords[i / RATE % chords.length]) {
        for (int harmonic = 1; harmonic <= 8; harmonic++) {
          sum += 0.08 / harmonic * fade * Math.sin(2 * Math.PI * note * harmonic * i / RATE);
        }
      }
      x[2 * i] = (float) (sum + 0.01 * random.nextDouble());
      x[2 * i + 1] = (float) (0.8 * sum - 0.01 * random.nextDouble());
    }
    return x;
  }
}
