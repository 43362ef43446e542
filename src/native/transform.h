// The real transform of four frames at once, in double: the frames' even samples are the real parts
// and their odd samples the imaginary parts of a complex transform of half the size, which is done
// by radix-4 steps in place (decimation in frequency). The first step reads and windows the samples;
// the four parts it leaves fit the first-level cache. The last step separates the two halves.
#pragma once

#include "tables.h"
#include "vectors.h"

namespace LOOPS_PATH {

/** One value of four transforms. */
struct Four {
  d4 re, im;
};

/** Four frames, each hop samples after the one before. */
struct Windowed {
  const float *samples;
  int hop;
  const double *window;
  int length; // of the window, a multiple of 4; zeros follow
};

static inline Four operator+(Four a, Four b) { return {a.re + b.re, a.im + b.im}; }
static inline Four operator-(Four a, Four b) { return {a.re - b.re, a.im - b.im}; }
static inline Four minusI(Four a) { return {a.im, -a.re}; }
static inline Four operator*(Four a, Complex w) {
  return {a.re * w.re - a.im * w.im, a.re * w.im + a.im * w.re};
}

static inline void step(Four a, Four b, Four c, Four d, const Factors &w, Four *out, int stride) {
  Four sum = a + c, even = b + d, difference = a - c, odd = minusI(b - d);
  out[0] = sum + even;
  out[stride] = (difference + odd) * w.first;
  out[2 * stride] = (sum - even) * w.second;
  out[3 * stride] = (difference - odd) * w.third;
}

/** Two windowed complex values of each of four frames. */
static inline void read(const Windowed &in, int at, Four *out) {
  if (at >= in.length) {
    out[0] = out[1] = Four{};
    return;
  }
  const float *x = in.samples + at;
  f4 a = load<f4>(x), b = load<f4>(x + in.hop), c = load<f4>(x + 2 * in.hop), d = load<f4>(x + 3 * in.hop);
  transpose(a, b, c, d);
  const double *w = in.window + at;
  out[0] = {wide(a) * w[0], wide(b) * w[1]};
  out[1] = {wide(c) * w[2], wide(d) * w[3]};
}

template <int HALF>
static inline void first(const Windowed &frames, Four *x, const Factors *w) {
  const int quarter = HALF / 4;
  for (int n = 0; n < quarter; n += 2) {
    Four in[4][2];
    for (int part = 0; part < 4; part++) {
      read(frames, 2 * (n + part * quarter), in[part]);
    }
    for (int i = 0; i < 2; i++) {
      step(in[0][i], in[1][i], in[2][i], in[3][i], w[n + i], x + n + i, quarter);
    }
  }
}

template <int LENGTH>
static inline void rest(Four *x, const Factors *w) {
  const int quarter = LENGTH / 4;
  for (int n = 0; n < quarter; n++) {
    step(x[n], x[n + quarter], x[n + 2 * quarter], x[n + 3 * quarter], w[n], x + n, quarter);
  }
  for (int part = 0; part < 4; part++) {
    rest<quarter>(x + part * quarter, w + quarter);
  }
}

template <>
inline void rest<4>(Four *x, const Factors *) {
  Four sum = x[0] + x[2], even = x[1] + x[3], difference = x[0] - x[2], odd = minusI(x[1] - x[3]);
  x[0] = sum + even;
  x[1] = difference + odd;
  x[2] = sum - even;
  x[3] = difference - odd;
}

template <>
inline void rest<2>(Four *x, const Factors *) {
  Four sum = x[0] + x[1];
  x[1] = x[0] - x[1];
  x[0] = sum;
}

/**
 * Calls visit(k, re, im) for each of the SAMPLES / 2 + 1 bins of four frames.
 *
 * @param x room for SAMPLES / 2 values
 */
template <int SAMPLES, typename Visit>
static inline void transform(const Windowed &frames, Four *x, Visit visit) {
  const int half = SAMPLES / 2;
  const Tables<SAMPLES> &tables = Tables<SAMPLES>::ALL;
  first<half>(frames, x, tables.factors);
  for (int part = 0; part < 4; part++) {
    rest<half / 4>(x + part * half / 4, tables.factors + half / 4);
  }
  visit(0, x[0].re + x[0].im, d4{});
  visit(half, x[0].re - x[0].im, d4{});
  for (int k = 1; k <= half / 2; k++) {
    Four a = x[tables.place[k]], b = x[tables.place[half - k]];
    Four even = {(a.re + b.re) * 0.5, (a.im - b.im) * 0.5};
    Four odd = Four{(a.im + b.im) * 0.5, (b.re - a.re) * 0.5} * tables.halves[k];
    visit(k, even.re + odd.re, even.im + odd.im);
    visit(half - k, even.re - odd.re, even.im - odd.im);
  }
}

} // namespace LOOPS_PATH
