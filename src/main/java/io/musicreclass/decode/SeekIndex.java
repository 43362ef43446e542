package io.musicreclass.decode;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Marks two seconds apart at least, and more in very long songs. Containers know where a moment
 * lies only roughly; the marks were counted, so they are exact.
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
   * Where to start for some frame.
   *
   * @param warm where decoding starts: bit reservoirs and filter memories fill from here
   * @param exact from here the decoder's output is that of an uninterrupted decode
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
   * Notes the time stamp of each packet, whether it gets a mark or not: where time starts anew, in
   * Ogg files put one behind the other, FFmpeg finds its way only from the beginning.
   */
  void pass(long pts) {
    usable &= pts >= newest || pts == AV_NOPTS_VALUE;
    newest = Math.max(newest, pts);
  }

  /** Whether a mark at this frame is wanted. */
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

  /** Where to start for a frame; empty when that is the beginning. */
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
