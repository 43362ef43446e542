package io.musicreclass.decode;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set_double;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set_int;
import static org.bytedeco.ffmpeg.global.swresample.SWR_FILTER_TYPE_KAISER;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_get_out_samples;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;

import io.musicreclass.track.MonoForm;
import java.math.BigInteger;
import java.nio.FloatBuffer;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Changes the sample rate of one channel with libswresample: a sinc of 128 zero crossings with a
 * Kaiser window (beta 9), cut off at 0.95 of the lower Nyquist frequency, with an exact phase for
 * each output sample of the ratio. Flat within 0.001 dB up to 0.90 of the lower Nyquist frequency,
 * 6 dB down at 0.95, at least 90 dB down from 1.00. If the rate rises by more than a twentieth, the
 * cut-off is the lower Nyquist frequency itself, and the response is flat up to 0.95 of it. Linear
 * phase without delay: output sample 0 is aligned with input sample 0; the input is padded with
 * silence on both sides. {@link MonoForm#FFMPEG} has 32 zero crossings and is cut off at 0.97, as
 * FFmpeg does it by default. Owns a SwrContext and its buffers.
 */
final class Resampler implements AutoCloseable {
  private static final int FILTER_SIZE = 128;
  private static final int FFMPEG_FILTER_SIZE = 32;
  private static final int KAISER_BETA = 9;
  private static final double CUTOFF = 0.95;
  private static final double FFMPEG_CUTOFF = 0.97;
  private static final int PHASE_BITS = 10;

  private final SwrContext swr = new SwrContext(null);
  private final int from;
  private final int to;
  private final int taps;
  private final PointerPointer<FloatPointer> inputs = new PointerPointer<>(1);
  private final PointerPointer<FloatPointer> outputs = new PointerPointer<>(1);
  private FloatPointer in = new FloatPointer(4096);
  private FloatPointer out = new FloatPointer(4096);
  private float[] samples = new float[4096];
  private int lead;
  private long read;
  private long given;
  private boolean closed;

  /** From one rate to another, in Hz. */
  Resampler(int from, int to, MonoForm form) {
    this.from = from;
    this.to = to;
    int size = form == MonoForm.FFMPEG ? FFMPEG_FILTER_SIZE : FILTER_SIZE;
    double cutoff = form == MonoForm.FFMPEG ? FFMPEG_CUTOFF : CUTOFF;
    int common = BigInteger.valueOf(from).gcd(BigInteger.valueOf(to)).intValue();
    int phases = to / common;
    taps = (int) Math.ceil(size * Math.max(1, from / (to * cutoff)));
    try (AVChannelLayout mono = new AVChannelLayout()) {
      av_channel_layout_default(mono, 1);
      int flt = AV_SAMPLE_FMT_FLT;
      swr_alloc_set_opts2(swr, mono, flt, to, mono, flt, from, 0, null);
    }
    av_opt_set_int(swr, "filter_type", SWR_FILTER_TYPE_KAISER, 0);
    av_opt_set_int(swr, "filter_size", size, 0);
    av_opt_set_int(swr, "kaiser_beta", KAISER_BETA, 0);
    av_opt_set_int(swr, "phase_shift", PHASE_BITS, 0);
    av_opt_set_int(swr, "exact_rational", 1, 0);
    // A ratio with more phases than the table is interpolated between two of them.
    av_opt_set_int(swr, "linear_interp", phases > 1 << PHASE_BITS ? 1 : 0, 0);
    av_opt_set_double(swr, "cutoff", cutoff, 0);
    if (swr_init(swr) < 0) {
      close();
      throw new IllegalStateException("libswresample refuses " + from + " Hz to " + to + " Hz");
    }
    // libswresample mirrors its first input: feed it silence of a whole number of periods.
    int periods = taps * common / from + 1;
    FloatBuffer early = push(FloatBuffer.allocate(periods * (from / common)));
    lead = periods * phases - early.remaining();
  }

  /** Takes samples; returns those that are ready, valid until the next call. */
  FloatBuffer convert(FloatBuffer input) {
    if (closed) {
      throw new IllegalStateException("The resampler is closed");
    }
    read += input.remaining();
    FloatBuffer ready = push(input);
    given += ready.remaining();
    return ready;
  }

  private FloatBuffer push(FloatBuffer input) {
    int count = input.remaining();
    if (in.capacity() < count) {
      in.close();
      in = new FloatPointer(count);
    }
    in.position(0).asBuffer().put(input);
    int capacity = swr_get_out_samples(swr, count) + FILTER_SIZE;
    if (samples.length < capacity) {
      out.close();
      out = new FloatPointer(capacity);
      samples = new float[capacity];
    }
    int n = swr_convert(swr, outputs.put(0, out), capacity, inputs.put(0, in), count);
    if (n < 0) {
      throw new IllegalStateException("libswresample failed: " + n);
    }
    out.position(0).get(samples, 0, n);
    int dropped = Math.min(n, lead);
    lead -= dropped;
    return FloatBuffer.wrap(samples, dropped, n - dropped);
  }

  /** Ends the input; returns the last samples: {@code round(n * to / from)} for n in all. */
  FloatBuffer finish() {
    int due = (int) (Math.round((double) read * to / from) - given);
    FloatBuffer rest = convert(FloatBuffer.allocate(2 * taps));
    return rest.limit(rest.position() + due);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      swr_free(swr);
      inputs.close();
      outputs.close();
      in.close();
      out.close();
    }
  }
}
