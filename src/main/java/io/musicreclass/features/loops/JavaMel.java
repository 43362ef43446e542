package io.musicreclass.features.loops;

import io.musicreclass.features.dsp.Decibels;
import io.musicreclass.features.dsp.Filterbank;
import io.musicreclass.features.dsp.FrameBatch;
import io.musicreclass.features.dsp.RealFft;

final class JavaMel implements MelLoop {
  /** Frames whose powers are written together: the number of doubles in a cache line. */
  private static final int STRIP = 8;

  private final Spectrogram spectrogram;
  private final Filterbank bank;
  private final double[] frame;
  private final double[][] spectra;
  private final double[][] bins;
  private final double[][] bands;
  private final RealFft fft;

  JavaMel(Spectrogram spectrogram) {
    this.spectrogram = spectrogram;
    int size = spectrogram.size;
    bank = new Filterbank(spectrogram.bank);
    frame = new double[size];
    spectra = new double[STRIP][size + 2];
    bins = FrameBatch.rows(FrameBatch.padded(size / 2 + 1));
    bands = FrameBatch.rows(spectrogram.bands());
    fft = new RealFft(size);
  }

  @Override
  public void of(float[] samples, int from, int count, float[] cells) {
    for (int lane = 0; lane < count; lane += STRIP) {
      int at = from + lane * spectrogram.hop();
      analyse(samples, at, lane, Math.min(STRIP, count - lane));
    }
    bank.apply(bins, bands);
    Logarithm log = spectrogram.logarithm;
    for (int band = 0; band < bands.length; band++) {
      for (int lane = 0; lane < count; lane++) {
        double level = Decibels.of(log.gain() * bands[band][lane] + log.offset());
        cells[band * Loops.LANES + lane] = (float) (level * log.scale() + log.shift());
      }
    }
  }

  private void analyse(float[] samples, int at, int lane, int count) {
    for (int i = 0; i < count; i++) {
      multiply(samples, at + i * spectrogram.hop());
      fft.forward(frame, spectra[i]);
    }
    boolean power = spectrogram.quantity == Quantity.POWER;
    for (int k = 0; k <= spectrogram.size / 2; k++) {
      double[] bin = bins[k];
      for (int i = 0; i < count; i++) {
        double re = spectra[i][2 * k];
        double im = spectra[i][2 * k + 1];
        double square = re * re + im * im;
        bin[lane + i] = power ? square : Math.sqrt(square);
      }
    }
  }

  private void multiply(float[] samples, int at) {
    double[] window = spectrogram.window;
    for (int i = 0; i < window.length; i++) {
      frame[i] = samples[at + i] * window[i];
    }
  }

  @Override
  public void close() {
    fft.close();
  }
}
