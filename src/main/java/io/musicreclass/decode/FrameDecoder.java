package io.musicreclass.decode;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.nio.FloatBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Decodes packets to samples. A damaged packet yields none, nor does one whose sample rate or
 * channel count differs from the song's. Owns FFmpeg's codec context and one frame.
 */
final class FrameDecoder implements AutoCloseable {
  private final AVCodecContext codec;
  private final AVFrame frame;
  private final Samples samples = new Samples();
  private final int sampleRate;
  private final int channels;
  private boolean damaged;
  private boolean drained = true;
  private long packetsDamaged;
  private long framesDecoded;
  private boolean changed;
  private boolean closed;

  FrameDecoder(Demuxer song) throws UnreadableException {
    this.sampleRate = song.sampleRate();
    this.channels = song.channels();
    AVCodec decoder = Ffmpeg.decoder(song.parameters().codec_id());
    if (decoder == null) {
      throw Diagnosis.of(song.file(), 0);
    }
    this.codec = avcodec_alloc_context3(decoder);
    this.frame = av_frame_alloc();
    int code = avcodec_parameters_to_context(codec, song.parameters());
    codec.thread_count(1);
    codec.pkt_timebase(song.stream().time_base());
    if (code < 0 || avcodec_open2(codec, decoder, (AVDictionary) null) < 0) {
      close();
      throw new UnreadableException(
          Decoded.Reason.DAMAGED, song.file(), "has a damaged header; copy it again");
    }
  }

  /**
   * Takes a packet. Must be called only after {@link #next} has returned null.
   *
   * @param packet null at the end of the song
   */
  void feed(@Nullable AVPacket packet) {
    if (closed) {
      throw new IllegalStateException("The decoder is closed");
    }
    drained = false;
    damaged = avcodec_send_packet(codec, packet) < 0 && packet != null;
  }

  /** The next samples, interleaved, valid until the next call; null if another packet is needed. */
  @Nullable FloatBuffer next() {
    while (!drained) {
      int code = avcodec_receive_frame(codec, frame);
      if (code < 0) {
        // After an error, FFmpeg drops the rest of the packet.
        damaged |= code != Ffmpeg.AGAIN && code != Ffmpeg.END;
        packetsDamaged += damaged ? 1 : 0;
        drained = true;
      } else if (!fits()) {
        damaged = true;
      } else if (frame.nb_samples() > 0) {
        framesDecoded += frame.nb_samples();
        return samples.of(frame, channels);
      }
    }
    return null;
  }

  private boolean fits() {
    boolean fits = frame.sample_rate() == sampleRate && frame.ch_layout().nb_channels() == channels;
    changed |= !fits;
    return fits;
  }

  int channels() {
    return channels;
  }

  /** Number of packets that could not be decoded so far. */
  long packetsDamaged() {
    return packetsDamaged;
  }

  /** Number of frames decoded so far. */
  long framesDecoded() {
    return framesDecoded;
  }

  /** Whether some packet had another sample rate or channel count than the song. */
  boolean changed() {
    return changed;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      av_frame_free(frame);
      avcodec_free_context(codec);
    }
  }
}
