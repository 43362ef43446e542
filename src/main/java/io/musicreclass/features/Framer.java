package io.musicreclass.features;

import java.io.IOException;
import java.util.Arrays;

/**
 * Cuts a signal that arrives in pieces into blocks of centred frames. Both ends are mirrored
 * without repeating the edge sample (SPEC sections 2 and 4.4).
 */
final class Framer {
  private final int hop;
  private final int length;
  private final int pad;
  private final int blockFrames;
  private final Receiver receiver;
  private float[] buffer;
  private long start;
  private int filled;
  private int nextFrame;

  /** Receives the blocks in order, each a new object. */
  interface Receiver {
    void accept(FrameBlock block) throws IOException;
  }

  Framer(int hop, int length, int blockFrames, Receiver receiver) {
    this.hop = hop;
    this.length = length;
    this.pad = length / 2;
    this.blockFrames = blockFrames;
    this.receiver = receiver;
    this.buffer = new float[hop * blockFrames + 3 * length];
  }

  /** Number of frames of a signal of {@code samples} samples, at least one. */
  static int frames(long samples, int hop) {
    return Math.toIntExact(1 + samples / hop);
  }

  void accept(float[] samples, int count) throws IOException {
    if (filled + count > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(filled + count, buffer.length * 2));
    }
    System.arraycopy(samples, 0, buffer, filled, count);
    filled += count;
    while (start + filled >= (long) hop * (nextFrame + blockFrames - 1) - pad + length) {
      emit(blockFrames);
    }
    // A frame at the end mirrors up to half a frame before it.
    long from = Math.min((long) hop * nextFrame - pad - length, start + filled);
    int drop = (int) (from - start);
    if (drop > 0) {
      filled -= drop;
      System.arraycopy(buffer, drop, buffer, 0, filled);
      start = from;
    }
  }

  /**
   * Ends the signal: passes on the frames that extend beyond its end. An empty signal has no
   * frames.
   */
  void finish() throws IOException {
    long samples = start + filled;
    int total = samples == 0 ? 0 : frames(samples, hop);
    while (nextFrame < total) {
      emit(Math.min(blockFrames, total - nextFrame));
    }
  }

  private void emit(int count) throws IOException {
    float[] out = new float[hop * (count - 1) + length];
    long base = (long) hop * nextFrame - pad;
    long end = start + filled;
    int realFrom = (int) Math.max(0, Math.min(out.length, -base));
    int realTo = (int) Math.max(realFrom, Math.min(out.length, end - base));
    int shift = (int) (base - start);
    System.arraycopy(buffer, realFrom + shift, out, realFrom, realTo - realFrom);
    for (int i = 0; i < realFrom; i++) {
      out[i] = buffer[(int) (mirrored(base + i, end) - start)];
    }
    for (int i = realTo; i < out.length; i++) {
      out[i] = buffer[(int) (mirrored(base + i, end) - start)];
    }
    FrameBlock block = new FrameBlock(nextFrame, count, out, realFrom, realTo);
    nextFrame += count;
    receiver.accept(block);
  }

  private static long mirrored(long index, long samples) {
    if (samples == 1) {
      return 0;
    }
    long period = 2 * (samples - 1);
    long i = Math.floorMod(index, period);
    return i < samples ? i : period - i;
  }
}
