package io.musicreclass.features;

import io.musicreclass.features.dsp.FrameBatch;

/**
 * Computes the constant-Q magnitudes of one octave and adds them to their pitch classes. Each loop
 * processes many frames side by side, which lets the compiler vectorise it.
 */
final class CqtOctave implements Framer.Receiver {
  private final CqtBank bank;
  private final int hop;
  private final double[] scales;
  private final double[][] pitchClasses;
  private final double[][] samples;
  private final double[][] sums;
  private final double[][] differences;
  private final double[][] real = FrameBatch.rows(CqtBank.FILTERS);
  private final double[][] imaginary = FrameBatch.rows(CqtBank.FILTERS);
  private final double[] magnitude = new double[FrameBatch.COUNT];

  /**
   * An octave.
   *
   * @param scales factor of each filter's magnitude
   * @param pitchClasses twelve rows to which magnitudes are added; frames beyond their end are
   *     dropped
   */
  CqtOctave(CqtBank bank, int hop, double[] scales, double[][] pitchClasses) {
    this.bank = bank;
    this.hop = hop;
    this.scales = scales;
    this.pitchClasses = pitchClasses;
    samples = FrameBatch.rows(bank.size);
    sums = FrameBatch.rows(bank.slots());
    differences = FrameBatch.rows(bank.slots());
  }

  @Override
  public void accept(FrameBlock block) {
    FrameBatch.gather(block.samples, 0, hop, block.count, samples, bank.size);
    for (int middle = 0; middle < 2; middle++) {
      fold(middle);
      bank.real[middle].apply(sums, real);
      bank.imaginary[middle].apply(differences, imaginary);
    }
    for (int b = 0; b < CqtBank.FILTERS; b++) {
      magnitude(real[b], imaginary[b], scales[b], magnitude);
      double[] row = pitchClasses[b];
      int count = Math.min(block.count, row.length - block.first);
      for (int i = 0; i < count; i++) {
        row[block.first + i] += magnitude[i];
      }
    }
  }

  private void fold(int middle) {
    for (int slot = 0; slot < bank.pairs(middle); slot++) {
      double[] left = samples[bank.left(slot, middle)];
      double[] right = samples[bank.right(slot)];
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
}
