package io.musicreclass.decode.level;

import io.musicreclass.track.Pcm;
import java.io.IOException;

/**
 * Listens in while a passage is read for another purpose, until it has met enough sound: so a song
 * that sounds where it should costs no second decode. One thread's.
 */
public final class SoundMeter {
  private final double wantedSeconds;
  private long soundFrames;
  private double seconds;
  private boolean opened;

  /** A meter that is content with so much sound. */
  public SoundMeter(double wantedSeconds) {
    this.wantedSeconds = wantedSeconds;
  }

  /** Whether it has met as much sound as it was to find. */
  public boolean hasEnough() {
    return seconds >= wantedSeconds;
  }

  /** How much sound it has met. */
  public double seconds() {
    return seconds;
  }

  /** The same audio, whose first pass goes by this meter. */
  public Pcm metered(Pcm source) {
    return new Pcm() {
      @Override
      public int sampleRate() {
        return source.sampleRate();
      }

      @Override
      public int channels() {
        return source.channels();
      }

      @Override
      public Pass open() throws IOException {
        if (opened) {
          return source.open();
        }
        opened = true;
        return new MeteredPass(
            source.open(), new LevelMeter(sampleRate(), channels(), false), sampleRate());
      }
    };
  }

  private final class MeteredPass implements Pcm.Pass {
    private final Pcm.Pass pass;
    private final LevelMeter meter;
    private final int sampleRate;

    MeteredPass(Pcm.Pass pass, LevelMeter meter, int sampleRate) {
      this.pass = pass;
      this.meter = meter;
      this.sampleRate = sampleRate;
    }

    @Override
    public int read(float[] block) throws IOException {
      int frames = pass.read(block);
      if (frames < 0) {
        meter.finish(this::add);
      } else if (!hasEnough()) {
        meter.accept(block, frames, this::add);
      }
      return frames;
    }

    private void add(int frames, boolean sounds) {
      soundFrames += sounds ? frames : 0;
      seconds = (double) soundFrames / sampleRate;
    }

    @Override
    public void close() {
      pass.close();
    }
  }
}
