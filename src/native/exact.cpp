// What must be rounded as the reference rounds: compiled without joining products and sums.
#include "exact.h"

#include <algorithm>
#include <cmath>

namespace LOOPS_PATH {

static const float TINY = 1.17549435e-38f;

void peaks(const f8 *spectra, f8 largest, unsigned lanes, Peaks *out) {
  const float *values = (const float *)spectra;
  f8 threshold = largest * 0.1f;
  int count = *out->count;
  for (int k = out->from; k < out->to; k++) {
    f8 at = spectra[k];
    i8 is = (at > threshold) & (at > spectra[k - 1]) & (at >= spectra[k + 1]);
    for (unsigned found = bits(is) & lanes; found != 0; found &= found - 1) {
      int lane = __builtin_ctz(found);
      float before = values[GROUP * (k - 1) + lane];
      float peak = values[GROUP * k + lane];
      float after = values[GROUP * (k + 1) + lane];
      float slope = 0.5f * (after - before);
      float bend = 2 * peak - after - before;
      float shift = slope / (std::fabs(bend) < TINY ? bend + 1 : bend);
      float pitch = (float)((k + (double)shift) * out->rate / SIZE);
      if (pitch > 0) {
        out->magnitudes[count] = peak + 0.5f * slope * shift;
        out->pitches[count++] = pitch;
      }
    }
  }
  *out->count = count;
}

template <typename T>
static inline T squared(T x) {
  return x * x;
}

/** The sum as numpy computes it, pairwise over leaves of eight running sums. */
template <typename T, typename F>
static T pairwise(const double *x, int count, F f) {
  const int leaf = 128;
  if (count > leaf) {
    int half = count / 2 - count / 2 % 8;
    return pairwise<T>(x, half, f) + pairwise<T>(x + half, count - half, f);
  }
  T r[8] = {}, sum = 0;
  int i = 0;
  if (count >= 8) {
    for (; i + 8 <= count; i += 8) {
      for (int j = 0; j < 8; j++) {
        r[j] += f((T)x[i + j]);
      }
    }
    sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
  }
  for (; i < count; i++) {
    sum += f((T)x[i]);
  }
  return sum;
}

template <typename T>
static void moments(double *x, int count, double *out) {
  T n = (T)count;
  T mean = pairwise<T>(x, count, [](T v) { return v; }) / n;
  double least = x[0], most = x[0];
  for (int i = 0; i < count; i++) {
    least = x[i] < least ? x[i] : least;
    most = x[i] > most ? x[i] : most;
  }
  out[0] = mean;
  out[1] = pairwise<T>(x, count, [mean](T v) { return squared(v - mean); }) / n;
  out[2] = pairwise<T>(x, count, [mean](T v) { return squared(v - mean) * (v - mean); }) / n;
  out[3] = pairwise<T>(x, count, [mean](T v) { return squared(squared(v - mean)); }) / n;
  out[4] = least;
  out[5] = most;
  double *middle = x + count / 2;
  std::nth_element(x, middle, x + count);
  out[6] = count % 2 == 1 ? *middle : (*std::max_element(x, middle) + *middle) / 2;
}

void moments(double *x, int count, int single, double *out) {
  if (single) {
    moments<float>(x, count, out);
  } else {
    moments<double>(x, count, out);
  }
}

} // namespace LOOPS_PATH
