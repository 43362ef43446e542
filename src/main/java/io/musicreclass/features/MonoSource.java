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

  /** Frames that are mixed while they are in the first-level cache. */
  private static final int STRIP = 1 << 10;

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
    for (int first = 0; first < frames; first += STRIP) {
      int last = Math.min(first + STRIP, frames);
      quantise(block, first * channels, last * channels);
      if (channels == 2) {
        halve(block, first, last, mono);
      } else {
        average(block, channels, first, last, mono);
      }
    }
  }

  /** The compiler vectorises this loop, but not one that also replaces what is not a number. */
  private static void quantise(float[] block, int from, int to) {
    for (int i = from; i < to; i++) {
      float clipped = Math.max(-32768f, Math.min(32767f, block[i] * 32768f));
      block[i] = (clipped + ROUNDER) - ROUNDER;
    }
  }

  private static void halve(float[] block, int from, int to, float[] mono) {
    for (int i = from; i < to; i++) {
      float sum = block[2 * i] + block[2 * i + 1];
      if (Float.isNaN(sum)) {
        sum = number(block[2 * i]) + number(block[2 * i + 1]);
      }
      mono[i] = sum * (1f / 65536);
    }
  }

  private static void average(float[] block, int channels, int from, int to, float[] mono) {
    for (int i = from; i < to; i++) {
      float sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += number(block[i * channels + c]);
      }
      // Rounds once, as the mean of samples / 32768 does: the power of two is exact.
      mono[i] = sum / (channels * 32768f);
    }
  }

  private static float number(float sample) {
    return Float.isNaN(sample) ? 0 : sample;
  }
}
