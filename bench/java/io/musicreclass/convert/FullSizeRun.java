package io.musicreclass.convert;

import com.sun.management.OperatingSystemMXBean;
import io.musicreclass.engine.Network;
import io.musicreclass.engine.onnx.OnnxEngine;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * Runs one encoder on 30 s of noise with two threads, once to warm up and then a few times; prints
 * the median wall time in seconds, and half the median processor time, which depends less on other
 * load.
 */
final class FullSizeRun {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final int THREADS = 2;
  private static final int RUNS = 3;
  private static final int SAMPLES = 30 * 24_000;

  private FullSizeRun() {}

  public static void main(String[] arguments) throws Exception {
    double[] wall = new double[RUNS];
    double[] processor = new double[RUNS];
    try (OnnxEngine engine = new OnnxEngine(THREADS);
        Network network = engine.load(Path.of(arguments[0]))) {
      long[] shape =
          network.inputShape().stream().mapToLong(size -> size < 0 ? SAMPLES : size).toArray();
      shape[0] = 1;
      float[] input = noise((int) Arrays.stream(shape).reduce(1, (a, b) -> a * b));
      network.run(input, shape);
      for (int run = 0; run < RUNS; run++) {
        long began = System.nanoTime();
        long used = SYSTEM.getProcessCpuTime();
        network.run(input, shape);
        wall[run] = (System.nanoTime() - began) / 1e9;
        processor[run] = (SYSTEM.getProcessCpuTime() - used) / 1e9 / THREADS;
      }
    }
    Arrays.sort(wall);
    Arrays.sort(processor);
    System.out.println(wall[RUNS / 2] + " " + processor[RUNS / 2]);
  }

  private static float[] noise(int count) {
    Random random = new Random(1);
    float[] noise = new float[count];
    for (int i = 0; i < count; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    return noise;
  }
}
