package io.musicreclass.decode;

import io.musicreclass.track.MonoForm;
import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A passage as one channel at another rate, computed and kept while it is read for another purpose,
 * so that whoever takes it next decodes nothing. The same samples as those of {@link MonoPcm}.
 */
final class KeptMono {
  /** 4 MB a minute at 16 kHz. */
  private static final double LONGEST_SECONDS = 600;

  /** At most this share of the heap is kept, by as many songs at once as there are cores. */
  private static final int HEAP_SHARE = 8;

  private final Passage passage;
  private final int rate;
  private final MonoForm form;
  private final List<float[]> kept = new ArrayList<>();
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicInteger expected = new AtomicInteger(1);
  private volatile boolean complete;

  KeptMono(Passage passage, int rate, MonoForm form) {
    this.passage = passage;
    this.rate = rate;
    this.form = form;
  }

  /** Whether a song of this length may be kept. */
  static boolean isAffordable(double seconds, int rate) {
    Runtime machine = Runtime.getRuntime();
    long bytes = machine.maxMemory() / HEAP_SHARE / machine.availableProcessors();
    return seconds <= LONGEST_SECONDS && seconds * rate * Float.BYTES <= bytes;
  }

  /** It will be taken once more. */
  void expectAgain() {
    expected.incrementAndGet();
  }

  /** Counts a take; whether it was the last one that is expected. */
  boolean isLastTake() {
    return expected.decrementAndGet() == 0;
  }

  boolean is(Passage other, int otherRate, MonoForm otherForm) {
    return passage.equals(other) && rate == otherRate && form == otherForm;
  }

  boolean isOf(Passage other) {
    return passage.equals(other);
  }

  /** The passage, whose first pass fills this. */
  Pcm filledBy(Pcm source) {
    return new Pcm() {
      @Override
      public int sampleRate() {
        return source.sampleRate();
      }

      @Override
      public int channels() {
        return source.channels();
      }

      @Override
      public Pass open() throws IOException {
        return started.compareAndSet(false, true)
            ? new FillingPass(source.open(), source.channels(), source.sampleRate())
            : source.open();
      }
    };
  }

  /** Whether the passage was read to its end. */
  boolean isComplete() {
    return complete;
  }

  /** The samples, of a complete passage. */
  Pcm samples() {
    return new Pcm() {
      @Override
      public int sampleRate() {
        return rate;
      }

      @Override
      public int channels() {
        return 1;
      }

      @Override
      public Pass open() {
        return new KeptChunks().inBlocks(1);
      }
    };
  }

  private void keep(FloatBuffer samples) {
    float[] copy = new float[samples.remaining()];
    samples.get(copy);
    kept.add(copy);
  }

  private final class KeptChunks implements Chunks {
    private int next;

    @Override
    public @Nullable FloatBuffer next() {
      return next == kept.size() ? null : FloatBuffer.wrap(kept.get(next++));
    }

    @Override
    public void close() {}
  }

  private final class FillingPass implements Pcm.Pass {
    private final Pcm.Pass pass;
    private final MonoChunks.Mix mix;
    private final @Nullable Resampler resampler;
    private float[] mono = new float[0];

    FillingPass(Pcm.Pass pass, int channels, int from) {
      this.pass = pass;
      this.mix = new MonoChunks.Mix(channels, form);
      this.resampler = from == rate ? null : new Resampler(from, rate, form);
    }

    @Override
    public int read(float[] block) throws IOException {
      int frames = pass.read(block);
      if (frames >= 0) {
        add(block, frames);
      } else if (!complete) {
        if (resampler != null) {
          keep(resampler.finish());
        }
        complete = true;
      }
      return frames;
    }

    private void add(float[] block, int frames) {
      if (mono.length < frames) {
        mono = new float[frames];
      }
      mix.of(block, frames, mono);
      FloatBuffer mixed = FloatBuffer.wrap(mono, 0, frames);
      keep(resampler == null ? mixed : resampler.convert(mixed));
    }

    @Override
    public void close() {
      if (resampler != null) {
        resampler.close();
      }
      pass.close();
    }
  }
}
