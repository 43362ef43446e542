package io.musicreclass.decode.frames;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Watches whether the frames of a raw stream of MPEG audio follow each other. FFmpeg finds chance
 * frames in whatever a program appended to a song; between those and the song is a gap.
 */
public final class FrameContinuity {
  /** So many frames in a row are none by chance. */
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
   * @param raw whether the file is nothing but packets, which therefore follow each other
   */
  public FrameContinuity(String codec, boolean raw) {
    aac = codec.equals("aac");
    watching = raw && (aac || codec.matches("mp[123]"));
  }

  /**
   * The next packet.
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

  /** Whether each frame began where the one before ended, and the last is whole and ends there. */
  public boolean isUnbrokenTo(long position) {
    return gaps.isEmpty() && lastIsWhole && end == position;
  }

  /** Where frames ended and something else, or more of them, followed; the first few places. */
  public List<Long> gaps() {
    return gaps;
  }

  /** Where the song ends, if it is followed by a gap and then by chance frames only. */
  public OptionalLong endBeforeChanceFrames() {
    boolean chance = provenEnd >= 0 && run < PROOF && packets - proven <= proven;
    return chance ? OptionalLong.of(provenEnd) : OptionalLong.empty();
  }
}
