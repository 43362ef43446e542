package io.musicreclass.features;

/** Zero crossing rate (SPEC section 10). */
final class ZeroCrossings {
  private ZeroCrossings() {}

  /**
   * The rate of each frame of a block. Beyond the song's ends the reference repeats the edge
   * sample, where nothing crosses; so the mirrored samples are left out.
   */
  static double[] rates(FrameBlock block) {
    double[] x = block.samples;
    int[] before = new int[x.length];
    int crossings = 0;
    for (int i = 0; i < x.length; i++) {
      before[i] = crossings;
      if (i >= block.realFrom && i + 1 < block.realTo && (x[i] < 0) != (x[i + 1] < 0)) {
        crossings++;
      }
    }
    double[] rates = new double[block.count];
    for (int j = 0; j < rates.length; j++) {
      int start = Spectrum.HOP * j;
      int inside = before[start + Spectrum.SIZE - 1] - before[start];
      rates[j] = (double) inside / Spectrum.SIZE;
    }
    return rates;
  }
}
