package io.musicreclass.playback;

import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Passage;
import io.musicreclass.track.Pcm;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads a song from any frame on, with one channel or two, at a whole fraction of its sample rate.
 * Further channels are heard on both sides, at half their level. Each output frame depends only on
 * the input around it, so that the output is the same wherever reading begins. Silence follows the
 * song.
 */
final class StereoReader implements Closeable {
  /** Output frames that are computed at a time. */
  static final int BLOCK = 2048;

  /** Zero crossings of the low-pass filter on each side. */
  private static final int CROSSINGS = 32;

  /** Relative to half the output rate. */
  private static final double CUTOFF = 0.9;

  private final Pcm.Pass pass;
  private final int inputs;
  private final int outputs;
  private final int step;
  private final float[] taps;
  private final float[] window;
  private int filled;

  /**
   * @param step input frames for each output frame
   * @param first number of the first output frame
   */
  StereoReader(Decoded.Audio song, int step, long first) throws IOException {
    this.step = step;
    this.inputs = song.channels();
    this.outputs = Math.min(2, inputs);
    this.taps = taps(step);
    int half = taps.length / 2;
    long start = Math.max(0, first * step - half);
    this.window = new float[(step * BLOCK + 2 * half) * outputs];
    this.filled = (int) (half - (first * step - start)) * outputs; // silence before the song
    this.pass = song.pcm(new Passage(start, Long.MAX_VALUE, Passage.ALL)).open();
  }

  /** The windowed sinc of a low-pass filter; its sum is 1. */
  private static float[] taps(int step) {
    if (step == 1) {
      return new float[] {1};
    }
    int half = CROSSINGS * step;
    double[] exact = new double[2 * half + 1];
    for (int i = 0; i < exact.length; i++) {
      double x = Math.PI * CUTOFF * (i - half) / step;
      double sinc = x == 0 ? 1 : Math.sin(x) / x;
      exact[i] = sinc * (0.5 + 0.5 * Math.cos(Math.PI * (i - half) / (half + 1)));
    }
    double sum = Arrays.stream(exact).sum();
    float[] taps = new float[exact.length];
    for (int i = 0; i < taps.length; i++) {
      taps[i] = (float) (exact[i] / sum);
    }
    return taps;
  }

  /**
   * Reads the next {@link #BLOCK} frames.
   *
   * @param block receives them, interleaved
   */
  void read(float[] block) throws IOException {
    fill();
    for (int frame = 0; frame < BLOCK; frame++) {
      for (int channel = 0; channel < outputs; channel++) {
        int at = frame * step * outputs + channel;
        float sum = 0;
        for (float tap : taps) {
          sum += tap * window[at];
          at += outputs;
        }
        block[frame * outputs + channel] = sum;
      }
    }
    int used = step * BLOCK * outputs;
    filled = window.length - used;
    System.arraycopy(window, used, window, 0, filled);
  }

  /** Fills the window with the next input frames, then with silence. */
  private void fill() throws IOException {
    float[] raw = new float[(window.length - filled) / outputs * inputs];
    int frames = Math.max(0, pass.read(raw));
    for (int frame = 0; frame < frames; frame++) {
      float others = 0;
      for (int channel = outputs; channel < inputs; channel++) {
        others += raw[frame * inputs + channel];
      }
      for (int channel = 0; channel < outputs; channel++) {
        float own = raw[frame * inputs + channel];
        window[filled++] = (own + others / 2) / (1 + (inputs - outputs) / 2f);
      }
    }
    Arrays.fill(window, filled, window.length, 0);
  }

  @Override
  public void close() {
    pass.close();
  }
}
