package io.musicreclass.features;

import io.musicreclass.bench.Result;
import io.musicreclass.features.loops.Loops;
import io.musicreclass.track.Pcm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * Milliseconds of processor time for the 518 features of 30 s of 44.1 kHz stereo on one thread,
 * with compiled loops and with those in Java, beside numpy's real FFT of the same 2,584 frames of
 * 2,048 samples: the median of rounds in which each takes its turn. Processor time, since a waiting
 * process measures its neighbours. {@code bench/run Features [WARM-UP [ROUNDS]]}.
 */
public final class FeaturesBench {
  private static final int RATE = 44_100;

  /** Frames by the rows of a matrix, as librosa lays them out; one transform for each line read. */
  private static final String NUMPY =
      """
      import sys, time
      import numpy as np
      x = np.random.default_rng(30).standard_normal((2584, 2048))
      np.fft.rfft(x)
      print(np.__version__, flush=True)
      for line in sys.stdin:
          start = time.process_time()
          np.fft.rfft(x)
          print(1000 * (time.process_time() - start), flush=True)
      """;

  private FeaturesBench() {}

  public static void main(String[] args) throws Exception {
    int warmUp = args.length > 0 ? Integer.parseInt(args[0]) : 40;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 41;
    Pcm song = Pcm.of(RATE, 2, chords());
    Loops fastest = Loops.fastest();
    boolean compiled = fastest != Loops.inJava();
    for (int i = 0; i < warmUp; i++) {
      time(song, fastest);
      time(song, Loops.inJava());
    }
    double[] ours = new double[rounds];
    double[] java = new double[rounds];
    double[] transform = new double[rounds];
    // without Python the shell ends, too, and no version is read
    Process numpy = new ProcessBuilder("sh", "-c", "exec python3 -c \"$0\"", NUMPY).start();
    try (Writer ask = new OutputStreamWriter(numpy.getOutputStream(), StandardCharsets.UTF_8);
        BufferedReader answer =
            new BufferedReader(
                new InputStreamReader(numpy.getInputStream(), StandardCharsets.UTF_8))) {
      String version = answer.readLine();
      for (int i = 0; i < rounds; i++) {
        ours[i] = time(song, fastest);
        java[i] = time(song, Loops.inJava());
        if (version != null) {
          ask.write('\n');
          ask.flush();
          transform[i] = Double.parseDouble(answer.readLine());
        }
      }
      double fft = median(transform);
      System.out.printf(
          "The 518 features of 30 s on one thread, median of %d rounds, processor time%n", rounds);
      if (version == null) {
        System.out.println("SKIPPED: numpy's real FFT (needs python3-numpy)");
      } else {
        System.out.printf("numpy %s, rfft of 2,584 x 2,048: %.1f ms%n", version, fft);
      }
      DoubleSupplier none = () -> Double.NaN;
      print(
          compiled ? fastest.description() : "no compiled loops",
          ours,
          version == null ? none : () -> fft);
      print(Loops.inJava().description(), java, version == null ? none : () -> fft);
    } finally {
      numpy.destroy();
    }
  }

  private static void print(String loops, double[] times, DoubleSupplier fft) {
    double median = median(times);
    double peer = fft.getAsDouble();
    System.out.printf(
        "Reclass, loops %s: %.1f ms, %.2f times the FFT%n", loops, median, median / peer);
    Result result = Result.of("518 features of 30 s, one thread, loops " + loops, median, "ms");
    (Double.isNaN(peer)
            ? result.alone("numpy is not installed")
            : result.beside("numpy's rfft of the same frames", peer))
        .aim("1.7 times")
        .print();
  }

  private static double time(Pcm song, Loops loops) throws IOException {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    Fma518.extract(song, Fma518.Mode.LENIENT, 1, loops);
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e6;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
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
