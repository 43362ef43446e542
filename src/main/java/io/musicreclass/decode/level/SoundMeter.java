package io.musicreclass.decode.level;

import io.musicreclass.track.Pcm;
import java.io.IOException;

/**
 * Measures the sound of a passage while it is read for another purpose, until there is enough: a
 * song with sound in its excerpt needs no second decode. Not thread-safe.
 */
public final class SoundMeter {
  private final double wantedSeconds;
  private long soundFrames;
  private double seconds;
  private boolean opened;

  /** A meter that stops after this much sound. */
  public SoundMeter(double wantedSeconds) {
    this.wantedSeconds = wantedSeconds;
  }

  /** Whether enough sound was measured. */
  public boolean hasEnough() {
    return seconds >= wantedSeconds;
  }

  /** Seconds of sound measured so far. */
  public double seconds() {
    return seconds;
  }

  /** The same audio, whose first pass is measured. */
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
