#include "filters.h"

#include <cmath>

namespace LOOPS_PATH {

void product(const float *weights, int columns, const float *in, double *out) {
  for (int lane = 0; lane < LANES; lane += GROUP) {
    f8 sums[FILTERS] = {};
    const float *w = weights;
    for (int k = 0; k < columns; k++, w += FILTERS) {
      f8 x = load<f8>(in + LANES * k + lane);
#pragma GCC unroll 12
      for (int r = 0; r < FILTERS; r++) {
        sums[r] += x * w[r];
      }
    }
    for (int r = 0; r < FILTERS; r++) {
      store(out + LANES * r + lane, wide(low(sums[r])));
      store(out + LANES * r + lane + 4, wide(high(sums[r])));
    }
  }
}

static const int STRETCH = 512, SPAN = 32, PARTS = 8, RUN = 4 * PARTS, SHARING = 4, LARGEST_FACTOR = 8;

/** Adds products with SHARING taps. Four apart, they meet the same vectors, so that a load serves all of them. */
static inline void share(const double *x, const double *taps, int apart, d4 *sums) {
  d4 w[SHARING];
#pragma GCC unroll 4
  for (int j = 0; j < SHARING; j++) {
    w[j] = all(taps[apart * j]);
  }
#pragma GCC unroll 11
  for (int v = 0; v < PARTS + SHARING - 1; v++) {
    d4 values = load<d4>(x + 4 * v);
#pragma GCC unroll 4
    for (int j = 0; j < SHARING; j++) {
      if (v >= j && v - j < PARTS) {
        sums[v - j] += values * w[j];
      }
    }
  }
}

/** At most STRETCH outputs: a filter of SPAN taps over each phase of the input. */
static void stretch(const float *x, int factor, const double *taps, int count, float *out) {
  double phases[LARGEST_FACTOR][STRETCH + SPAN];
  for (int p = 0; p < factor; p++) {
    for (int t = 0; t < count + SPAN - 1; t++) {
      phases[p][t] = x[factor * t + p];
    }
    for (int t = count + SPAN - 1; t < STRETCH + SPAN; t++) {
      phases[p][t] = 0;
    }
  }
  for (int t = 0; t < count; t += RUN) {
    d4 sums[PARTS] = {};
    for (int p = 0; p < factor; p++) {
      for (int i = 0; i < SPAN; i += 4 * SHARING) {
        for (int shift = i; shift < i + 4; shift++) {
          share(phases[p] + t + shift, taps + factor * shift + p, 4 * factor, sums);
        }
      }
    }
    float run[RUN];
    for (int part = 0; part < PARTS; part++) {
      store(run + 4 * part, narrow(sums[part]));
    }
    std::memcpy(out + t, run, sizeof(float) * (count - t < RUN ? count - t : RUN));
  }
}

void decimate(const float *x, int factor, const double *taps, int count, float *out) {
  for (int t = 0; t < count; t += STRETCH) {
    stretch(x + factor * t, factor, taps, count - t < STRETCH ? count - t : STRETCH, out + t);
  }
}

/** The samples of GROUP frames side by side. */
static void gather(const float *samples, int hop, int size, f8 *out) {
  float *floats = (float *)out;
  for (int n = 0; n < size; n += 4) {
    for (int half = 0; half < GROUP; half += 4) {
      const float *from = samples + hop * half + n;
      f4 a = load<f4>(from), b = load<f4>(from + hop);
      f4 c = load<f4>(from + 2 * hop), d = load<f4>(from + 3 * hop);
      transpose(a, b, c, d);
      store(floats + GROUP * n + half, a);
      store(floats + GROUP * (n + 1) + half, b);
      store(floats + GROUP * (n + 2) + half, c);
      store(floats + GROUP * (n + 3) + half, d);
    }
  }
}

/** In double: the echoes of a sound seven octaves down are so small that their squares are no floats. */
static inline d4 magnitude(f4 re, f4 im) { return root(wide(re) * wide(re) + wide(im) * wide(im)); }

void correlate(const float *samples, int hop, int size, int count, const Quartet *quartets, int number,
               const float *weights, const double *scales, void *work, double *out) {
  f8 *x = (f8 *)work;
  for (int lane = 0; lane < count; lane += GROUP) {
    gather(samples + hop * lane, hop, size, x);
    const float *w = weights;
    for (const Quartet *q = quartets; q < quartets + number; q++) {
      f8 re[QUARTET] = {}, im[QUARTET] = {};
      int pairs = size / 2 + q->middle;
      for (int slot = 0; slot < pairs; slot++, w += 2 * QUARTET) {
        f8 left = x[(slot - q->middle) & (size - 1)], right = x[size - 1 - slot];
        f8 sum = left + right, difference = left - right;
#pragma GCC unroll 4
        for (int f = 0; f < QUARTET; f++) {
          re[f] += sum * w[2 * f];
          im[f] += difference * w[2 * f + 1];
        }
      }
      for (int f = 0; f < QUARTET; f++) {
        int row = q->filter[f];
        if (row >= 0) {
          store(out + LANES * row + lane, magnitude(low(re[f]), low(im[f])) * scales[row]);
          store(out + LANES * row + lane + 4, magnitude(high(re[f]), high(im[f])) * scales[row]);
        }
      }
    }
  }
}

} // namespace LOOPS_PATH
