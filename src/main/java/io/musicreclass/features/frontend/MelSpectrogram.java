package io.musicreclass.features.frontend;

import io.musicreclass.features.dsp.Filterbank;
import io.musicreclass.features.dsp.FrameBatch;
import io.musicreclass.features.dsp.RealFft;
import java.util.Arrays;

/** A mel spectrogram of overlapping windowed frames. Not thread-safe. */
final class MelSpectrogram implements AutoCloseable {
  /** Frames whose powers are written together: the number of doubles in a cache line. */
  private static final int STRIP = 8;

  private final int hop;
  private final int size;
  private final Of of;
  private final Filterbank bank;
  private final double[] window;
  private final double[] frame;
  private final double[][] spectra;
  private final double[][] bins;
  private final double[][] bands;
  private final RealFft fft;

  /** The quantity that the bands sum. */
  enum Of {
    MAGNITUDE,
    POWER
  }

  /** Receives a cell of the spectrogram. */
  interface Receiver {
    void accept(int band, int frame, double value);
  }

  /**
   * A spectrogram with a periodic Hann window.
   *
   * @param window samples in a frame
   * @param hop samples from one frame to the next
   * @param size of the transform, even, at least the window; the rest of it is zeros
   * @param bank of {@code bandCount} rows over {@code size / 2 + 1} bins
   */
  MelSpectrogram(int window, int hop, int size, Of of, Filterbank bank, int bandCount) {
    this(hann(window, window), hop, size, of, bank, bandCount);
  }

  /**
   * The same with another window, one weight for each sample in a frame.
   *
   * @param window not copied
   */
  MelSpectrogram(double[] window, int hop, int size, Of of, Filterbank bank, int bandCount) {
    this.hop = hop;
    this.size = size;
    this.of = of;
    this.bank = bank;
    this.window = window;
    frame = new double[size];
    spectra = new double[STRIP][size + 2];
    bins = FrameBatch.rows(FrameBatch.padded(size / 2 + 1));
    bands = FrameBatch.rows(bandCount);
    fft = new RealFft(size);
  }

  /**
   * A Hann window.
   *
   * @param period its length for a periodic one, one less for a symmetric one
   */
  static double[] hann(int length, int period) {
    double[] window = new double[length];
    Arrays.setAll(window, i -> 0.5 - 0.5 * Math.cos(2 * Math.PI * i / period));
    return window;
  }

  /** Number of samples in a frame. */
  int window() {
    return window.length;
  }

  /** Number of samples from one frame to the next. */
  int hop() {
    return hop;
  }

  /** Computes all cells of the first frames; frame j begins at {@code samples[j * hop]}. */
  void of(float[] samples, int frames, Receiver receiver) {
    of(samples, 0, 0, frames, receiver);
  }

  /**
   * Computes all cells of some frames that begin at {@code samples[from + j * hop]}.
   *
   * @param number of the first of them for the receiver
   */
  void of(float[] samples, int from, int number, int frames, Receiver receiver) {
    for (int first = 0; first < frames; first += FrameBatch.COUNT) {
      int count = Math.min(FrameBatch.COUNT, frames - first);
      for (int lane = 0; lane < count; lane += STRIP) {
        analyse(samples, from + (first + lane) * hop, lane, Math.min(STRIP, count - lane));
      }
      bank.apply(bins, bands);
      for (int band = 0; band < bands.length; band++) {
        for (int lane = 0; lane < count; lane++) {
          receiver.accept(band, number + first + lane, bands[band][lane]);
        }
      }
    }
  }

  private void analyse(float[] samples, int at, int lane, int count) {
    for (int i = 0; i < count; i++) {
      multiply(samples, at + i * hop);
      fft.forward(frame, spectra[i]);
    }
    for (int k = 0; k <= size / 2; k++) {
      double[] bin = bins[k];
      for (int i = 0; i < count; i++) {
        double re = spectra[i][2 * k];
        double im = spectra[i][2 * k + 1];
        double power = re * re + im * im;
        bin[lane + i] = of == Of.POWER ? power : Math.sqrt(power);
      }
    }
  }

  private void multiply(float[] samples, int at) {
    for (int i = 0; i < window.length; i++) {
      frame[i] = samples[at + i] * window[i];
    }
  }

  @Override
  public void close() {
    fft.close();
  }
}
