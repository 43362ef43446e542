package io.musicreclass.decode.picture;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_free_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import io.musicreclass.decode.Ffmpeg;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;

/** A decoded picture. Owns an AVFrame. */
final class NativePicture implements AutoCloseable {
  /** FFmpeg's scale of JPEG qualities: 2 is the best one, 31 the worst. */
  private static final int QUALITY = 4;

  private final AVFrame frame;
  private boolean closed;

  private NativePicture(AVFrame frame) {
    this.frame = frame;
  }

  /** Decodes a file; empty if it is damaged, cut off or too large. */
  static Optional<NativePicture> decode(PictureFile file) {
    Ffmpeg.configure();
    AVCodec decoder = avcodec_find_decoder(file.codec());
    AVCodecContext context = avcodec_alloc_context3(decoder);
    AVPacket packet = av_packet_alloc();
    AVFrame frame = av_frame_alloc();
    try {
      context.thread_count(1).max_pixels(PictureFile.MOST_PIXELS).err_recognition(AV_EF_EXPLODE);
      if (avcodec_open2(context, decoder, (AVDictionary) null) >= 0
          && av_new_packet(packet, file.bytes().length) >= 0) {
        packet.data().put(file.bytes());
        if (avcodec_send_packet(context, packet) >= 0
            && avcodec_send_packet(context, null) >= 0 // the end
            && avcodec_receive_frame(context, frame) >= 0) {
          AVFrame decoded = frame;
          frame = null;
          return Optional.of(new NativePicture(decoded));
        }
      }
      return Optional.empty();
    } finally {
      av_frame_free(frame);
      av_packet_free(packet);
      avcodec_free_context(context);
    }
  }

  /** An empty picture; empty if it is too large. */
  private static Optional<NativePicture> create(int width, int height, int format) {
    AVFrame frame = av_frame_alloc();
    frame.width(width).height(height).format(format);
    if (av_frame_get_buffer(frame, 0) < 0) {
      av_frame_free(frame);
      return Optional.empty();
    }
    return Optional.of(new NativePicture(frame));
  }

  /** A picture of pixels, row by row, with as many bytes for each as the format has. */
  static Optional<NativePicture> of(byte[] pixels, int width, int height, int format) {
    Optional<NativePicture> created = create(width, height, format);
    created.ifPresent(
        picture -> {
          int row = pixels.length / height;
          BytePointer data = picture.frame.data(0);
          for (int y = 0; y < height; y++) {
            data.position((long) y * picture.frame.linesize(0)).put(pixels, y * row, row);
          }
        });
    return created;
  }

  int width() {
    return frame.width();
  }

  int height() {
    return frame.height();
  }

  /** The same picture in another size and format; empty if FFmpeg refuses it. */
  Optional<NativePicture> scaled(int width, int height, int format) {
    Optional<NativePicture> created = create(width, height, format);
    SwsContext scaler = sws_alloc_context();
    try {
      scaler.flags(SWS_BICUBIC | SWS_ACCURATE_RND);
      if (created.isPresent() && sws_scale_frame(scaler, created.get().frame, frame) < 0) {
        created.get().close();
        return Optional.empty();
      }
      return created;
    } finally {
      sws_free_context(scaler);
    }
  }

  /** Its pixels, row by row. */
  byte[] pixels(int bytesPerPixel) {
    int row = width() * bytesPerPixel;
    byte[] pixels = new byte[row * height()];
    BytePointer data = frame.data(0);
    for (int y = 0; y < height(); y++) {
      data.position((long) y * frame.linesize(0)).get(pixels, y * row, row);
    }
    return pixels;
  }

  /**
   * Encodes it.
   *
   * @param codec FFmpeg's number of a codec that takes the picture's format
   */
  byte[] encode(int codec) {
    AVCodec encoder = avcodec_find_encoder(codec);
    AVCodecContext context = avcodec_alloc_context3(encoder);
    AVPacket packet = av_packet_alloc();
    AVDictionary options = new AVDictionary(null);
    try (AVRational second = new AVRational()) {
      av_dict_set(options, "pred", "mixed", 0); // of PNG: a filter of its own for each row
      context.width(width()).height(height()).pix_fmt(frame.format()).thread_count(1);
      context.time_base(second.num(1).den(1)).global_quality(QUALITY * FF_QP2LAMBDA);
      context.flags(context.flags() | AV_CODEC_FLAG_QSCALE);
      frame.quality(QUALITY * FF_QP2LAMBDA);
      if (avcodec_open2(context, encoder, options) < 0
          || avcodec_send_frame(context, frame) < 0
          || avcodec_send_frame(context, null) < 0
          || avcodec_receive_packet(context, packet) < 0) {
        throw new IllegalStateException("FFmpeg cannot encode pictures");
      }
      byte[] bytes = new byte[packet.size()];
      packet.data().get(bytes);
      return bytes;
    } finally {
      av_dict_free(options);
      av_packet_free(packet);
      avcodec_free_context(context);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      av_frame_free(frame);
    }
  }
}
