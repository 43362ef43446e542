package io.musicreclass.features.loops;

import io.musicreclass.features.dsp.Filterbank;
import io.musicreclass.features.dsp.FrameBatch;
import io.musicreclass.features.loops.FrameValues.Power;

final class JavaChroma implements ChromaLoop {
  private final Filterbank bank;
  private final Spectrum spectrum = new Spectrum();
  private final PowerBlock power = new PowerBlock();
  private final double[][] rows = FrameBatch.rows(Loops.CLASSES);
  private final double[] out = new double[Loops.CLASSES * Loops.LANES];

  JavaChroma(Filterbank bank) {
    this.bank = bank;
  }

  @Override
  public double[] of(Power kept) {
    power.restore((PowerBlock.Kept) kept);
    return chroma();
  }

  @Override
  public double[] of(float[] samples, int count) {
    for (int j = 0; j < count; j++) {
      spectrum.of(samples, Loops.HOP * j);
      power.put(j, spectrum.power, count);
    }
    return chroma();
  }

  private double[] chroma() {
    bank.apply(power.bins, rows);
    return FrameBatch.flat(rows, out);
  }

  @Override
  public void close() {
    spectrum.close();
  }
}
