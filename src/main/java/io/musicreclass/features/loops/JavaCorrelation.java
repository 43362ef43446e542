package io.musicreclass.features.loops;

import io.musicreclass.features.dsp.Filterbank;
import io.musicreclass.features.dsp.FrameBatch;

/** Each loop processes many frames side by side, which lets the compiler vectorise it. */
final class JavaCorrelation implements CorrelationLoop {
  private final MirroredKernels kernels;
  private final int hop;
  private final double[] scales;
  private final Filterbank[] real = new Filterbank[2];
  private final Filterbank[] imaginary = new Filterbank[2];
  private final double[][] samples;
  private final double[][] sums;
  private final double[][] differences;
  private final double[][] realParts = FrameBatch.rows(Loops.CLASSES);
  private final double[][] imaginaryParts = FrameBatch.rows(Loops.CLASSES);
  private final double[][] magnitudes = FrameBatch.rows(Loops.CLASSES);
  private final double[] out = new double[Loops.CLASSES * Loops.LANES];

  JavaCorrelation(MirroredKernels kernels, int hop, double[] scales) {
    this.kernels = kernels;
    this.hop = hop;
    this.scales = scales;
    for (int middle = 0; middle < 2; middle++) {
      double[][] re = new double[Loops.CLASSES][kernels.slots()];
      double[][] im = new double[Loops.CLASSES][kernels.slots()];
      for (int filter = 0; filter < Loops.CLASSES; filter++) {
        if (kernels.middle(filter) == middle) {
          re[filter] = kernels.real(filter);
          im[filter] = kernels.imaginary(filter);
        }
      }
      real[middle] = new Filterbank(re);
      imaginary[middle] = new Filterbank(im);
    }
    samples = FrameBatch.rows(kernels.size());
    sums = FrameBatch.rows(kernels.slots());
    differences = FrameBatch.rows(kernels.slots());
  }

  @Override
  public double[] magnitudes(float[] x, int count) {
    FrameBatch.gather(x, 0, hop, count, samples, kernels.size());
    for (int middle = 0; middle < 2; middle++) {
      fold(middle);
      real[middle].apply(sums, realParts);
      imaginary[middle].apply(differences, imaginaryParts);
    }
    for (int b = 0; b < Loops.CLASSES; b++) {
      magnitude(realParts[b], imaginaryParts[b], scales[b], magnitudes[b]);
    }
    return FrameBatch.flat(magnitudes, out);
  }

  private void fold(int middle) {
    for (int slot = 0; slot < kernels.pairs(middle); slot++) {
      double[] left = samples[kernels.left(slot, middle)];
      double[] right = samples[kernels.right(slot)];
      add(left, right, sums[slot]);
      subtract(left, right, differences[slot]);
    }
  }

  private static void add(double[] a, double[] b, double[] out) {
    for (int i = 0; i < FrameBatch.COUNT; i++) {
      out[i] = a[i] + b[i];
    }
  }

  private static void subtract(double[] a, double[] b, double[] out) {
    for (int i = 0; i < FrameBatch.COUNT; i++) {
      out[i] = a[i] - b[i];
    }
  }

  private static void magnitude(double[] re, double[] im, double scale, double[] out) {
    for (int i = 0; i < FrameBatch.COUNT; i++) {
      out[i] = scale * Math.sqrt(re[i] * re[i] + im[i] * im[i]);
    }
  }

  @Override
  public void close() {}
}
