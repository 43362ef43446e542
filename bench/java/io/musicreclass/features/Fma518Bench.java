package io.musicreclass.features;

import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Milliseconds for the 518 features of 30 s of 44.1 kHz stereo. The Python reference takes 840 to
 * 900 ms on this project's first machine, its newer version 420.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class Fma518Bench {
  private static final int RATE = 44_100;

  @Param({"1", "2"})
  public int threads;

  private final Pcm song = Pcm.of(RATE, 2, chords());

  @Benchmark
  public Fma518.Extraction extract() throws IOException {
    return Fma518.extract(song, Fma518.Mode.LENIENT, threads);
  }

  /** Four-note chords with decaying harmonics over a little noise. */
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
