package io.musicreclass.features;

import io.musicreclass.features.dsp.Selection;
import io.musicreclass.features.loops.Peaks;
import java.util.List;
import java.util.OptionalDouble;

/** Estimates the deviation from A440 by a vote of spectral peaks (SPEC section 3, steps 5 to 8). */
final class Tuning {
  private Tuning() {}

  /** The tuning in fractions of a semitone, -0.5 to 0.48; empty if there are no peaks. */
  static OptionalDouble of(List<Peaks> peaks) {
    int total = peaks.stream().mapToInt(Peaks::count).sum();
    if (total == 0) {
      return OptionalDouble.empty();
    }
    double[] magnitudes = new double[total];
    int n = 0;
    for (Peaks p : peaks) {
      for (int i = 0; i < p.count(); i++) {
        magnitudes[n++] = p.magnitude(i);
      }
    }
    float threshold = median(magnitudes);
    PitchHistogram histogram = new PitchHistogram();
    for (Peaks p : peaks) {
      for (int i = 0; i < p.count(); i++) {
        if (p.magnitude(i) >= threshold) {
          histogram.add(p.pitch(i));
        }
      }
    }
    return OptionalDouble.of(histogram.winner());
  }

  /** The median in float arithmetic, which rounds values halfway between two floats. */
  private static float median(double[] values) {
    int middle = values.length / 2;
    float upper = (float) Selection.select(values, middle);
    if (values.length % 2 == 1) {
      return upper;
    }
    float lower = (float) Selection.largest(values, middle);
    return (lower + upper) / 2;
  }
}
