package io.musicreclass.features;

import io.musicreclass.features.dsp.Filterbank;
import io.musicreclass.features.dsp.FrameBatch;

/** Computes the chroma of blocks of frames (SPEC section 8). Not thread-safe. */
final class ChromaTool implements AutoCloseable {
  private final Filterbank bank;
  private final Spectrum spectrum = new Spectrum();
  private final PowerBlock power = new PowerBlock();
  private final double[][] chroma = FrameBatch.rows(Chroma.CLASSES);

  ChromaTool(Filterbank bank) {
    this.bank = bank;
  }

  /** Fills the rows for a block's frames, from stored power spectra. */
  void fill(double[][] rows, int first, int count, float[] kept) {
    power.restore(kept, count);
    fill(rows, first, count);
  }

  /** Fills the rows for a block's frames, from samples. */
  void fill(double[][] rows, FrameBlock frames) {
    for (int j = 0; j < frames.count; j++) {
      spectrum.of(frames.samples, Spectrum.HOP * j);
      power.put(j, spectrum.power, frames.count);
    }
    fill(rows, frames.first, frames.count);
  }

  private void fill(double[][] rows, int first, int count) {
    bank.apply(power.bins, chroma);
    for (int c = 0; c < rows.length; c++) {
      System.arraycopy(chroma[c], 0, rows[c], first, count);
    }
  }

  @Override
  public void close() {
    spectrum.close();
  }
}
