package io.musicreclass.decode;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VORBIS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_SKIP_SAMPLES;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_get_side_data;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_BITRATE;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BYTE;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_DEFAULT;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale;

import java.nio.file.Path;
import java.util.Set;
import java.util.zip.CRC32;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * A file, open, and the packets of its song: the first default stream of sound, else the first.
 * Owns FFmpeg's format context and one packet.
 */
final class Demuxer implements AutoCloseable {
  /** Raw formats without a table: their packets are found by byte position. */
  private static final Set<String> BY_BYTE = Set.of("mp3", "aac", "ac3", "eac3", "flac");

  /** Writers to a pipe, who cannot know the length, leave this or more in a WAV header. */
  private static final double PLACEHOLDER_BYTES = 0x7FFF0000L;

  private final Path file;
  private final AVFormatContext format;
  private final AVPacket packet;
  private final AVStream stream;
  private final int index;
  private byte[] data = new byte[8192];
  private long skip;
  private boolean first = true;
  private boolean closed;

  private Demuxer(Path file, AVFormatContext format) throws Refusal {
    this.file = file;
    this.format = format;
    this.index = choose(file, format);
    this.stream = format.streams(index);
    for (int i = 0; i < format.nb_streams(); i++) {
      if (i != index) {
        format.streams(i).discard(AVDISCARD_ALL);
      }
    }
    this.packet = av_packet_alloc();
  }

  /** Opens a file that {@link Gate} let pass. */
  static Demuxer open(Path file) throws Refusal {
    AVFormatContext format = avformat_alloc_context();
    AVDictionary options = new AVDictionary(null);
    Ffmpeg.restrict(options);
    int code;
    try (BytePointer url = Ffmpeg.url(file)) {
      code = avformat_open_input(format, url, null, options);
    } finally {
      av_dict_free(options);
    }
    if (code < 0) {
      throw Diagnosis.of(file, code);
    }
    try {
      avformat_find_stream_info(format, (AVDictionary) null);
      return new Demuxer(file, format);
    } catch (Refusal | RuntimeException e) {
      avformat_close_input(format);
      throw e;
    }
  }

  private static int choose(Path file, AVFormatContext format) throws Refusal {
    int first = -1;
    for (int i = 0; i < format.nb_streams(); i++) {
      AVStream s = format.streams(i);
      if (s.codecpar().codec_type() == AVMEDIA_TYPE_AUDIO) {
        if ((s.disposition() & AV_DISPOSITION_DEFAULT) != 0) {
          return i;
        }
        first = first < 0 ? i : first;
      }
    }
    if (first < 0) {
      throw Diagnosis.of(file, 0);
    }
    return first;
  }

  Path file() {
    return file;
  }

  AVCodecParameters parameters() {
    return stream.codecpar();
  }

  AVFormatContext format() {
    return format;
  }

  AVStream stream() {
    return stream;
  }

  /** The packet read last, valid until the next read. */
  AVPacket packet() {
    return packet;
  }

  int sampleRate() {
    return stream.codecpar().sample_rate();
  }

  int channels() {
    return stream.codecpar().ch_layout().nb_channels();
  }

  /** Whether the unit of time is a whole part of a frame, so that durations count frames. */
  boolean countsFrames() {
    AVRational unit = stream.time_base();
    return (long) unit.den() % ((long) unit.num() * sampleRate()) == 0;
  }

  /** Seconds the header promises; NaN when it does not say, or says it from the bit rate only. */
  double promisedSeconds() {
    if (format.duration_estimation_method() == AVFMT_DURATION_FROM_BITRATE) {
      return Double.NaN;
    }
    double seconds = Double.NaN;
    if (stream.duration() != AV_NOPTS_VALUE) {
      AVRational unit = stream.time_base();
      seconds = (double) stream.duration() * unit.num() / unit.den();
    } else if (format.duration() != AV_NOPTS_VALUE && format.nb_streams() == 1) {
      seconds = (double) format.duration() / AV_TIME_BASE;
    }
    boolean wav = container().equals("wav");
    return wav && seconds * stream.codecpar().bit_rate() / 8 >= PLACEHOLDER_BYTES
        ? Double.NaN
        : seconds;
  }

  /** Reads the next packet of the song; false at the end, or where nothing more can be read. */
  boolean read() throws Refusal {
    if (closed) {
      throw new IllegalStateException("The file is closed");
    }
    while (true) {
      av_packet_unref(packet);
      int code = av_read_frame(format, packet);
      if (code == Ffmpeg.IO_ERROR) {
        throw new Refusal(
            Decoded.Reason.DAMAGED, file, "cannot be read from its medium to the end; check that");
      }
      if (code < 0 && code != Ffmpeg.AGAIN) {
        return false;
      }
      if (code >= 0 && packet.stream_index() == index && packet.size() > 0) {
        return true;
      }
    }
  }

  /** Bytes in the packet. */
  int size() {
    return packet.size();
  }

  /** A copy of the packet's bytes at the start of an array that the next call overwrites. */
  byte[] data() {
    int size = packet.size();
    if (data.length < size) {
      data = new byte[Math.max(size, 2 * data.length)];
    }
    packet.data().position(0).get(data, 0, size);
    return data;
  }

  /**
   * Frames the packet says it holds, less those it says to leave out; to be called once for each
   * packet, in order. Negative when it does not say.
   */
  long frames() {
    AVRational unit = stream.time_base();
    long whole = av_rescale(packet.duration(), (long) unit.num() * sampleRate(), unit.den());
    if (whole <= 0) {
      return -1;
    }
    if (parameters().codec_id() == AV_CODEC_ID_AAC) {
      // MP4 shortens the last packet; the decoder gives all of it.
      whole = Math.max(whole, parameters().frame_size());
    }
    if ((packet.flags() & AV_PKT_FLAG_DISCARD) != 0) {
      return 0;
    }
    BytePointer side =
        av_packet_get_side_data(packet, AV_PKT_DATA_SKIP_SAMPLES, (SizeTPointer) null);
    if (parameters().codec_id() == AV_CODEC_ID_VORBIS && first) {
      skip = whole;
    }
    first = false;
    long end = 0;
    if (side != null) {
      skip += Integer.toUnsignedLong(side.getInt(0));
      // Ogg has the trimmed end out of the duration already.
      end = container().equals("ogg") ? 0 : Integer.toUnsignedLong(side.getInt(4));
    }
    long skipped = Math.min(skip, whole);
    skip -= skipped;
    return Math.max(0, whole - skipped - end);
  }

  /** A mark of the packet. */
  Mark mark(long frame) {
    CRC32 crc = new CRC32();
    crc.update(data(), 0, packet.size());
    return new Mark(packet.pos(), packet.pts(), packet.size(), (int) crc.getValue(), frame);
  }

  /** Moves to a mark or before it; false when the container cannot. */
  boolean seek(Mark mark) {
    boolean byByte = byByte();
    return av_seek_frame(
            format,
            index,
            byByte ? mark.pos() : mark.pts(),
            byByte ? AVSEEK_FLAG_BYTE : AVSEEK_FLAG_BACKWARD)
        >= 0;
  }

  /** Whether the packet is the marked one. */
  boolean isAt(Mark mark) {
    boolean there = byByte() ? packet.pos() == mark.pos() : packet.pts() == mark.pts();
    return there && packet.size() == mark.size() && mark(0).crc() == mark.crc();
  }

  private boolean byByte() {
    return BY_BYTE.contains(container());
  }

  private String container() {
    return format.iformat().name().getString();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      av_packet_free(packet);
      avformat_close_input(format);
    }
  }
}
