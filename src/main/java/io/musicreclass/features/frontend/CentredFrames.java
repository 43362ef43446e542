package io.musicreclass.features.frontend;

import io.musicreclass.features.dsp.FrameBatch;
import java.io.IOException;
import java.util.Arrays;

/**
 * The mel spectrogram of a waveform of any length, whose frames are centred on every hop-th sample:
 * half a window is mirrored at both ends without repeating the edge sample. Buffers no more samples
 * than one batch of frames needs. Not thread-safe.
 */
final class CentredFrames implements AutoCloseable {
  private final Source source;
  private final MelSpectrogram spectrogram;
  private final int window;
  private final int half;
  private float[] buffer = new float[0];

  /** Index of the next frame's first sample. */
  private int next;

  private int filled;
  private boolean started;
  private boolean ended;

  /** Samples, read once from the start. */
  interface Source {
    /**
     * Fills an array from an index on, as far as samples are available.
     *
     * @return the index after the last one filled
     */
    int fill(float[] samples, int from) throws IOException;
  }

  /**
   * Frames of a waveform.
   *
   * @param spectrogram of an even window; closed together with this
   */
  CentredFrames(Source source, MelSpectrogram spectrogram) {
    this.source = source;
    this.spectrogram = spectrogram;
    this.window = spectrogram.window();
    this.half = window / 2;
  }

  /**
   * The next frames; of n samples, 1 + n / hop in all.
   *
   * @param most how many at most, at least 1
   * @return how many there were: fewer at the end, none of fewer than {@code window / 2 + 1}
   *     samples
   */
  int read(int most, MelSpectrogram.Receiver receiver) throws IOException {
    int read = 0;
    int count = -1;
    while (read < most && count != 0) {
      count = read(read, Math.min(most - read, FrameBatch.COUNT), receiver);
      read += count;
    }
    return read;
  }

  private int read(int number, int most, MelSpectrogram.Receiver receiver) throws IOException {
    fill(most);
    int available = filled < next + window ? 0 : (filled - next - window) / spectrogram.hop() + 1;
    int count = Math.min(most, available);
    if (count > 0) {
      spectrogram.of(buffer, next, number, count, receiver);
      next += count * spectrogram.hop();
    }
    return count;
  }

  private void fill(int most) throws IOException {
    int needed = window + (most - 1) * spectrogram.hop();
    compact(needed);
    if (!ended && filled < next + needed) {
      int wanted = next + needed;
      int from = started ? filled : half;
      float[] target = Arrays.copyOf(buffer, Math.max(wanted, from + half + 1));
      filled = source.fill(target, from);
      ended = filled < target.length;
      buffer = target;
      if (!started) {
        start();
      }
      if (ended) {
        end();
      }
    }
  }

  /** Keeps what the next frames and the mirrored end need. */
  private void compact(int needed) {
    int keep = Math.max(0, Math.min(next, filled - half - 1));
    if (keep > 0 && !ended) {
      buffer = Arrays.copyOfRange(buffer, keep, keep + Math.max(filled - keep, needed));
      next -= keep;
      filled -= keep;
    }
  }

  private void start() {
    started = true;
    if (filled < 2 * half + 1) {
      // too short to be mirrored
      ended = true;
      filled = 0;
      return;
    }
    for (int i = 1; i <= half; i++) {
      buffer[half - i] = buffer[half + i];
    }
  }

  private void end() {
    if (filled == 0) {
      return;
    }
    buffer = Arrays.copyOf(buffer, filled + half);
    for (int i = 1; i <= half; i++) {
      buffer[filled - 1 + i] = buffer[filled - 1 - i];
    }
    filled += half;
  }

  @Override
  public void close() {
    spectrogram.close();
  }
}
