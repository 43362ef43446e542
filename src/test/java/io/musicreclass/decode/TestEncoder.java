package io.musicreclass.decode;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_CAP_VARIABLE_FRAME_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_CONFIG_SAMPLE_FORMAT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PNG;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_supported_config;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGBA;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_sample_fmt_is_planar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** FFmpeg's encoders, for {@link TestAudio}. */
final class TestEncoder implements AutoCloseable {
  private final AVFormatContext format = new AVFormatContext(null);
  private final AVCodecContext codec;
  private final AVStream stream;
  private final AVPacket packet = av_packet_alloc();
  private final int channels;

  TestEncoder(
      Path file,
      String muxer,
      String encoder,
      int rate,
      int channels,
      Map<String, String> options) {
    this.channels = channels;
    try (BytePointer url = Ffmpeg.url(file)) {
      check(
          avformat_alloc_output_context2(
              format, (AVOutputFormat) null, new BytePointer(muxer), url));
      AVIOContext io = new AVIOContext(null);
      check(avio_open(io, url, AVIO_FLAG_WRITE));
      format.pb(io);
    }
    format.flags(format.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
    AVCodec found = avcodec_find_encoder_by_name(encoder);
    if (found == null) {
      throw new IllegalArgumentException("This FFmpeg has no encoder " + encoder);
    }
    codec = avcodec_alloc_context3(found);
    codec.sample_rate(rate);
    av_channel_layout_default(codec.ch_layout(), channels);
    codec.sample_fmt(sampleFormat(found, options.getOrDefault("bits", "16")));
    codec.time_base(rational(1, rate));
    codec.flags(codec.flags() | AV_CODEC_FLAG_BITEXACT);
    codec.strict_std_compliance(-2);
    codec.bit_rate(64_000L * channels);
    if ((format.oformat().flags() & AVFMT_GLOBALHEADER) != 0) {
      codec.flags(codec.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    }
    AVDictionary rest = new AVDictionary(null);
    AVDictionary tags = new AVDictionary(null);
    options.forEach(
        (key, value) -> {
          boolean tag = key.startsWith("tag:");
          if (!key.equals("cover") && !key.equals("bits")) {
            av_dict_set(tag ? tags : rest, key.replace("tag:", ""), value, 0);
          }
        });
    format.metadata(tags);
    check(avcodec_open2(codec, found, rest));
    stream = avformat_new_stream(format, null);
    stream.time_base(rational(1, rate));
    check(avcodec_parameters_from_context(stream.codecpar(), codec));
    byte[] picture = picture(options.get("cover"));
    AVStream cover = picture.length > 0 ? coverStream(picture) : null;
    check(avformat_write_header(format, rest));
    av_dict_free(rest);
    if (cover != null) {
      writeCover(cover, picture);
    }
  }

  /** The encoder's preferred format, but 16-bit among integer formats unless 24 is requested. */
  private static int sampleFormat(AVCodec encoder, String bits) {
    PointerPointer<IntPointer> out = new PointerPointer<>(1);
    IntPointer count = new IntPointer(1);
    check(
        avcodec_get_supported_config(null, encoder, AV_CODEC_CONFIG_SAMPLE_FORMAT, 0, out, count));
    IntPointer formats = out.get(IntPointer.class);
    int wanted = bits.equals("24") ? AV_SAMPLE_FMT_S32 : AV_SAMPLE_FMT_S16;
    int first = formats.get(0);
    boolean wide = first % 5 == AV_SAMPLE_FMT_S32 % 5;
    for (int i = 0; i < count.get(); i++) {
      int format = formats.get(i);
      if (format % 5 == wanted && (wide || bits.equals("24"))) {
        return format;
      }
    }
    return first;
  }

  private static AVRational rational(int num, int den) {
    return new AVRational().num(num).den(den);
  }

  private static byte[] picture(@Nullable String cover) {
    if (cover == null) {
      return new byte[0];
    }
    try {
      return cover.startsWith("/") ? Files.readAllBytes(Path.of(cover)) : TestAudio.PNG;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private AVStream coverStream(byte[] picture) {
    AVStream s = avformat_new_stream(format, null);
    s.disposition(AV_DISPOSITION_ATTACHED_PIC);
    s.codecpar()
        .codec_type(AVMEDIA_TYPE_VIDEO)
        .codec_id(picture[0] == TestAudio.PNG[0] ? AV_CODEC_ID_PNG : AV_CODEC_ID_MJPEG);
    s.codecpar().width(1).height(1).format(AV_PIX_FMT_RGBA);
    return s;
  }

  private void writeCover(AVStream cover, byte[] picture) {
    check(av_new_packet(packet, picture.length));
    packet.data().put(picture);
    packet.stream_index(cover.index());
    packet.pts(0).dts(0);
    check(av_interleaved_write_frame(format, packet));
  }

  /** Encodes everything and ends the file. */
  void write(float[] interleaved) {
    int total = interleaved.length / channels;
    boolean any = (codec.codec().capabilities() & AV_CODEC_CAP_VARIABLE_FRAME_SIZE) != 0;
    int size = any || codec.frame_size() == 0 ? 1024 : codec.frame_size();
    for (int at = 0; at < total; at += size) {
      int n = Math.min(size, total - at);
      AVFrame frame = av_frame_alloc();
      frame.nb_samples(n).format(codec.sample_fmt()).sample_rate(codec.sample_rate());
      av_channel_layout_default(frame.ch_layout(), channels);
      check(av_frame_get_buffer(frame, 0));
      frame.pts(at);
      fill(frame, Arrays.copyOfRange(interleaved, at * channels, (at + n) * channels), n);
      encode(frame);
      av_frame_free(frame);
    }
    encode(null);
    check(av_write_trailer(format));
  }

  private void fill(AVFrame frame, float[] x, int n) {
    boolean planar = av_sample_fmt_is_planar(frame.format()) != 0;
    int kind = frame.format() % 5;
    for (int c = 0; c < (planar ? channels : 1); c++) {
      int count = planar ? n : n * channels;
      ByteBuffer out =
          frame
              .extended_data(c)
              .position(0)
              .capacity(count * 8L)
              .asByteBuffer()
              .order(ByteOrder.nativeOrder());
      for (int i = 0; i < count; i++) {
        float v = planar ? x[i * channels + c] : x[i];
        switch (kind) {
          case 0 -> out.put((byte) (integer(v, 8) + 128));
          case 1 -> out.putShort((short) integer(v, 16));
          case 2 -> out.putInt((int) integer(v, 24) << 8);
          case 3 -> out.putFloat(v);
          default -> out.putDouble(v);
        }
      }
    }
  }

  private static long integer(float v, int bits) {
    double scale = Math.scalb(1.0, bits - 1);
    return Math.max(-(long) scale, Math.min((long) scale - 1, Math.round(v * scale)));
  }

  private void encode(@Nullable AVFrame frame) {
    check(avcodec_send_frame(codec, frame));
    while (avcodec_receive_packet(codec, packet) >= 0) {
      packet.stream_index(stream.index());
      av_packet_rescale_ts(packet, codec.time_base(), stream.time_base());
      check(av_interleaved_write_frame(format, packet));
    }
  }

  private static void check(int code) {
    if (code < 0) {
      throw new IllegalStateException("FFmpeg failed: " + code);
    }
  }

  @Override
  public void close() {
    av_packet_free(packet);
    avcodec_free_context(codec);
    avio_closep(format.pb());
    avformat_free_context(format);
  }
}
