package io.musicreclass.features.loops;

import com.sun.jna.Pointer;
import io.musicreclass.features.loops.FrameValues.Power;

final class NativeChroma implements ChromaLoop {
  private final Area area;
  private final Pointer weights;
  private final Pointer samples;
  private final Pointer work;
  private final Pointer power;
  private final Pointer chroma;
  private final double[] out = new double[Loops.CLASSES * Loops.LANES];

  NativeChroma(double[][] rows) {
    float[] columns = new float[Loops.CLASSES * Loops.BINS];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = (float) rows[i % Loops.CLASSES][i / Loops.CLASSES];
    }
    int floats = columns.length + NativeFrames.SAMPLES + NativeFrames.CELLS;
    area =
        new Area(
            5,
            (long) Float.BYTES * floats + (long) Double.BYTES * out.length + NativeFunctions.WORK);
    weights = area.copy(columns);
    samples = area.floats(NativeFrames.SAMPLES);
    samples.clear((long) Float.BYTES * NativeFrames.SAMPLES);
    work = area.take(NativeFunctions.WORK);
    power = area.floats(NativeFrames.CELLS);
    chroma = area.doubles(out.length);
  }

  @Override
  public double[] of(Power kept) {
    area.check();
    return product(((NativeFrames.Kept) kept).cells());
  }

  @Override
  public double[] of(float[] x, int count) {
    area.check();
    samples.write(0, x, 0, Loops.HOP * (count - 1) + Loops.SIZE);
    NativeFunctions.reclass_powers(samples, count, work, power);
    return product(power);
  }

  private double[] product(Pointer spectra) {
    NativeFunctions.reclass_product(weights, Loops.BINS, spectra, chroma);
    chroma.read(0, out, 0, out.length);
    return out;
  }

  @Override
  public void close() {
    area.close();
  }
}
