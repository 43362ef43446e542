// Everything of a frame that needs only its spectrum (SPEC sections 2, 3 and 8 to 13), eight frames
// side by side while their spectra are in the cache.
#include "decibels.h"
#include "exact.h"
#include "spectrum.h"

#include <cmath>

namespace LOOPS_PATH {

namespace {

/** Intermediate values of GROUP frames. */
struct Work {
  Four transform[SIZE / 2];
  f8 magnitude[BINS];
  f8 power[BINS];
  f8 running[BINS];
};
static_assert(sizeof(Work) <= WORK, "work");

/** Sums over a spectrum for eight frames. */
struct Sum {
  d4 a{}, b{};
  void add(d4 x, d4 y) {
    a += x;
    b += y;
  }
  double of(int lane) const { return lane < 4 ? a[lane] : b[lane - 4]; }
};

} // namespace

/** Energy, centroid, bandwidth and roll-off; computes the powers. */
static void shape(Work &w, int lanes, int column, Frames &out) {
  Sum sum, first, second, energy;
  f8 running{};
  for (int k = 0; k < BINS; k++) {
    f8 s = w.magnitude[k];
    f8 p = s * s;
    w.power[k] = p;
    running += s;
    w.running[k] = running;
    d4 a = wide(low(s)), b = wide(high(s));
    d4 ka = a * (double)k, kb = b * (double)k;
    sum.add(a, b);
    first.add(ka, kb);
    second.add(ka * (double)k, kb * (double)k);
    energy.add(wide(low(p)), wide(high(p)));
  }
  i8 below{};
  f8 threshold = running * 0.85f;
  for (int k = 0; k < BINS - 1; k++) {
    below -= w.running[k] < threshold; // a true lane is -1
  }
  const double hertz = 22050.0 / SIZE;
  for (int lane = 0; lane < lanes; lane++) {
    int at = column + lane;
    double total = sum.of(lane);
    bool audible = total >= 1.17549435e-38;
    double mean = audible ? first.of(lane) / total : 0;
    double variance = audible ? second.of(lane) / total - mean * mean : 0;
    out.rmse[at] = std::sqrt((float)(energy.of(lane) / BINS));
    out.centroid[at] = mean * hertz;
    out.bandwidth[at] = variance > 0 ? hertz * std::sqrt(variance) : 0;
    out.rolloff[at] = hertz * below[lane];
  }
}

/**
 * The COUNT largest keys of each lane, descending. Magnitudes are not negative: the bits of floats
 * are ordered as they are.
 */
template <int COUNT, bool LARGEST>
static inline void extremes(const f8 *spectrum, int from, int to, i8 *top) {
  i8 kept[COUNT];
  for (int j = 0; j < COUNT; j++) {
    kept[j] = i8{} + (LARGEST ? 0 : INT32_MAX);
  }
  for (int k = from; k < to; k++) {
    i8 carried = (i8)spectrum[k];
#pragma GCC unroll 9
    for (int j = 0; j < COUNT; j++) {
      i8 small = smaller(kept[j], carried), large = larger(kept[j], carried);
      kept[j] = LARGEST ? large : small;
      carried = LARGEST ? small : large;
    }
  }
  for (int j = 0; j < COUNT; j++) {
    top[j] = kept[j];
  }
}

static inline void meanInDecibels(const i8 *top, int count, double *out) {
  f8 sum{};
  for (int j = 0; j < count; j++) {
    sum += (f8)top[j];
  }
  sum /= all((float)count);
  store(out, decibels(wide(low(sum))));
  store(out + 4, decibels(wide(high(sum))));
}

/** One band of the contrast; returns the largest magnitudes. */
template <int COUNT>
static f8 band(const f8 *spectrum, int from, int to, double *peak, double *valley) {
  i8 top[COUNT], bottom[COUNT];
  extremes<COUNT, true>(spectrum, from, to, top);
  extremes<COUNT, false>(spectrum, from, to, bottom);
  meanInDecibels(top, COUNT, peak);
  meanInDecibels(bottom, COUNT, valley);
  return (f8)top[0];
}

static f8 contrast(const f8 *s, int column, Frames &out) {
  double *peak = out.peak + column, *valley = out.valley + column;
  f8 largest[BANDS] = {
      band<1>(s, 0, 18, peak, valley),
      band<1>(s, 18, 37, peak + LANES, valley + LANES),
      band<1>(s, 37, 74, peak + 2 * LANES, valley + 2 * LANES),
      band<2>(s, 74, 148, peak + 3 * LANES, valley + 3 * LANES),
      band<3>(s, 148, 297, peak + 4 * LANES, valley + 4 * LANES),
      band<6>(s, 297, 594, peak + 5 * LANES, valley + 5 * LANES),
      band<9>(s, 594, BINS, peak + 6 * LANES, valley + 6 * LANES),
  };
  f8 all{};
  for (f8 of : largest) {
    all = of > all ? of : all;
  }
  return all;
}

static void mels(const f8 *power, const Runs &bank, int column, Frames &out) {
  const double *weights = bank.weights;
  for (int band = 0; band < MELS; band++) {
    d4 a{}, b{};
    const f8 *p = power + bank.from[band];
    for (int k = 0; k < bank.count[band]; k++) {
      a += wide(low(p[k])) * weights[k];
      b += wide(high(p[k])) * weights[k];
    }
    weights += bank.count[band];
    store(out.mel + LANES * band + column, join(narrow(decibels(a)), narrow(decibels(b))));
  }
}

void frames(const float *samples, int count, const Runs *mel, void *work, Frames *out) {
  Work &w = *(Work *)work;
  *out->magnitudePeaks.count = 0;
  *out->powerPeaks.count = 0;
  for (int column = 0; column < count; column += GROUP) {
    int lanes = count - column < GROUP ? count - column : GROUP;
    magnitudes(samples + HOP * column, w.transform, w.magnitude);
    shape(w, lanes, column, *out);
    f8 largest = contrast(w.magnitude, column, *out);
    unsigned mask = (1u << lanes) - 1;
    peaks(w.magnitude, largest, mask, &out->magnitudePeaks);
    peaks(w.power, largest * largest, mask, &out->powerPeaks);
    mels(w.power, *mel, column, *out);
    for (int k = 0; k < BINS; k++) {
      store(out->power + LANES * k + column, w.power[k]);
    }
  }
}

void powers(const float *samples, int count, void *work, float *power) {
  Work &w = *(Work *)work;
  for (int column = 0; column < count; column += GROUP) {
    magnitudes(samples + HOP * column, w.transform, w.magnitude);
    for (int k = 0; k < BINS; k++) {
      store(power + LANES * k + column, w.magnitude[k] * w.magnitude[k]);
    }
  }
}

/** The magnitudes alone, bin by bin in rows of LANES, for tests. */
void magnitudesOnly(const float *samples, int count, void *work, float *out) {
  Work &w = *(Work *)work;
  for (int column = 0; column < count; column += GROUP) {
    magnitudes(samples + HOP * column, w.transform, w.magnitude);
    for (int k = 0; k < BINS; k++) {
      store(out + LANES * k + column, w.magnitude[k]);
    }
  }
}

} // namespace LOOPS_PATH
