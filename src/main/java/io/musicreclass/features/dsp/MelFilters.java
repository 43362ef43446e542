package io.musicreclass.features.dsp;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Triangular filters spaced equally on a mel scale: one row per band, one column per bin. */
public final class MelFilters {
  private static final double LINEAR_TO = 1000;
  private static final double HZ_PER_MEL = 200.0 / 3;
  private static final double LINEAR_MELS = LINEAR_TO / HZ_PER_MEL;
  private static final double LOG_STEP = Math.log(6.4) / 27;

  private MelFilters() {}

  /** On Slaney's scale (Auditory Toolbox, 1998): linear in Hz, all of the same area. */
  public static double[][] slaney(int bands, double from, double to, int size, int sampleRate) {
    double[] edges = edges(bands, slaneyMels(from), slaneyMels(to));
    Arrays.setAll(edges, i -> slaneyHertz(edges[i]));
    double[][] filters = triangles(edges, size, sampleRate, hertz -> hertz);
    for (int band = 0; band < bands; band++) {
      double[] filter = filters[band];
      double area = (edges[band + 2] - edges[band]) / 2;
      Arrays.setAll(filter, k -> filter[k] / area);
    }
    return filters;
  }

  /** On HTK's scale, 1127 ln(1 + f / 700): linear in mel, all of height 1, zero at 0 Hz. */
  public static double[][] htk(int bands, double from, double to, int size, int sampleRate) {
    DoubleUnaryOperator mels = hertz -> 1127 * Math.log(1 + hertz / 700);
    double[] edges = edges(bands, mels.applyAsDouble(from), mels.applyAsDouble(to));
    double[][] filters = triangles(edges, size, sampleRate, mels);
    for (double[] filter : filters) {
      filter[0] = 0;
    }
    return filters;
  }

  private static double[] edges(int bands, double from, double to) {
    double[] edges = new double[bands + 2];
    Arrays.setAll(edges, i -> from + (to - from) * i / (bands + 1));
    return edges;
  }

  /** Triangles of height 1 between edges in the unit to which {@code unit} converts Hz. */
  private static double[][] triangles(
      double[] edges, int size, int sampleRate, DoubleUnaryOperator unit) {
    double[][] filters = new double[edges.length - 2][size / 2 + 1];
    for (int band = 0; band < filters.length; band++) {
      double low = edges[band];
      double centre = edges[band + 1];
      double high = edges[band + 2];
      for (int k = 0; k <= size / 2; k++) {
        double x = unit.applyAsDouble((double) k * sampleRate / size);
        double height = Math.min((x - low) / (centre - low), (high - x) / (high - centre));
        filters[band][k] = Math.max(0, height);
      }
    }
    return filters;
  }

  private static double slaneyMels(double hertz) {
    return hertz < LINEAR_TO
        ? hertz / HZ_PER_MEL
        : LINEAR_MELS + Math.log(hertz / LINEAR_TO) / LOG_STEP;
  }

  private static double slaneyHertz(double mels) {
    return mels < LINEAR_MELS
        ? mels * HZ_PER_MEL
        : LINEAR_TO * Math.exp(LOG_STEP * (mels - LINEAR_MELS));
  }
}
