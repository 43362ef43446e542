package io.musicreclass.decode;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * The duration that a file's header declares. Raw AAC and AC-3, MP3 without an information frame,
 * Ogg, Wave64 and compressed WAV declare none.
 */
final class DeclaredLength {
  /**
   * A WAV header written to a pipe, where the size is not known yet, has size 0 or at least this.
   */
  private static final long PLACEHOLDER_BYTES = 0x7FFF0000L;

  private static final int MOST_CHUNKS = 100;

  /** Integer, float, and the extensible format, which has either. */
  private static final Set<Character> PCM_TAGS = Set.of('\u0001', '\u0003', '\uFFFE');

  private DeclaredLength() {}

  /**
   * The declared duration in seconds; NaN if there is none. Must be called before FFmpeg probes the
   * packets: afterwards, its duration may be an estimate.
   *
   * @param index the song's stream
   */
  static double seconds(Path file, AVFormatContext format, int index) {
    AVStream stream = format.streams(index);
    String container = format.iformat().name().getString();
    if (container.equals("wav")) {
      return wavSeconds(file);
    }
    if (container.equals("caf") && stream.nb_frames() > 0) {
      return (double) stream.nb_frames() / stream.codecpar().sample_rate();
    }
    if (stream.duration() != AV_NOPTS_VALUE) {
      return (double) stream.duration() * stream.time_base().num() / stream.time_base().den();
    }
    return format.nb_streams() == 1 && format.duration() != AV_NOPTS_VALUE
        ? (double) format.duration() / AV_TIME_BASE
        : Double.NaN;
  }

  /** FFmpeg drops the size in a WAV header if the file is shorter, so the header is read here. */
  private static double wavSeconds(Path file) {
    try (FileChannel in = FileChannel.open(file)) {
      ByteBuffer chunk = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
      long bytesASecond = 0;
      long at = 12;
      for (int i = 0; i < MOST_CHUNKS && in.read(chunk.clear(), at) >= 8; i++) {
        String name = new String(chunk.array(), 0, 4, StandardCharsets.US_ASCII);
        long size = Integer.toUnsignedLong(chunk.getInt(4));
        if (name.equals("fmt ") && PCM_TAGS.contains(chunk.getChar(8))) {
          bytesASecond = Integer.toUnsignedLong(chunk.getInt(12)) * chunk.getChar(20);
        } else if (name.equals("data")) {
          boolean declared = size > 0 && size < PLACEHOLDER_BYTES && bytesASecond > 0;
          return declared ? (double) size / bytesASecond : Double.NaN;
        }
        at += 8 + size + size % 2;
      }
    } catch (IOException e) {
      return Double.NaN;
    }
    return Double.NaN;
  }
}
