package io.musicreclass.features.loops;

import io.musicreclass.features.dsp.Filterbank;
import io.musicreclass.features.dsp.Selection;

final class JavaLoops implements Loops {
  @Override
  public String description() {
    return "in Java";
  }

  @Override
  public FrameLoop frames(int sampleRate, double[][] mel) {
    return new JavaFrames(
        new Filterbank(mel), new PeakFinder(sampleRate), new PeakFinder(ASSUMED_RATE));
  }

  @Override
  public ChromaLoop chroma(double[][] weights) {
    return new JavaChroma(new Filterbank(weights));
  }

  @Override
  public DecimationLoop decimation(int factor, double[] taps) {
    return new JavaDecimation(factor, taps);
  }

  @Override
  public CorrelationLoop correlation(MirroredKernels kernels, int hop, double[] scales) {
    return new JavaCorrelation(kernels, hop, scales);
  }

  @Override
  public MelLoop mel(MelLoop.Spectrogram spectrogram) {
    return new JavaMel(spectrogram);
  }

  @Override
  public Moments moments(double[] x, boolean single) {
    Rounding rounding = single ? Rounding.FLOAT : Rounding.DOUBLE;
    int n = x.length;
    double mean = rounding.of(rounding.sum(x, 0, n) / n);
    double[] d = new double[n];
    double[] power = new double[n];
    double min = x[0];
    double max = x[0];
    for (int i = 0; i < n; i++) {
      min = x[i] < min ? x[i] : min;
      max = x[i] > max ? x[i] : max;
      d[i] = rounding.of(x[i] - mean);
      power[i] = rounding.of(d[i] * d[i]);
    }
    double second = rounding.of(rounding.sum(power, 0, n) / n);
    for (int i = 0; i < n; i++) {
      power[i] = rounding.of(power[i] * d[i]);
    }
    double third = rounding.of(rounding.sum(power, 0, n) / n);
    for (int i = 0; i < n; i++) {
      power[i] = rounding.of(d[i] * d[i]);
      power[i] = rounding.of(power[i] * power[i]);
    }
    double fourth = rounding.of(rounding.sum(power, 0, n) / n);
    double upper = Selection.select(x, n / 2);
    double median = n % 2 == 1 ? upper : (Selection.largest(x, n / 2) + upper) / 2;
    return new Moments(mean, second, third, fourth, min, max, median);
  }

  /** The precision in which the reference computes the moments of a family. */
  private enum Rounding {
    FLOAT {
      @Override
      double of(double value) {
        return (float) value;
      }
    },
    DOUBLE {
      @Override
      double of(double value) {
        return value;
      }
    };

    private static final int LEAF = 128;

    abstract double of(double value);

    /** The sum as numpy computes it, pairwise over leaves of eight running sums. */
    double sum(double[] x, int from, int count) {
      if (count > LEAF) {
        int half = count / 2 - count / 2 % 8;
        return of(sum(x, from, half) + sum(x, from + half, count - half));
      }
      if (count < 8) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
          sum = of(sum + x[from + i]);
        }
        return sum;
      }
      double[] r = new double[8];
      int i = 0;
      for (; i + 8 <= count; i += 8) {
        for (int j = 0; j < 8; j++) {
          r[j] = of(r[j] + x[from + i + j]);
        }
      }
      double left = of(of(r[0] + r[1]) + of(r[2] + r[3]));
      double sum = of(left + of(of(r[4] + r[5]) + of(r[6] + r[7])));
      for (; i < count; i++) {
        sum = of(sum + x[from + i]);
      }
      return sum;
    }
  }
}
