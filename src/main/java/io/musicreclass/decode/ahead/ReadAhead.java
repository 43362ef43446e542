package io.musicreclass.decode.ahead;

import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Audio that a thread of its own decodes, a few blocks ahead of those who analyse it: together they
 * take as long as the slower of both.
 *
 * @param source is read a few blocks farther than this, unless this is read to its end
 */
public record ReadAhead(Pcm source) implements Pcm {
  private static final int FRAMES = 1 << 13;
  private static final int BLOCKS = 8;

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
    return new AheadPass(source.open(), source.channels());
  }

  /** Samples, or the end of all: a failure, or no frames. */
  private static final class Block {
    private final float[] samples;
    private int frames = -1;
    private int next;
    private @Nullable Throwable failure;

    Block(int samples) {
      this.samples = new float[samples];
    }

    int left() {
      return frames - next;
    }

    boolean isLast() {
      return frames < 0;
    }
  }

  private static final class AheadPass implements Pass {
    private final Pass source;
    private final int channels;
    private final BlockingQueue<Block> ahead = new ArrayBlockingQueue<>(BLOCKS);
    private final Thread thread = new Thread(this::decode, "read-ahead");
    private Block block = new Block(0);
    private volatile boolean closed;

    AheadPass(Pass source, int channels) {
      this.source = source;
      this.channels = channels;
      block.frames = 0;
      thread.setDaemon(true);
      thread.start();
    }

    private void decode() {
      try {
        Block filled;
        do {
          filled = new Block(FRAMES * channels);
          try {
            filled.frames = source.read(filled.samples);
          } catch (IOException | RuntimeException | Error e) {
            filled.failure = e;
          }
          ahead.put(filled);
        } while (!filled.isLast() && !closed);
      } catch (InterruptedException e) {
        // Closed before the end.
      }
    }

    @Override
    public int read(float[] samples) throws IOException {
      int wanted = samples.length / channels;
      int frames = 0;
      while (frames < wanted && more()) {
        int count = Math.min(wanted - frames, block.left());
        System.arraycopy(
            block.samples, block.next * channels, samples, frames * channels, count * channels);
        block.next += count;
        frames += count;
      }
      return frames == 0 ? -1 : frames;
    }

    /** False at the end. */
    private boolean more() throws IOException {
      if (!block.isLast() && block.left() == 0) {
        try {
          block = ahead.take();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException("The analysis was interrupted");
        }
        raise(block.failure);
      }
      return !block.isLast();
    }

    private static void raise(@Nullable Throwable failure) throws IOException {
      if (failure instanceof IOException e) {
        throw e;
      } else if (failure instanceof RuntimeException e) {
        throw e;
      } else if (failure instanceof Error e) {
        throw e;
      }
    }

    /** Waits for a read in progress, which may need what the source frees. */
    @Override
    public void close() {
      closed = true;
      thread.interrupt();
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      source.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
