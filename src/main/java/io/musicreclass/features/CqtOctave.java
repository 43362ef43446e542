package io.musicreclass.features;

/**
 * The constant-Q magnitudes of one octave, added to the pitch classes they belong to. Many frames
 * go side by side through each loop, so that the compiler can vectorise it.
 */
final class CqtOctave implements Framer.Receiver {
  private final CqtBank bank;
  private final int hop;
  private final double[] scales;
  private final double[][] pitchClasses;
  private final double[][] samples;
  private final double[][][] sums;
  private final double[][][] differences;
  private final double[] real = new double[Lanes.COUNT];
  private final double[] imaginary = new double[Lanes.COUNT];
  private final double[] magnitude = new double[Lanes.COUNT];

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
    samples = Lanes.rows(bank.size);
    sums = new double[2][bank.slots()][Lanes.COUNT];
    differences = new double[2][bank.slots()][Lanes.COUNT];
  }

  @Override
  public void accept(FrameBlock block) {
    Lanes.gather(block.samples, 0, hop, block.count, samples, bank.size);
    fold(false);
    fold(true);
    for (int b = 0; b < CqtBank.FILTERS; b++) {
      int middle = bank.shifted[b] ? 1 : 0;
      Lanes.weigh(sums[middle], 0, bank.real[b], real);
      Lanes.weigh(differences[middle], 0, bank.imaginary[b], imaginary);
      magnitude(real, imaginary, scales[b], magnitude);
      double[] row = pitchClasses[b];
      int count = Math.min(block.count, row.length - block.first);
      for (int i = 0; i < count; i++) {
        row[block.first + i] += magnitude[i];
      }
    }
  }

  private void fold(boolean shift) {
    int middle = shift ? 1 : 0;
    for (int slot = 0; slot < bank.pairs(shift); slot++) {
      double[] left = samples[bank.left(slot, shift)];
      double[] right = samples[bank.right(slot)];
      add(left, right, sums[middle][slot]);
      subtract(left, right, differences[middle][slot]);
    }
  }

  private static void add(double[] a, double[] b, double[] out) {
    for (int i = 0; i < Lanes.COUNT; i++) {
      out[i] = a[i] + b[i];
    }
  }

  private static void subtract(double[] a, double[] b, double[] out) {
    for (int i = 0; i < Lanes.COUNT; i++) {
      out[i] = a[i] - b[i];
    }
  }

  private static void magnitude(double[] re, double[] im, double scale, double[] out) {
    for (int i = 0; i < Lanes.COUNT; i++) {
      out[i] = scale * Math.sqrt(re[i] * re[i] + im[i] * im[i]);
    }
  }
}
