package io.musicreclass.engine.tensorrt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Input and comparisons for the GPU check. */
public final class Numbers {
  private Numbers() {}

  /** White noise, the same on every machine. */
  public static float[] noise(long count) {
    SplittableRandom random = new SplittableRandom(518);
    float[] noise = new float[Math.toIntExact(count)];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextDouble(-1, 1);
    }
    return noise;
  }

  /** Cosine similarity of {@code a} and the values of {@code b} from an offset on. */
  public static double cosine(float[] a, float[] b, int offset) {
    double product = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[offset + i];
      first += (double) a[i] * a[i];
      second += (double) b[offset + i] * b[offset + i];
    }
    return product / Math.sqrt(first * second);
  }

  /** Norm of the difference divided by the norm of the first. */
  static double relative(float[] a, float[] b) {
    double difference = 0;
    double length = 0;
    for (int i = 0; i < a.length; i++) {
      difference += Math.pow((double) b[i] - a[i], 2);
      length += (double) a[i] * a[i];
    }
    return Math.sqrt(difference / length);
  }

  /** Resident memory of this process, in bytes. */
  public static long resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow();
  }
}
