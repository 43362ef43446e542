package io.musicreclass.features.loops;

import com.sun.jna.Pointer;

final class NativeDecimation implements DecimationLoop {
  private final int factor;
  private final int reach;
  private final Area area;
  private final Pointer taps;
  private final Pointer samples;
  private final Pointer outputs;

  NativeDecimation(int factor, double[] filter) {
    this.factor = factor;
    this.reach = filter.length;
    float[] weights = new float[reach];
    for (int j = 0; j < reach; j++) {
      weights[j] = (float) filter[j];
    }
    int most = factor * MOST + reach;
    area = new Area(3, (long) Float.BYTES * (reach + most + MOST));
    taps = area.copy(weights);
    samples = area.floats(most);
    outputs = area.floats(MOST);
  }

  @Override
  public void filter(float[] x, int at, int count, float[] out) {
    area.check();
    samples.write(0, x, at, factor * (count - 1) + reach);
    NativeFunctions.reclass_decimate(samples, factor, taps, count, outputs);
    outputs.read(0, out, 0, count);
  }

  @Override
  public void close() {
    area.close();
  }
}
