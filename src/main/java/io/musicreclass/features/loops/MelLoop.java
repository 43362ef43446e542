package io.musicreclass.features.loops;

/** Computes the logarithms of the mel bands of frames, for the front ends of networks. */
public interface MelLoop extends AutoCloseable {
  /** The quantity that the bands sum. */
  enum Quantity {
    MAGNITUDE,
    POWER
  }

  /**
   * What is stored of the sum x of a band: {@code shift + scale * 10 log10(gain * x + offset)}, the
   * logarithm's argument being at least 1e-10.
   */
  record Logarithm(double gain, double offset, double scale, double shift) {
    /** Natural logarithms in decibels. */
    public static final double PER_DECIBEL = Math.log(10) / 10;

    /** {@code (ln(x + offset) + shift) / divisor}. */
    public static Logarithm natural(double offset, double shift, double divisor) {
      return new Logarithm(1, offset, PER_DECIBEL / divisor, shift / divisor);
    }
  }

  /** Which spectrogram is computed. */
  final class Spectrogram {
    final double[] window;
    final int hop;
    final int size;
    final Quantity quantity;
    final double[][] bank;
    final Logarithm logarithm;

    /**
     * A mel spectrogram.
     *
     * @param window one weight for each sample in a frame; not copied
     * @param hop samples from one frame to the next
     * @param size of the transform, even, at least the window; the rest of it is zeros
     * @param bank weights, a row for each band, of {@code size / 2 + 1} bins; not copied
     */
    public Spectrogram(
        double[] window,
        int hop,
        int size,
        Quantity quantity,
        double[][] bank,
        Logarithm logarithm) {
      this.window = window;
      this.hop = hop;
      this.size = size;
      this.quantity = quantity;
      this.bank = bank;
      this.logarithm = logarithm;
    }

    /** Samples in a frame. */
    public int length() {
      return window.length;
    }

    /** Samples from one frame to the next. */
    public int hop() {
      return hop;
    }

    /** Number of bands. */
    public int bands() {
      return bank.length;
    }
  }

  /**
   * Computes some frames.
   *
   * @param samples frame j begins at {@code samples[from + hop * j]}
   * @param count number of frames, at most {@link Loops#LANES}
   * @param cells receives a row of {@link Loops#LANES} for each band
   */
  void of(float[] samples, int from, int count, float[] cells);

  @Override
  void close();
}
