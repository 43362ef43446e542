package io.musicreclass.decode;

import io.musicreclass.decode.level.LevelMeter;
import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.util.BitSet;

/** The sound of a song in blocks of a tenth of a second, measured in one decode. */
public final class SoundProfile {
  /** Share of the most sound that a passage needs: proximity counts, too. */
  private static final double NEARLY_FULLEST = 0.9;

  private static final int CHUNK = 1 << 14;

  private final int sampleRate;
  private final int channels;
  private final BitSet mean = new BitSet();
  private final BitSet[] each;
  private int blocks;
  private long frames;

  private SoundProfile(int sampleRate, int channels) {
    this.sampleRate = sampleRate;
    this.channels = channels;
    this.each = new BitSet[channels];
    for (int c = 0; c < channels; c++) {
      each[c] = new BitSet();
    }
  }

  static SoundProfile of(Pcm song) throws IOException {
    SoundProfile profile = new SoundProfile(song.sampleRate(), song.channels());
    LevelMeter meter = new LevelMeter(song.sampleRate(), song.channels(), true);
    LevelMeter.Sink sink = (length, sounds) -> profile.add(length, sounds, meter);
    float[] block = new float[CHUNK * song.channels()];
    try (Pcm.Pass pass = song.open()) {
      for (int n = pass.read(block); n >= 0; n = pass.read(block)) {
        meter.accept(block, n, sink);
      }
    }
    meter.finish(sink);
    return profile;
  }

  private void add(int length, boolean sounds, LevelMeter meter) {
    mean.set(blocks, sounds);
    for (int c = 0; c < channels; c++) {
      each[c].set(blocks, meter.sounds(c));
    }
    blocks++;
    frames += length;
  }

  /**
   * The passage to analyse instead of the wanted one, of the same length: the nearest one (the
   * earlier of two) that has nearly as much sound as any other. If the channels cancel each other
   * during most of the sound of one of them, the passage is of that channel only.
   */
  public Passage choose(Passage wanted) {
    int channel = channel();
    if (wanted.isWhole() || wanted.frames() >= frames) {
      return new Passage(wanted.first(), wanted.frames(), channel);
    }
    int blockFrames = LevelMeter.blockFrames(sampleRate);
    int[] before = soundBefore(channel);
    int length =
        (int) Math.max(1, Math.min(blocks, Math.round((double) wanted.frames() / blockFrames)));
    int start = (int) Math.min(blocks - length, Math.round((double) wanted.first() / blockFrames));
    int most = 0;
    for (int i = 0; i + length <= blocks; i++) {
      most = Math.max(most, before[i + length] - before[i]);
    }
    for (int distance = 0; distance < blocks; distance++) {
      for (int i : new int[] {start - distance, start + distance}) {
        if (i >= 0
            && i + length <= blocks
            && before[i + length] - before[i] >= NEARLY_FULLEST * most) {
          long first = distance == 0 ? wanted.first() : (long) i * blockFrames;
          return new Passage(Math.min(first, frames - wanted.frames()), wanted.frames(), channel);
        }
      }
    }
    return new Passage(wanted.first(), wanted.frames(), channel);
  }

  /** Seconds of sound in a passage, to a tenth. */
  public double seconds(Passage passage) {
    int blockFrames = LevelMeter.blockFrames(sampleRate);
    int from = (int) Math.min(blocks, passage.first() / blockFrames);
    long end = passage.isWhole() ? frames : passage.first() + passage.frames();
    int to = (int) Math.min(blocks, (end + blockFrames - 1) / blockFrames);
    int sounding = sound(passage.channel()).get(from, Math.max(from, to)).cardinality();
    return Math.min((double) frames / sampleRate, sounding / (double) LevelMeter.BLOCKS_A_SECOND);
  }

  private int channel() {
    int fullest = 0;
    for (int c = 1; c < channels; c++) {
      fullest = each[c].cardinality() > each[fullest].cardinality() ? c : fullest;
    }
    return each[fullest].cardinality() > 2 * mean.cardinality() ? fullest : Passage.ALL;
  }

  private BitSet sound(int channel) {
    return channel == Passage.ALL ? mean : each[channel];
  }

  private int[] soundBefore(int channel) {
    BitSet sound = sound(channel);
    int[] before = new int[blocks + 1];
    for (int i = 0; i < blocks; i++) {
      before[i + 1] = before[i] + (sound.get(i) ? 1 : 0);
    }
    return before;
  }
}
