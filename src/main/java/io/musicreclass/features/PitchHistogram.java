package io.musicreclass.features;

/** The histogram of deviations from the nearest semitone that decides a tuning (SPEC section 3). */
final class PitchHistogram {
  /** Step of the histogram, in fractions of a semitone. */
  private static final double STEP = 0.01;

  /** Bins of the histogram; {@code [0.49, 0.5)} is in none. */
  private static final int CLASSES = 99;

  private static final double LOG_2 = Math.log(2);

  private final int[] votes = new int[CLASSES];

  /** Counts a peak, in float arithmetic like the reference, since a single count may decide. */
  void add(float pitch) {
    float semitones = 12 * (float) (Math.log(pitch / 27.5f) / LOG_2);
    float residual = semitones - (float) Math.floor(semitones);
    if (residual >= 0.5f) {
      residual -= 1;
    }
    int bin = (int) Math.floor((residual + 0.5) / STEP);
    // The division may be off by one bin at the edges, which the comparison defines.
    while (bin > 0 && residual < edge(bin)) {
      bin--;
    }
    while (residual >= edge(bin + 1)) {
      bin++;
    }
    if (bin < CLASSES || residual == edge(CLASSES)) {
      votes[Math.min(bin, CLASSES - 1)]++;
    }
  }

  /** The left edge of the first bin with the highest count. */
  double winner() {
    int winner = 0;
    for (int bin = 1; bin < votes.length; bin++) {
      if (votes[bin] > votes[winner]) {
        winner = bin;
      }
    }
    return edge(winner);
  }

  private static double edge(int bin) {
    return bin * STEP - 0.5;
  }
}
