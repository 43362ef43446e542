package io.musicreclass.evaluate;

/**
 * Two votes on the same songs, compared by the exact test of McNemar (1947).
 *
 * @param newlyRight songs on which only the second is right
 * @param newlyWrong songs on which only the first is right
 * @param p probability of a difference at least this large by chance; 0 to 1
 */
record PairedTest(int newlyRight, int newlyWrong, double p) {
  static PairedTest of(int newlyRight, int newlyWrong) {
    int n = newlyRight + newlyWrong;
    double logTerm = -n * Math.log(2); // of the binomial distribution with probability 1/2
    double tail = 0;
    for (int i = 0; i <= Math.min(newlyRight, newlyWrong); i++) {
      tail += Math.exp(logTerm);
      logTerm += Math.log(n - i) - Math.log(i + 1);
    }
    return new PairedTest(newlyRight, newlyWrong, Math.min(1, 2 * tail));
  }
}
