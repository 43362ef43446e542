package io.musicreclass.decode.frames;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Checks whether the frames of a raw MPEG audio stream follow each other without gaps. FFmpeg finds
 * chance frames in data appended to a song; there is a gap between the song and those.
 */
public final class FrameContinuity {
  /** This many consecutive frames do not occur by chance. */
  private static final int PROOF = 4;

  private static final int MOST_GAPS = 16;

  private static final MpegFrame NONE = new MpegFrame(0);

  private final boolean watching;
  private final boolean aac;
  private final List<Long> gaps = new ArrayList<>();
  private MpegFrame like = NONE;
  private long end;
  private long packets;
  private long run;
  private long proven;
  private long provenEnd = -1;
  private boolean lastIsWhole;

  /**
   * @param codec FFmpeg's name
   * @param raw whether the file consists of packets only, which therefore follow each other
   */
  public FrameContinuity(String codec, boolean raw) {
    aac = codec.equals("aac");
    watching = raw && (aac || codec.matches("mp[123]"));
  }

  /**
   * Adds the next packet.
   *
   * @param pos its position
   */
  public void pass(byte[] packet, int size, long pos) {
    if (watching) {
      MpegFrame frame =
          (aac ? MpegFrame.adtsAt(packet) : MpegFrame.at(packet))
              .filter(f -> size >= 4)
              .orElse(NONE);
      lastIsWhole = !aac && !frame.equals(NONE) && frame.bytes() == size;
      if (packets == 0) {
        like = frame;
        run = 1;
      } else if (pos == end && frame.isLike(like)) {
        run++;
      } else {
        gap();
      }
    }
    packets++;
    end = pos + size;
  }

  private void gap() {
    if (gaps.size() < MOST_GAPS) {
      gaps.add(end);
    }
    if (run >= PROOF || provenEnd < 0) {
      proven = packets;
      provenEnd = end;
    }
    run = 1;
  }

  /**
   * Whether each frame starts where the previous one ends, and the last one is complete and ends at
   * this position.
   */
  public boolean isUnbrokenTo(long position) {
    return gaps.isEmpty() && lastIsWhole && end == position;
  }

  /** The first few positions where frames end and a gap follows. */
  public List<Long> gaps() {
    return gaps;
  }

  /** The end of the song, if only a gap and chance frames follow. */
  public OptionalLong endBeforeChanceFrames() {
    boolean chance = provenEnd >= 0 && run < PROOF && packets - proven <= proven;
    return chance ? OptionalLong.of(provenEnd) : OptionalLong.empty();
  }
}
