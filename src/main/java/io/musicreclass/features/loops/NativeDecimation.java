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
    int most = factor * MOST + reach;
    area = new Area(3, (long) Double.BYTES * reach + (long) Float.BYTES * (most + MOST));
    taps = area.copy(filter);
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
