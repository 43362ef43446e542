package io.musicreclass.decode.level;

import java.util.stream.IntStream;

/**
 * Measures the level of a song in blocks of a tenth of a second. A block sounds if it has at least
 * -60 dBFS (RMS) between 80 Hz and 5 kHz. The mean of all channels sounds only if they do not
 * cancel each other, which they do if it is more than 10 dB weaker than the strongest channel alone
 * would make it. Not thread-safe.
 */
public final class LevelMeter {
  public static final int BLOCKS_A_SECOND = 10;

  private static final double LOUD_ENOUGH = square(1e-3);
  private static final double CANCELLED = 0.1;

  private final int channels;
  private final int blockFrames;
  private final BandPass mean;
  private final BandPass[] each;
  private final double[] sums;
  private final double[] squares;
  private final double[] audible;
  private double meanSum;
  private double meanSquares;
  private double meanAudible;
  private int filled;

  /** Receives the level of each block. */
  public interface Sink {
    /**
     * Called for each block in order.
     *
     * @param frames number of frames; only the last block may be shorter
     * @param mean whether the mean of the channels sounds
     */
    void block(int frames, boolean mean);
  }

  /**
   * @param eachChannel whether to measure each channel separately, too
   */
  public LevelMeter(int sampleRate, int channels, boolean eachChannel) {
    this.channels = channels;
    this.blockFrames = blockFrames(sampleRate);
    this.mean = new BandPass(sampleRate);
    this.each =
        IntStream.range(0, eachChannel && channels > 1 ? channels : 0)
            .mapToObj(c -> new BandPass(sampleRate))
            .toArray(BandPass[]::new);
    this.sums = new double[channels];
    this.squares = new double[channels];
    this.audible = new double[channels];
  }

  public static int blockFrames(int sampleRate) {
    return Math.max(1, sampleRate / BLOCKS_A_SECOND);
  }

  /** Adds the next frames. */
  public void accept(float[] interleaved, int frames, Sink sink) {
    for (int i = 0; i < frames; i++) {
      double sum = 0;
      for (int c = 0; c < channels; c++) {
        double sample = interleaved[i * channels + c];
        sum += sample;
        sums[c] += sample;
        squares[c] += sample * sample;
      }
      for (int c = 0; c < each.length; c++) {
        audible[c] += square(each[c].next(interleaved[i * channels + c]));
      }
      double sample = sum / channels;
      meanSum += sample;
      meanSquares += sample * sample;
      meanAudible += square(mean.next(sample));
      if (++filled == blockFrames) {
        end(sink);
      }
    }
  }

  /** Measures the last, incomplete block. */
  public void finish(Sink sink) {
    if (filled > 0) {
      end(sink);
    }
  }

  /** Whether a single channel sounds in the block that the sink is receiving. */
  public boolean sounds(int channel) {
    return each.length == 0
        ? meanAudible >= LOUD_ENOUGH * filled
        : audible[channel] >= LOUD_ENOUGH * filled;
  }

  private void end(Sink sink) {
    sink.block(filled, meanAudible >= LOUD_ENOUGH * filled && !cancels());
    mean.flushDecayed();
    for (int c = 0; c < channels; c++) {
      sums[c] = 0;
      squares[c] = 0;
      audible[c] = 0;
    }
    for (BandPass filter : each) {
      filter.flushDecayed();
    }
    meanSum = 0;
    meanSquares = 0;
    meanAudible = 0;
    filled = 0;
  }

  private boolean cancels() {
    double strongest = 0;
    for (int c = 0; c < channels; c++) {
      strongest = Math.max(strongest, variance(sums[c], squares[c]));
    }
    return variance(meanSum, meanSquares) < CANCELLED * strongest / square(channels);
  }

  private double variance(double sum, double sumOfSquares) {
    return Math.max(0, sumOfSquares / filled - square(sum / filled));
  }

  private static double square(double x) {
    return x * x;
  }
}
