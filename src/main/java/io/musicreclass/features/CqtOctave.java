package io.musicreclass.features;

import java.util.Arrays;

/**
 * The constant-Q magnitudes of one octave, added to the pitch classes they belong to. Many frames
 * go side by side through each loop, so that the compiler can vectorise it.
 */
final class CqtOctave implements Framer.Receiver {
  static final int LANES = 64;

  private final CqtBank bank;
  private final int hop;
  private final double[] scales;
  private final double[][] pitchClasses;
  private final double[][][] sums;
  private final double[][][] differences;
  private final double[] real = new double[LANES];
  private final double[] imaginary = new double[LANES];
  private final double[] magnitude = new double[LANES];

  /**
   * An octave.
   *
   * @param scales factor of each filter's magnitude
   * @param pitchClasses twelve rows that grow by the magnitudes; frames beyond their end are lost
   */
  CqtOctave(CqtBank bank, int hop, double[] scales, double[][] pitchClasses) {
    this.bank = bank;
    this.hop = hop;
    this.scales = scales;
    this.pitchClasses = pitchClasses;
    sums = new double[2][bank.slots()][LANES];
    differences = new double[2][bank.slots()][LANES];
  }

  @Override
  public void accept(FrameBlock block) {
    fold(block, false);
    fold(block, true);
    for (int b = 0; b < CqtBank.FILTERS; b++) {
      int middle = bank.shifted[b] ? 1 : 0;
      weigh(sums[middle], bank.real[b], real);
      weigh(differences[middle], bank.imaginary[b], imaginary);
      magnitude(real, imaginary, scales[b], magnitude);
      double[] row = pitchClasses[b];
      int count = Math.min(block.count, row.length - block.first);
      for (int i = 0; i < count; i++) {
        row[block.first + i] += magnitude[i];
      }
    }
  }

  private void fold(FrameBlock block, boolean shift) {
    double[] x = block.samples;
    for (int slot = 0; slot < bank.pairs(shift); slot++) {
      int left = bank.left(slot, shift);
      int right = bank.right(slot);
      double[] sum = sums[shift ? 1 : 0][slot];
      double[] difference = differences[shift ? 1 : 0][slot];
      for (int i = 0; i < block.count; i++) {
        double a = x[left + i * hop];
        double b = x[right + i * hop];
        sum[i] = a + b;
        difference[i] = a - b;
      }
    }
  }

  private static void weigh(double[][] rows, double[] weights, double[] out) {
    Arrays.fill(out, 0);
    for (int slot = 0; slot < weights.length; slot += 4) {
      add(rows[slot], rows[slot + 1], rows[slot + 2], rows[slot + 3], weights, slot, out);
    }
  }

  private static void add(
      double[] a, double[] b, double[] c, double[] d, double[] weights, int slot, double[] out) {
    double wa = weights[slot];
    double wb = weights[slot + 1];
    double wc = weights[slot + 2];
    double wd = weights[slot + 3];
    for (int i = 0; i < LANES; i++) {
      out[i] += (wa * a[i] + wb * b[i]) + (wc * c[i] + wd * d[i]);
    }
  }

  private static void magnitude(double[] re, double[] im, double scale, double[] out) {
    for (int i = 0; i < LANES; i++) {
      out[i] = scale * Math.sqrt(re[i] * re[i] + im[i] * im[i]);
    }
  }
}
