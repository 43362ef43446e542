package io.musicreclass.track;

/** Audio held in memory. */
final class MemoryPcm implements Pcm {
  private final int sampleRate;
  private final int channels;
  private final float[] samples;

  MemoryPcm(int sampleRate, int channels, float[] samples) {
    if (sampleRate <= 0 || channels <= 0 || samples.length % channels != 0) {
      throw new IllegalArgumentException(
          "Invalid audio: "
              + samples.length
              + " samples, "
              + channels
              + " channels, "
              + sampleRate
              + " Hz");
    }
    this.sampleRate = sampleRate;
    this.channels = channels;
    this.samples = samples;
  }

  @Override
  public int sampleRate() {
    return sampleRate;
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public Pass open() {
    return new Pass() {
      private int next;

      @Override
      public int read(float[] block) {
        int frames = Math.min(block.length, samples.length - next) / channels;
        if (frames == 0) {
          return -1;
        }
        System.arraycopy(samples, next, block, 0, frames * channels);
        next += frames * channels;
        return frames;
      }

      @Override
      public void close() {}
    };
  }
}
