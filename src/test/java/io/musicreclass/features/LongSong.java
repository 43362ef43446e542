package io.musicreclass.features;

import io.musicreclass.track.Pcm;

/**
 * Runs in its own JVM: prints whether the features of a song that is never in memory are complete.
 */
final class LongSong implements Pcm {
  private static final int RATE = 44_100;
  private final long frames;

  private LongSong(long frames) {
    this.frames = frames;
  }

  /** The argument is the length in minutes. */
  public static void main(String[] args) throws Exception {
    LongSong song = new LongSong(60L * RATE * Integer.parseInt(args[0]));
    Fma518.Extraction extraction = Fma518.extract(song, Fma518.Mode.STRICT, 2);
    System.out.println("complete=" + extraction.complete());
  }

  @Override
  public int sampleRate() {
    return RATE;
  }

  @Override
  public int channels() {
    return 2;
  }

  @Override
  public Pass open() {
    return new Pass() {
      private long next;
      private int state = 1;

      @Override
      public int read(float[] block) {
        int count = (int) Math.min(block.length / 2, frames - next);
        for (int i = 0; i < count; i++, next++) {
          state = state * 1_664_525 + 1_013_904_223;
          float saw = (next / 40_000 % 2 == 0 ? next % 100 : next % 75) / 200f;
          block[2 * i] = saw + (state >> 8) * 0x1p-26f;
          block[2 * i + 1] = saw;
        }
        return count == 0 ? -1 : count;
      }

      @Override
      public void close() {}
    };
  }
}
