package io.musicreclass.decode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VORBIS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_SKIP_SAMPLES;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_get_side_data;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;

/** Computes how many frames packets will decode to, without decoding them. */
final class FrameCount {
  private final AVCodecParameters song;
  private final AVRational unit;
  private final boolean trimmed;
  private long skip;
  private boolean first = true;

  /**
   * Starts at the first packet.
   *
   * @param unit the unit of the packets' durations, in seconds
   * @param trimmed whether durations already exclude the padding at the end
   */
  FrameCount(AVCodecParameters song, AVRational unit, boolean trimmed) {
    this.song = song;
    this.unit = unit;
    this.trimmed = trimmed;
  }

  /** Whether a frame is a multiple of the unit; otherwise durations are too coarse for counting. */
  boolean isExact() {
    return (long) unit.den() % ((long) unit.num() * song.sample_rate()) == 0;
  }

  /**
   * Number of frames of the next packet: its duration without the encoder delay or padding it
   * declares, which the decoder skips. Negative if unknown.
   */
  long of(AVPacket packet) {
    long whole = av_rescale(packet.duration(), (long) unit.num() * song.sample_rate(), unit.den());
    if (whole <= 0) {
      return -1;
    }
    if (song.codec_id() == AV_CODEC_ID_AAC) {
      // MP4 shortens the last packet, but the decoder returns all of it.
      whole = Math.max(whole, song.frame_size());
    }
    if ((packet.flags() & AV_PKT_FLAG_DISCARD) != 0) {
      return 0;
    }
    BytePointer side =
        av_packet_get_side_data(packet, AV_PKT_DATA_SKIP_SAMPLES, (SizeTPointer) null);
    long padding = 0;
    if (side != null) {
      skip += Integer.toUnsignedLong(side.getInt(0));
      padding = trimmed ? 0 : Integer.toUnsignedLong(side.getInt(4));
    }
    if (first && song.codec_id() == AV_CODEC_ID_VORBIS) {
      // Vorbis overlaps halves of two packets: the first one alone has no output.
      skip = whole;
    }
    first = false;
    long skipped = Math.min(skip, whole);
    skip -= skipped;
    return Math.max(0, whole - skipped - padding);
  }
}
