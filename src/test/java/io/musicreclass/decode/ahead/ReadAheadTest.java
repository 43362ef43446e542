package io.musicreclass.decode.ahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ReadAheadTest {
  /** Reads blocks; the number of those read so far, from 1. */
  private interface Blocks {
    int read(int number, float[] block) throws IOException;
  }

  /** One pass over blocks that are made when they are read. */
  private static final class Made implements Pcm, Pcm.Pass {
    private final Blocks blocks;
    private int number;
    private boolean closed;

    Made(Blocks blocks) {
      this.blocks = blocks;
    }

    @Override
    public int sampleRate() {
      return 8000;
    }

    @Override
    public int channels() {
      return 1;
    }

    @Override
    public Pass open() {
      return this;
    }

    @Override
    public int read(float[] block) throws IOException {
      assertThat(closed).isFalse();
      return blocks.read(++number, block);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 2 * 8192, 300_000})
  void theAudioIsTheSameInBlocksOfAnySize(int size) throws IOException {
    float[] samples = new float[2 * 70_001];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = i;
    }
    Pcm ahead = new ReadAhead(Pcm.of(44_100, 2, samples));
    float[] block = new float[2 * size];
    float[] read = new float[samples.length];
    int frames = 0;
    try (Pcm.Pass pass = ahead.open()) {
      for (int count = pass.read(block); count >= 0; count = pass.read(block)) {
        assertThat(count).isEqualTo(Math.min(size, 70_001 - frames));
        System.arraycopy(block, 0, read, 2 * frames, 2 * count);
        frames += count;
      }
      assertThat(pass.read(block)).isEqualTo(-1);
    }
    assertThat(read).containsExactly(samples);
    assertThat(ahead.channels()).isEqualTo(2);
    assertThat(ahead.sampleRate()).isEqualTo(44_100);
  }

  @Test
  void aFailureComesAfterTheSamplesBeforeIt() throws IOException {
    IOException failure = new IOException("the disk is gone");
    Made source =
        new Made(
            (number, block) -> {
              if (number == 3) {
                throw failure;
              }
              Arrays.fill(block, number);
              return block.length;
            });
    float[] block = new float[8192];
    try (Pcm.Pass pass = new ReadAhead(source).open()) {
      assertThat(pass.read(block)).isEqualTo(8192);
      assertThat(pass.read(block)).isEqualTo(8192);
      assertThat(block).containsOnly(2);
      assertThatThrownBy(() -> pass.read(block)).isSameAs(failure);
    }
    assertThat(source.closed).isTrue();
  }

  @Test
  void onlyAFewBlocksAreAheadAndNoneIsReadAfterItIsClosed() throws IOException {
    CountDownLatch many = new CountDownLatch(9);
    Made endless =
        new Made(
            (number, block) -> {
              many.countDown();
              return block.length;
            });
    Pcm.Pass pass = new ReadAhead(endless).open();
    assertThat(pass.read(new float[100])).isEqualTo(100);
    await(many);
    pass.close();
    assertThat(endless.closed).isTrue();
    assertThat(endless.number).isBetween(9, 10);
  }

  @Test
  void whoWaitsForAHangingFileWaitsInThePackageOfDecoding() throws Exception {
    CountDownLatch reachable = new CountDownLatch(1);
    Made hanging =
        new Made(
            (number, block) -> {
              await(reachable);
              return -1;
            });
    try (Pcm.Pass pass = new ReadAhead(hanging).open()) {
      FutureTask<Integer> reading = new FutureTask<>(() -> pass.read(new float[10]));
      Thread reader = new Thread(reading, "reader");
      reader.start();
      while (reader.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      assertThat(reader.getStackTrace())
          .anyMatch(frame -> frame.getClassName().startsWith("io.musicreclass.decode.ahead."));
      reachable.countDown();
      assertThat(reading.get()).isEqualTo(-1);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
