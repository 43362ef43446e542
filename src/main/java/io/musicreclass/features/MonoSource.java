package io.musicreclass.features;

import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A song as the reference reads it: 16-bit samples, channels averaged in float (SPEC section 1). A
 * short song is kept in memory after the first pass; a long one is read again.
 */
final class MonoSource {
  /** Up to this many samples (64 MB; 6 minutes at 44.1 kHz) are kept. */
  private static final long KEPT_SAMPLES = 16L << 20;

  private static final int CHUNK = 1 << 16;

  /** Adding and subtracting 1.5 * 2^23 rounds a float below 2^22 to an integer, half to even. */
  private static final float ROUNDER = 12582912f;

  private final Pcm pcm;
  private List<float[]> kept = List.of();
  private long length = -1;

  /** Receives consecutive samples, which it must not keep or change. */
  interface Sink {
    void accept(float[] samples, int count) throws IOException;
  }

  MonoSource(Pcm pcm) {
    this.pcm = pcm;
  }

  /** Number of samples; known after the first pass. */
  long length() {
    return length;
  }

  /** Passes all samples to the sink, in order. */
  void read(Sink sink) throws IOException {
    if (length >= 0 && !kept.isEmpty()) {
      for (float[] chunk : kept) {
        sink.accept(chunk, chunk.length);
      }
    } else {
      decode(sink);
    }
  }

  private void decode(Sink sink) throws IOException {
    int channels = pcm.channels();
    List<float[]> chunks = new ArrayList<>();
    float[] block = new float[CHUNK * channels];
    float[] mono = {};
    long total = 0;
    try (Pcm.Pass pass = pcm.open()) {
      for (int frames = pass.read(block); frames >= 0; frames = pass.read(block)) {
        total += frames;
        boolean keep = total <= KEPT_SAMPLES;
        mono = keep || mono.length < frames ? new float[frames] : mono;
        mix(block, channels, frames, mono);
        sink.accept(mono, frames);
        if (keep) {
          chunks.add(mono);
        } else {
          chunks.clear();
        }
      }
    }
    kept = total <= KEPT_SAMPLES ? chunks : List.of();
    length = total;
  }

  private static void mix(float[] block, int channels, int frames, float[] mono) {
    if (channels == 2) {
      for (int i = 0; i < frames; i++) {
        mono[i] = (quantised(block[2 * i]) + quantised(block[2 * i + 1])) * (1f / 65536);
      }
      return;
    }
    for (int i = 0; i < frames; i++) {
      float sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += quantised(block[i * channels + c]);
      }
      // Rounds once, as the mean of samples / 32768 does: the power of two is exact.
      mono[i] = sum / (channels * 32768f);
    }
  }

  private static float quantised(float sample) {
    float scaled = sample * 32768f;
    if (scaled >= -32768f && scaled <= 32767f) {
      return (scaled + ROUNDER) - ROUNDER;
    }
    return Float.isNaN(scaled) ? 0 : Math.max(-32768f, Math.min(32767f, scaled));
  }
}
