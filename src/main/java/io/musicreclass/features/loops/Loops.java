package io.musicreclass.features.loops;

import io.musicreclass.features.dsp.FrameBatch;

/**
 * Makes the loops. Their results do not depend on the number of threads; each loop serves one
 * thread at a time. Matrices of a block of frames are arrays of rows of {@link #LANES} values, of
 * which the last ones are undefined if the block has fewer frames.
 */
public interface Loops {
  /** Most frames of a block. */
  int LANES = FrameBatch.COUNT;

  /** Samples of a frame of the spectrum (SPEC section 2). */
  int SIZE = 2048;

  /** Samples from one frame to the next. */
  int HOP = 512;

  int BINS = SIZE / 2 + 1;

  /**
   * The rate in Hz that the reference assumes for spectra, whatever the song's (SPEC section 0).
   */
  int ASSUMED_RATE = 22050;

  /** Hz between two bins at that rate. */
  double BIN_HZ = (double) ASSUMED_RATE / SIZE;

  /** Bands of the mel spectrum. */
  int MEL_BANDS = 128;

  /** Bands of the spectral contrast. */
  int CONTRAST_BANDS = 7;

  /** Pitch classes, and filters of an octave. */
  int CLASSES = 12;

  /**
   * The compiled loops if this machine can run them, otherwise those in Java; always the same. The
   * system property {@code musicreclass.loops=java} asks for Java.
   */
  static Loops fastest() {
    return Choice.FASTEST;
  }

  /** The loops in Java, which run anywhere. */
  static Loops inJava() {
    return Choice.JAVA;
  }

  /** Which loops these are, for people. */
  String description();

  /**
   * A loop over the frames of a song.
   *
   * @param sampleRate the song's rate in Hz
   * @param mel weights, {@link #MEL_BANDS} rows of {@link #BINS}
   */
  FrameLoop frames(int sampleRate, double[][] mel);

  /**
   * A loop that multiplies power spectra with chroma filters.
   *
   * @param weights {@link #CLASSES} rows of {@link #BINS}
   */
  ChromaLoop chroma(double[][] weights);

  /**
   * A filter that keeps every factor-th of its outputs.
   *
   * @param factor 2, 4 or 8
   * @param taps {@code 32 * factor} of them
   */
  DecimationLoop decimation(int factor, double[] taps);

  /**
   * A loop that computes an octave of the constant-Q transform.
   *
   * @param hop samples from one frame to the next
   * @param scales factor of each filter's magnitude
   */
  CorrelationLoop correlation(MirroredKernels kernels, int hop, double[] scales);

  /** A loop that computes a mel spectrogram. */
  MelLoop mel(MelLoop.Spectrogram spectrogram);

  /**
   * Moments and order statistics of a row (SPEC section 13b).
   *
   * @param second central moment, biased
   */
  record Moments(
      double mean,
      double second,
      double third,
      double fourth,
      double min,
      double max,
      double median) {}

  /**
   * The moments of a row of values, which it reorders.
   *
   * @param single whether in float arithmetic, as the reference computes some
   */
  Moments moments(double[] x, boolean single);
}
