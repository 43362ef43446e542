package io.musicreclass.track;

import java.util.Arrays;

/** A probability for each genre of a set: finite, 0 to 1, summing to 1 within 1e-4. */
public final class Scores {
  private final GenreSet genres;
  private final double[] values;

  private Scores(GenreSet genres, double[] values) {
    this.genres = genres;
    this.values = values;
  }

  /**
   * Scores from probabilities in the order of the set (copied).
   *
   * @throws IllegalArgumentException if they are not a distribution over the set
   */
  public static Scores of(GenreSet genres, double... probabilities) {
    double sum = 0;
    boolean proper = probabilities.length == genres.size();
    for (double p : probabilities) {
      proper &= p >= 0 && p <= 1 + 1e-9;
      sum += p;
    }
    if (!proper || Math.abs(sum - 1) > 1e-4) {
      throw new IllegalArgumentException(
          "Not a distribution over "
              + genres.size()
              + " genres: "
              + Arrays.toString(probabilities));
    }
    return new Scores(genres, probabilities.clone());
  }

  /**
   * The softmax of a network's logits, in double precision.
   *
   * @throws IllegalArgumentException if a logit is NaN or infinite, or the count is wrong
   */
  public static Scores softmax(GenreSet genres, float[] logits) {
    double max = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      if (!Float.isFinite(logit)) {
        throw new IllegalArgumentException("The network's output is not finite");
      }
      max = Math.max(max, logit);
    }
    double[] p = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.exp(logits[i] - max);
      sum += p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= sum;
    }
    return of(genres, p);
  }

  /**
   * The softmax at another temperature: above 1 the probabilities become more equal, below 1 less.
   * Their order stays.
   *
   * @param temperature above 0
   */
  public Scores tempered(double temperature) {
    if (temperature == 1) {
      return this;
    }
    double[] p = new double[values.length];
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.pow(values[i] / values[top()], 1 / temperature);
      sum += p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= sum;
    }
    return of(genres, p);
  }

  public GenreSet genres() {
    return genres;
  }

  public double value(int genre) {
    return values[genre];
  }

  /** Index of the most probable genre; the first of equals. */
  public int top() {
    int top = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[top]) {
        top = i;
      }
    }
    return top;
  }

  /** The probabilities in the order of the set (a copy). */
  public double[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scores s && genres.equals(s.genres) && Arrays.equals(values, s.values);
  }

  @Override
  public int hashCode() {
    return 31 * genres.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    int top = top();
    return genres.name(top) + " " + values[top];
  }
}
