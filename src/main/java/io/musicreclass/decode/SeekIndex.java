package io.musicreclass.decode;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Marks at least two seconds apart, farther in very long songs. Containers know positions in time
 * only approximately; the marks are exact, because frames were counted.
 */
final class SeekIndex {
  private static final int MOST_MARKS = 4096;

  /**
   * A packet that can be found again.
   *
   * @param pos byte position in the file, or -1
   * @param pts time stamp in units of the stream
   * @param size bytes
   * @param crc CRC-32 of its bytes
   * @param frame number of frames decoded before it
   */
  record Mark(long pos, long pts, int size, int crc, long frame) {}

  /**
   * Where to start reading for a given frame.
   *
   * @param warm where to start decoding, to fill bit reservoirs and filter memories
   * @param exact from here, the output equals that of an uninterrupted decode
   */
  record Start(Mark warm, Mark exact) {}

  private final List<Mark> marks = new ArrayList<>();
  private long spacing;
  private long newest = Long.MIN_VALUE;
  private boolean usable = true;

  SeekIndex(int sampleRate) {
    this.spacing = 2L * sampleRate;
  }

  /**
   * Checks the time stamp of each packet, marked or not: if time stamps restart, as in concatenated
   * Ogg files, FFmpeg can read only from the beginning.
   */
  void pass(long pts) {
    usable &= pts >= newest || pts == AV_NOPTS_VALUE;
    newest = Math.max(newest, pts);
  }

  /** Whether this frame should be marked. */
  boolean wants(long frame) {
    return marks.isEmpty() || frame >= marks.get(marks.size() - 1).frame() + spacing;
  }

  void add(Mark mark) {
    marks.add(mark);
    if (marks.size() == MOST_MARKS) {
      spacing *= 2;
      for (int i = MOST_MARKS / 2 - 1; i >= 0; i--) {
        marks.remove(2 * i + 1);
      }
    }
  }

  /** Where to start for a frame; empty for the beginning of the song. */
  Optional<Start> before(long frame) {
    int exact = marks.size() - 1;
    while (exact > 0 && marks.get(exact).frame() > frame) {
      exact--;
    }
    return exact < 2 || !usable
        ? Optional.empty()
        : Optional.of(new Start(marks.get(exact - 1), marks.get(exact)));
  }
}
