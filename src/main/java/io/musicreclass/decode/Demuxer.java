package io.musicreclass.decode;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BYTE;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;

import io.musicreclass.track.SongTags;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.CRC32;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * An open file and the packets of its song: the first default audio stream, otherwise the first
 * audio stream. Owns FFmpeg's format context and one packet.
 */
final class Demuxer implements AutoCloseable {
  /** Raw formats without an index: their packets are found by byte position. */
  private static final Set<String> BY_BYTE = Set.of("mp3", "aac", "ac3", "eac3", "flac");

  /** Maximum size of a packet in any format, whatever an index claims. */
  private static final int MOST_BYTES = 16 << 20;

  /** Of a WAV file: enough to find DTS frames behind a header that says PCM. */
  private static final long WAV_PROBE_BYTES = 1 << 16;

  private final Path file;
  private final AVFormatContext format;
  private final AVPacket packet;
  private final AVStream stream;
  private final int index;
  private final boolean byByte;
  private final double declaredSeconds;
  private final FrameCount count;
  private byte[] data = new byte[8192];
  private boolean closed;

  private Demuxer(Path file, AVFormatContext format) throws UnreadableException {
    this.file = file;
    this.format = format;
    // Before probing, if the header lists the streams: afterwards it may be an estimate.
    int early = SongStream.choose(format);
    this.declaredSeconds = early < 0 ? Double.NaN : DeclaredLength.seconds(file, format, early);
    String container = container();
    if (container.equals("wav")) {
      // FFmpeg takes longer to probe five megabytes of noise than to decode them.
      format.probesize(WAV_PROBE_BYTES);
    }
    avformat_find_stream_info(format, (AVDictionary) null);
    this.index = SongStream.readable(file, format);
    for (int i = 0; i < format.nb_streams(); i++) {
      if (i != index) {
        format.streams(i).discard(AVDISCARD_ALL);
      }
    }
    this.stream = format.streams(index);
    this.byByte = BY_BYTE.contains(container);
    this.count = new FrameCount(stream.codecpar(), stream.time_base(), container.equals("ogg"));
    this.packet = av_packet_alloc();
  }

  /** Opens a file that {@link FileGuard} has checked. */
  static Demuxer open(Path file) throws UnreadableException {
    return open(file, Ffmpeg.url(file), false, null);
  }

  /** Opens part of a file. Positions are relative to the start of the span. */
  static Demuxer open(Path file, AudioSpan span) throws UnreadableException {
    return open(file, Ffmpeg.url(file, span), false, null);
  }

  /** Opens a song again; its format is known, which FFmpeg may have told by the file's name. */
  static Demuxer open(Song song) throws UnreadableException {
    boolean pcm = song.codec().startsWith("pcm_");
    AVInputFormat container = av_find_input_format(song.container());
    return open(song.file(), Ffmpeg.url(song.file(), song.span()), pcm, container);
  }

  private static Demuxer open(
      Path file, BytePointer address, boolean pcm, @Nullable AVInputFormat container)
      throws UnreadableException {
    AVFormatContext format = avformat_alloc_context();
    AVDictionary options = new AVDictionary(null);
    Ffmpeg.restrict(options, pcm);
    int code;
    try (BytePointer url = address) {
      code = avformat_open_input(format, url, container, options);
    } finally {
      av_dict_free(options);
    }
    if (code < 0) {
      throw Diagnosis.of(file, code);
    }
    try {
      return new Demuxer(file, format);
    } catch (UnreadableException | RuntimeException e) {
      avformat_close_input(format);
      throw e;
    }
  }

  Path file() {
    return file;
  }

  /** FFmpeg's name of the file's format. */
  String container() {
    return format.iformat().name().getString();
  }

  AVStream stream() {
    return stream;
  }

  AVCodecParameters parameters() {
    return stream.codecpar();
  }

  int sampleRate() {
    return parameters().sample_rate();
  }

  int channels() {
    return parameters().ch_layout().nb_channels();
  }

  /** The file's tags. */
  SongTags tags() {
    return TagReader.read(file, new FfmpegTags(format.metadata(), stream.metadata()));
  }

  /** Duration in seconds that the header declares; NaN if it declares none. */
  double declaredSeconds() {
    return declaredSeconds;
  }

  /** Whether the file is a raw stream of frames, with tags only before and after it. */
  boolean isRaw() {
    return byByte;
  }

  /** Whether {@link #frames} can be exact. */
  boolean countsFrames() {
    return count.isExact();
  }

  /** Reads the next packet of the song; false at the end, or if no more can be read. */
  boolean read() throws UnreadableException {
    if (closed) {
      throw new IllegalStateException("The file is closed");
    }
    while (true) {
      av_packet_unref(packet);
      int code = av_read_frame(format, packet);
      if (code >= 0 && packet.stream_index() == index && packet.size() > 0) {
        if (packet.size() > MOST_BYTES) {
          throw new UnreadableException(
              Decoded.Reason.DAMAGED, file, "has a damaged table of contents; copy it again");
        }
        return true;
      }
      if (code < 0 && Ffmpeg.UNREACHABLE.contains(format.pb().error())) {
        throw new UnreadableException(
            Decoded.Reason.UNREACHABLE, file, "cannot be read to its end; check its medium");
      }
      if (code < 0 && code != Ffmpeg.AGAIN) {
        return false;
      }
    }
  }

  /** The last packet read; valid until the next read. */
  AVPacket packet() {
    return packet;
  }

  /** Size of the packet in bytes. */
  int size() {
    return packet.size();
  }

  /** A copy of the packet's bytes, at the start of an array that the next call overwrites. */
  byte[] data() {
    int size = packet.size();
    if (data.length < size) {
      data = new byte[Math.max(size, 2 * data.length)];
    }
    packet.data().get(data, 0, size);
    return data;
  }

  /**
   * Number of frames the packet decodes to; negative if unknown. Must be called once per packet.
   */
  long frames() {
    return count.of(packet);
  }

  /** Marks the packet, so that it can be found again. */
  SeekIndex.Mark mark(long frame) {
    CRC32 crc = new CRC32();
    crc.update(data(), 0, packet.size());
    return new SeekIndex.Mark(
        packet.pos(), packet.pts(), packet.size(), (int) crc.getValue(), frame);
  }

  /** Seeks to a mark or before it; false if the container does not support that. */
  boolean seek(SeekIndex.Mark mark) {
    long target = byByte ? mark.pos() : mark.pts();
    int flag = byByte ? AVSEEK_FLAG_BYTE : AVSEEK_FLAG_BACKWARD;
    return av_seek_frame(format, index, target, flag) >= 0;
  }

  /** Whether the packet is the marked one. */
  boolean isAt(SeekIndex.Mark mark) {
    return packet.pos() == mark.pos()
        && (byByte || packet.pts() == mark.pts())
        && packet.size() == mark.size()
        && mark(0).crc() == mark.crc();
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
