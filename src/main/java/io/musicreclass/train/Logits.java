package io.musicreclass.train;

/** Arithmetic on logits, one row a track. In double and by StrictMath: the same everywhere. */
final class Logits {
  private Logits() {}

  /** Probabilities: softmax of logits / temperature. */
  static double[] softmax(double[] logits, double temperature) {
    double max = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      max = Math.max(max, logit);
    }
    double[] p = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      p[i] = StrictMath.exp((logits[i] - max) / temperature);
      sum += p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= sum;
    }
    return p;
  }

  /** Mean negative logarithm of the probability of the true genre. */
  static double loss(double[][] logits, Data truth, double temperature) {
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      double p = softmax(logits[i], temperature)[truth.label(i)];
      sum -= StrictMath.log(Math.max(p, Double.MIN_NORMAL));
    }
    return sum / logits.length;
  }

  /**
   * The temperature of least loss (Guo et al. 2017), to half a percent, from 0.25 to 16: by golden
   * section over its logarithm, in which the loss has one minimum.
   */
  static double temperature(double[][] logits, Data truth) {
    double ratio = (Math.sqrt(5) - 1) / 2;
    double low = StrictMath.log(0.25);
    double high = StrictMath.log(16);
    double a = high - ratio * (high - low);
    double b = low + ratio * (high - low);
    double lossA = loss(logits, truth, StrictMath.exp(a));
    double lossB = loss(logits, truth, StrictMath.exp(b));
    while (high - low > 0.005) {
      if (lossA <= lossB) {
        high = b;
        b = a;
        lossB = lossA;
        a = high - ratio * (high - low);
        lossA = loss(logits, truth, StrictMath.exp(a));
      } else {
        low = a;
        a = b;
        lossA = lossB;
        b = low + ratio * (high - low);
        lossB = loss(logits, truth, StrictMath.exp(b));
      }
    }
    return StrictMath.exp((low + high) / 2);
  }

  /** Place of the highest; the first of equals. */
  static int top(double[] values) {
    int top = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[top]) {
        top = i;
      }
    }
    return top;
  }
}
