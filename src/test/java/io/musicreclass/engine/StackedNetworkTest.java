package io.musicreclass.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StackedNetworkTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Slow slow = new Slow();
  private final StackedNetwork network = new StackedNetwork(slow, 4);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** Returns each entry's sum and length; its first run blocks until released. */
  private static final class Slow implements Network {
    private volatile long mostRows = 99;
    private final List<List<Long>> shapes = new ArrayList<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    @Override
    public float[] run(float[] input, long... shape) {
      synchronized (shapes) {
        shapes.add(Arrays.stream(shape).boxed().toList());
      }
      started.countDown();
      try {
        assertThat(go.await(1, TimeUnit.MINUTES)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (shape[0] > mostRows) {
        throw new OutOfMemoryError("native");
      }
      int length = (int) shape[1];
      float[] output = new float[2 * (int) shape[0]];
      for (int i = 0; i < input.length; i++) {
        if (input[i] < 0) {
          throw new IllegalStateException("a negative number");
        }
        output[2 * (i / length)] += input[i];
        output[2 * (i / length) + 1]++;
      }
      return output;
    }

    @Override
    public List<Long> inputShape() {
      return List.of(-1L, -1L);
    }

    @Override
    public List<Long> outputShape() {
      return List.of(-1L, 2L);
    }

    @Override
    public void close() {}
  }

  private Future<float[]> run(float... input) {
    return threads.submit(() -> network.run(input, 1, input.length));
  }

  /** Runs these inputs while a first run keeps the network busy. */
  private List<Future<float[]>> together(float[]... inputs) throws Exception {
    Future<float[]> first = run(1);
    slow.started.await();
    List<Future<float[]>> all = new ArrayList<>();
    for (float[] input : inputs) {
      all.add(run(input));
    }
    while (network.waiting() < inputs.length) {
      Thread.onSpinWait();
    }
    slow.go.countDown();
    assertThat(first.get()).containsExactly(1, 1);
    return all;
  }

  @Test
  void waitingInputsOfEqualLengthRunTogetherAndEachGetsItsOwnOutput() throws Exception {
    List<Future<float[]>> all =
        together(new float[] {1, 2}, new float[] {3, 4}, new float[] {5, 6});
    assertThat(all.get(0).get()).containsExactly(3, 2);
    assertThat(all.get(1).get()).containsExactly(7, 2);
    assertThat(all.get(2).get()).containsExactly(11, 2);
    assertThat(slow.shapes).containsExactly(List.of(1L, 1L), List.of(3L, 2L));
  }

  @Test
  void otherLengthsAreRunSeparatelyAndNeverPadded() throws Exception {
    List<Future<float[]>> all = together(new float[] {1, 2}, new float[] {3, 4, 5});
    assertThat(all.get(0).get()).containsExactly(3, 2);
    assertThat(all.get(1).get()).containsExactly(12, 3);
    assertThat(slow.shapes).contains(List.of(1L, 2L), List.of(1L, 3L));
  }

  @Test
  void batchesAreLimitedToTheBestSize() throws Exception {
    float[][] six = new float[6][];
    Arrays.setAll(six, i -> new float[] {i, i});
    List<Future<float[]>> all = together(six);
    for (int i = 0; i < six.length; i++) {
      assertThat(all.get(i).get()).containsExactly(2 * i, 2);
    }
    assertThat(slow.shapes).containsExactly(List.of(1L, 1L), List.of(4L, 2L), List.of(2L, 2L));
  }

  @Test
  void anInputThatFailsFailsAlone() throws Exception {
    List<Future<float[]>> all = together(new float[] {1, 2}, new float[] {-3, 4});
    assertThat(all.get(0).get()).containsExactly(3, 2);
    assertThatThrownBy(() -> all.get(1).get()).hasMessageContaining("a negative number");
  }

  @Test
  void aBatchThatDoesNotFitIntoMemoryIsRunOneByOne() throws Exception {
    slow.mostRows = 1;
    List<Future<float[]>> all = together(new float[] {2, 3}, new float[] {4, 5});
    assertThat(all.get(0).get()).containsExactly(5, 2);
    assertThat(all.get(1).get()).containsExactly(9, 2);
  }

  @Test
  void aThreadWaitingForAHangingRunCanBeInterrupted() throws Exception {
    Future<float[]> first = run(1);
    slow.started.await();
    Future<float[]> second = run(2);
    while (network.waiting() == 0) {
      Thread.onSpinWait();
    }
    assertThat(second.cancel(true)).isTrue();
    while (network.waiting() > 0) {
      Thread.onSpinWait();
    }
    slow.go.countDown();
    assertThat(first.get()).containsExactly(1, 1);
  }
}
