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
 * How long a header says its song is. Raw AAC and AC-3, MP3 without an information frame, Ogg and
 * Wave64 promise nothing, nor does a WAV of anything but plain samples.
 */
final class DeclaredLength {
  /** Writers to a pipe, who cannot know the length, leave 0 or this or more in a WAV header. */
  private static final long PLACEHOLDER_BYTES = 0x7FFF0000L;

  private static final int MOST_CHUNKS = 100;

  /** Integers, floats, and the form that names either later. */
  private static final Set<Character> PCM_TAGS = Set.of('\u0001', '\u0003', '\uFFFE');

  private DeclaredLength() {}

  /**
   * Seconds the header of a file promises; NaN when it does not say. To be asked before FFmpeg
   * probes the packets: what it knows then it has from the header, later it may be an estimate.
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

  /** FFmpeg forgets the size that the header of a WAV file states when the file is shorter. */
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
          boolean told = size > 0 && size < PLACEHOLDER_BYTES && bytesASecond > 0;
          return told ? (double) size / bytesASecond : Double.NaN;
        }
        at += 8 + size + size % 2;
      }
    } catch (IOException e) {
      return Double.NaN;
    }
    return Double.NaN;
  }
}
