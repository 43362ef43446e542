package io.musicreclass.features.frontend;

import io.musicreclass.features.loops.Loops;
import io.musicreclass.features.loops.MelLoop;
import java.util.Arrays;

/** The logarithms of a mel spectrogram of overlapping windowed frames. Not thread-safe. */
final class MelSpectrogram implements AutoCloseable {
  private final MelLoop.Spectrogram definition;
  private final MelLoop loop;
  private final float[] cells;

  /** Receives the cells of consecutive frames in one band. */
  interface Receiver {
    /**
     * Takes the values {@code cells[at .. at + count - 1]}.
     *
     * @param frame number of the first frame
     */
    void accept(int band, int frame, int count, float[] cells, int at);
  }

  MelSpectrogram(MelLoop.Spectrogram definition) {
    this.definition = definition;
    loop = Loops.fastest().mel(definition);
    cells = new float[definition.bands() * Loops.LANES];
  }

  /** Stores a matrix with a row of that many frames for each band. */
  static Receiver byBand(float[] matrix, int frames) {
    return (band, frame, count, cells, at) ->
        System.arraycopy(cells, at, matrix, band * frames + frame, count);
  }

  /** Stores a matrix with a row of that many bands for each frame. */
  static Receiver byFrame(float[] matrix, int bands) {
    return (band, frame, count, cells, at) -> {
      for (int i = 0; i < count; i++) {
        matrix[(frame + i) * bands + band] = cells[at + i];
      }
    };
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
    return definition.length();
  }

  /** Number of samples from one frame to the next. */
  int hop() {
    return definition.hop();
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
    for (int first = 0; first < frames; first += Loops.LANES) {
      int count = Math.min(Loops.LANES, frames - first);
      loop.of(samples, from + first * hop(), count, cells);
      for (int band = 0; band < definition.bands(); band++) {
        receiver.accept(band, number + first, count, cells, band * Loops.LANES);
      }
    }
  }

  @Override
  public void close() {
    loop.close();
  }
}
