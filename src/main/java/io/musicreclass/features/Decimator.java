package io.musicreclass.features;

import io.musicreclass.features.loops.DecimationLoop;
import io.musicreclass.features.loops.Loops;
import java.io.IOException;
import java.util.Arrays;

/**
 * Lowers a sample rate by an integer factor as resampy 0.1.5 does with its "kaiser_fast" filter,
 * scaled by energy, including its bug at the end of a signal (SPEC section 4.2).
 */
final class Decimator implements AutoCloseable {
  private static final double ROLLOFF = 0.85;
  private static final double BETA = 8.555504641634386;
  private static final int ZERO_CROSSINGS = 16;

  private static final int BATCH = DecimationLoop.MOST;

  private final int factor;
  private final long length;
  private final double gain;
  private final MonoSource.Sink sink;
  private final double[] taps;
  private final DecimationLoop loop;
  private float[] buffer;
  private long start;
  private int filled;
  private long next;
  private final float[] out = new float[BATCH];

  /**
   * A decimator for one signal.
   *
   * @param length number of samples of the signal
   * @param gain factor in addition to the energy scaling sqrt(factor)
   */
  Decimator(Loops loops, int factor, long length, double gain, MonoSource.Sink sink) {
    this.factor = factor;
    this.length = length;
    this.gain = gain;
    this.sink = sink;
    this.taps = taps(factor);
    double[] bothWings = new double[2 * taps.length];
    for (int j = 1 - taps.length; j < taps.length; j++) {
      bothWings[j + taps.length - 1] = gain * Math.sqrt(factor) * taps[Math.abs(j)];
    }
    loop = loops.decimation(factor, bothWings);
    this.buffer = new float[BATCH * factor + 4 * taps.length];
  }

  /** Number of output samples for {@code length} input samples. */
  static long outputs(long length, int factor) {
    return (length + factor - 1) / factor;
  }

  /** One wing of the symmetric filter, from its centre. */
  static double[] taps(int factor) {
    double[] h = new double[ZERO_CROSSINGS * factor];
    for (int k = 0; k < h.length; k++) {
      double x = Math.PI * ROLLOFF * k / factor;
      double ratio = (double) k / h.length;
      double window = bessel(BETA * Math.sqrt(1 - ratio * ratio)) / bessel(BETA);
      h[k] = ROLLOFF / factor * (k == 0 ? 1 : Math.sin(x) / x) * window;
    }
    return h;
  }

  /** The modified Bessel function of the first kind and order 0, by its power series. */
  private static double bessel(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; term > 1e-18 * sum; k++) {
      term *= (x / (2 * k)) * (x / (2 * k));
      sum += term;
    }
    return sum;
  }

  void accept(float[] samples, int count) throws IOException {
    if (filled + count > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(filled + count, 2 * buffer.length));
    }
    System.arraycopy(samples, 0, buffer, filled, count);
    filled += count;
    long available = (start + filled - 2L * taps.length) / factor + 1;
    // Full batches only; the rest waits for more samples or the end.
    produce(next + Math.max(0, available - next) / BATCH * BATCH);
    int drop = (int) (Math.max(0, next * factor - taps.length) - start);
    if (drop > 0) {
      filled -= drop;
      System.arraycopy(buffer, drop, buffer, 0, filled);
      start += drop;
    }
  }

  /** Ends the signal: passes on the outputs that depend on its end. */
  void finish() throws IOException {
    produce(length / factor);
    if (length % factor != 0) {
      out[0] = 0;
      sink.accept(out, 1);
    }
  }

  private void produce(long upTo) throws IOException {
    long limit = Math.min(upTo, length / factor);
    long edge = taps.length / factor;
    // Outputs from the edge to here do not reach either end.
    long whole = Math.min(limit, (length - 2L * taps.length) / factor);
    while (next < limit) {
      int count;
      if (next >= edge && next < whole) {
        count = (int) Math.min(BATCH, whole - next);
        loop.filter(buffer, (int) (next * factor - (taps.length - 1) - start), count, out);
      } else {
        count = (int) Math.min(next < edge ? edge - next : BATCH, limit - next);
        for (int i = 0; i < count; i++) {
          double value = filtered((next + i) * factor);
          out[i] = (float) (gain * (float) (Math.sqrt(factor) * value));
        }
      }
      next += count;
      sink.accept(out, count);
    }
  }

  @Override
  public void close() {
    loop.close();
  }

  private double filtered(long centre) {
    int left = (int) Math.min(centre + 1, taps.length);
    // The right wing should end at length - 1 - centre; the reference has this bug.
    long right = Math.min(length - (left - 1) - centre + 1, taps.length - 1);
    int at = (int) (centre - start);
    double sum = 0;
    for (int j = 0; j < left; j++) {
      sum += taps[j] * buffer[at - j];
    }
    for (int j = 1; j <= right && centre + j < length; j++) {
      sum += taps[j] * buffer[at + j];
    }
    return sum;
  }
}
