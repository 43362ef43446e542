package io.musicreclass.features;

/** Makes chroma of one block of frames (SPEC section 8). One thread's. */
final class ChromaTool implements AutoCloseable {
  private final Filterbank bank;
  private final Spectrum spectrum = new Spectrum();
  private final double[] power = new double[Spectrum.BINS];
  private final double[] chroma = new double[Chroma.CLASSES];

  ChromaTool(Filterbank bank) {
    this.bank = bank;
  }

  /** Fills the block's frames of the rows from magnitudes that were kept. */
  void fill(double[][] rows, int first, int count, float[] magnitudes) {
    for (int j = 0; j < count; j++) {
      for (int k = 0; k < Spectrum.BINS; k++) {
        float s = magnitudes[j * Spectrum.BINS + k];
        power[k] = s * s;
      }
      fill(rows, first + j, power);
    }
  }

  /** Fills the block's frames of the rows from samples. */
  void fill(double[][] rows, FrameBlock frames) {
    for (int j = 0; j < frames.count; j++) {
      spectrum.of(frames.samples, Spectrum.HOP * j);
      fill(rows, frames.first + j, spectrum.power);
    }
  }

  private void fill(double[][] rows, int t, double[] p) {
    bank.apply(p, chroma);
    for (int c = 0; c < rows.length; c++) {
      rows[c][t] = chroma[c];
    }
  }

  @Override
  public void close() {
    spectrum.close();
  }
}
