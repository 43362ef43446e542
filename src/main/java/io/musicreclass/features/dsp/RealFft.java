package io.musicreclass.features.dsp;

import java.nio.DoubleBuffer;
import org.bytedeco.ffmpeg.avutil.AVTXContext;
import org.bytedeco.ffmpeg.avutil.av_tx_fn;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.DoublePointer;

/**
 * The forward Fourier transform of real samples in double precision, of any even size, by
 * libavutil. Not thread-safe. Owns a context and two buffers.
 */
public final class RealFft implements AutoCloseable {
  private final int size;
  private final AVTXContext context = new AVTXContext(null);
  private final av_tx_fn function = new av_tx_fn() {};
  private final DoublePointer input;
  private final DoublePointer output;
  private final DoubleBuffer inputView;
  private final DoubleBuffer outputView;
  private boolean closed;

  public RealFft(int size) {
    this.size = size;
    try (DoublePointer scale = new DoublePointer(1.0)) {
      int error = avutil.av_tx_init(context, function, avutil.AV_TX_DOUBLE_RDFT, 0, size, scale, 0);
      if (error < 0) {
        throw new IllegalStateException(
            "FFmpeg has no Fourier transform of " + size + ", error " + error);
      }
    }
    input = doubles(size);
    output = doubles(size + 2);
    inputView = input.asBuffer();
    outputView = output.asBuffer();
  }

  /** The transform needs buffers aligned to the widest vector, as av_malloc returns them. */
  private static DoublePointer doubles(int count) {
    return new DoublePointer(avutil.av_malloc((long) Double.BYTES * count)).capacity(count);
  }

  /**
   * X[k] = sum of samples[n] exp(-2 pi i k n / size), unscaled.
   *
   * @param samples {@code size} of them
   * @param spectrum receives size / 2 + 1 pairs (real, imaginary)
   */
  public void forward(double[] samples, double[] spectrum) {
    if (closed) {
      throw new IllegalStateException("This Fourier transform is closed");
    }
    inputView.put(0, samples, 0, size);
    function.call(context, output, input, Double.BYTES);
    outputView.get(0, spectrum, 0, size + 2);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      avutil.av_tx_uninit(context);
      avutil.av_free(input);
      avutil.av_free(output);
      context.close();
      function.close();
    }
  }
}
