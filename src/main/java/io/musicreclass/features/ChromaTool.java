package io.musicreclass.features;

/** Makes chroma of blocks of frames (SPEC section 8). One thread's. */
final class ChromaTool {
  private final Filterbank bank;
  private final Spectrum spectrum = new Spectrum();
  private final double[][] chroma = Lanes.rows(Chroma.CLASSES);

  ChromaTool(Filterbank bank) {
    this.bank = bank;
  }

  /** Fills the block's frames of the rows from power spectra that were kept. */
  void fill(double[][] rows, int first, int count, float[] kept) {
    spectrum.restorePower(kept, count);
    fill(rows, first, count);
  }

  /** Fills the block's frames of the rows from samples. */
  void fill(double[][] rows, FrameBlock frames) {
    spectrum.of(frames);
    fill(rows, frames.first, frames.count);
  }

  private void fill(double[][] rows, int first, int count) {
    bank.apply(spectrum.power, chroma);
    for (int c = 0; c < rows.length; c++) {
      System.arraycopy(chroma[c], 0, rows[c], first, count);
    }
  }
}
