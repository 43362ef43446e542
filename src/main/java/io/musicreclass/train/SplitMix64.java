package io.musicreclass.train;

/**
 * A seeded random number generator: SplitMix64 (Steele, Lea, Flood 2014), implemented here because
 * training must give the same bytes with every Java version.
 */
public final class SplitMix64 {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  SplitMix64(long seed) {
    this.state = seed;
  }

  /** An independent generator that depends only on this seed and the number. */
  public static SplitMix64 of(long seed, long number) {
    return new SplitMix64(new SplitMix64(seed ^ new SplitMix64(number).next()).next());
  }

  long next() {
    state += GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Uniform in 0 (inclusive) to 1 (exclusive). */
  public double uniform() {
    return (next() >>> 11) * 0x1p-53;
  }

  /** Normal with mean 0 and deviation 1 (Box, Muller 1958). */
  public double normal() {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * Math.PI * uniform());
  }

  /** The numbers 0 to n - 1 in random order (Fisher, Yates). */
  public int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = (int) (uniform() * (i + 1));
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
