package io.musicreclass.features.frontend;

import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.util.Arrays;

/** One channel, read from its start. Owns the pass it reads. */
final class Waveform implements AutoCloseable {
  private static final int BLOCK = 1 << 14;

  private final Pcm.Pass pass;
  private final float[] block = new float[BLOCK];
  private int next;
  private int held;
  private long count;

  /** A sample is NaN or infinite; the message is a sentence for people. */
  static final class NoNumberException extends IOException {
    private static final long serialVersionUID = 1;

    private NoNumberException(long sample) {
      super("The audio is damaged: sample " + sample + " is not a finite number.");
    }
  }

  Waveform(Pcm.Pass pass) {
    this.pass = pass;
  }

  /** Number of samples read so far. */
  long count() {
    return count;
  }

  /**
   * Fills an array from an index on, as far as samples are available.
   *
   * @return the index after the last one filled
   */
  int fill(float[] samples, int from) throws IOException {
    int at = from;
    while (at < samples.length && more()) {
      int length = Math.min(samples.length - at, held - next);
      for (int i = 0; i < length; i++) {
        float sample = block[next + i];
        if (!Float.isFinite(sample)) {
          throw new NoNumberException(count + i);
        }
        samples[at + i] = sample;
      }
      at += length;
      next += length;
      count += length;
    }
    return at;
  }

  /** The next samples, at most that many: a shorter array at the end. */
  float[] upTo(int most) throws IOException {
    float[] samples = new float[most];
    return Arrays.copyOf(samples, fill(samples, 0));
  }

  private boolean more() throws IOException {
    if (next == held) {
      next = 0;
      held = Math.max(0, pass.read(block));
    }
    return held > 0;
  }

  @Override
  public void close() {
    pass.close();
  }
}
