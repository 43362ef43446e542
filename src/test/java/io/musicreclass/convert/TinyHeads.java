package io.musicreclass.convert;

import io.musicreclass.convert.read.TorchFiles;
import java.util.List;
import java.util.SplittableRandom;

/** Heads as saved by the users' scripts, with seeded random weights. */
public final class TinyHeads {
  private TinyHeads() {}

  /** Layers fc.0, fc.3 and so on, with these widths. */
  public static TorchFiles of(String prefix, int... widths) {
    TorchFiles file = new TorchFiles();
    for (int layer = 0; layer + 1 < widths.length; layer++) {
      String name = prefix + 3 * layer;
      int inputs = widths[layer];
      int outputs = widths[layer + 1];
      float spread = (float) Math.sqrt(3.0 / inputs);
      file.put(
          name + ".weight", List.of(outputs, inputs), () -> values(name, outputs * inputs, spread));
      file.put(name + ".bias", List.of(outputs), () -> values(name + "b", outputs, 0.5f));
    }
    return file;
  }

  private static float[] values(String name, int count, float spread) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = spread * (random.nextInt(1 << 24) * 0x1p-23f - 1);
    }
    return values;
  }
}
