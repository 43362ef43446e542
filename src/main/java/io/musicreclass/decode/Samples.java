package io.musicreclass.decode;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_DBL;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_DBLP;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16P;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32P;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_U8;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_U8P;
import static org.bytedeco.ffmpeg.global.avutil.av_sample_fmt_is_planar;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** Converts a decoded frame to interleaved floats: integers / 2^(bits-1), floats unchanged. */
final class Samples {
  private float[] out = new float[8192];

  /**
   * The samples of a frame, in an array that the next call overwrites.
   *
   * @param channels the frame's number of channels
   */
  FloatBuffer of(AVFrame frame, int channels) {
    int frames = frame.nb_samples();
    int count = Math.multiplyExact(frames, channels);
    if (out.length < count) {
      out = new float[count];
    }
    int format = frame.format();
    if (av_sample_fmt_is_planar(format) == 0) {
      plane(frame, 0, format, count, 0, 1);
    } else {
      for (int c = 0; c < channels; c++) {
        plane(frame, c, format, frames, c, channels);
      }
    }
    return FloatBuffer.wrap(out, 0, count);
  }

  /**
   * Writes {@code count} samples of a plane to {@code out}, from {@code at} on, {@code step} apart.
   */
  private void plane(AVFrame frame, int plane, int format, int count, int at, int step) {
    BytePointer data = frame.extended_data(plane);
    ByteBuffer bytes =
        data.position(0).capacity((long) count * 8).asByteBuffer().order(ByteOrder.nativeOrder());
    int o = at;
    if (format == AV_SAMPLE_FMT_FLT || format == AV_SAMPLE_FMT_FLTP) {
      FloatBuffer in = bytes.asFloatBuffer();
      for (int i = 0; i < count; i++, o += step) {
        out[o] = finite(in.get(i));
      }
    } else if (format == AV_SAMPLE_FMT_S16 || format == AV_SAMPLE_FMT_S16P) {
      ShortBuffer in = bytes.asShortBuffer();
      for (int i = 0; i < count; i++, o += step) {
        out[o] = in.get(i) * 0x1p-15f;
      }
    } else if (format == AV_SAMPLE_FMT_S32 || format == AV_SAMPLE_FMT_S32P) {
      IntBuffer in = bytes.asIntBuffer();
      for (int i = 0; i < count; i++, o += step) {
        out[o] = in.get(i) * 0x1p-31f;
      }
    } else if (format == AV_SAMPLE_FMT_U8 || format == AV_SAMPLE_FMT_U8P) {
      for (int i = 0; i < count; i++, o += step) {
        out[o] = ((bytes.get(i) & 0xff) - 128) * 0x1p-7f;
      }
    } else if (format == AV_SAMPLE_FMT_DBL || format == AV_SAMPLE_FMT_DBLP) {
      DoubleBuffer in = bytes.asDoubleBuffer();
      for (int i = 0; i < count; i++, o += step) {
        out[o] = finite((float) in.get(i));
      }
    } else {
      throw new IllegalStateException("No decoder here gives sample format " + format);
    }
  }

  private static float finite(float x) {
    return Float.isFinite(x) ? x : 0;
  }
}
