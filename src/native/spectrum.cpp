// The real transform of four frames at once, in double: the frames' even samples are the real parts
// and their odd samples the imaginary parts of a complex transform of half the size, which is done
// by radix-4 steps in place (decimation in frequency). The first step reads and windows the samples;
// the four parts it leaves fit the first-level cache. The last step separates the two halves.
#include "spectrum.h"

#include "tables.h"

namespace LOOPS_PATH {

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
static inline void read(const float *samples, int at, Four *out) {
  f4 a = load<f4>(samples + at), b = load<f4>(samples + HOP + at);
  f4 c = load<f4>(samples + 2 * HOP + at), d = load<f4>(samples + 3 * HOP + at);
  transpose(a, b, c, d);
  const double *w = TABLES.window + at;
  out[0] = {wide(a) * w[0], wide(b) * w[1]};
  out[1] = {wide(c) * w[2], wide(d) * w[3]};
}

static void first(const float *samples, Four *x) {
  const int quarter = HALF / 4;
  for (int n = 0; n < quarter; n += 2) {
    Four in[4][2];
    for (int part = 0; part < 4; part++) {
      read(samples, 2 * (n + part * quarter), in[part]);
    }
    for (int i = 0; i < 2; i++) {
      step(in[0][i], in[1][i], in[2][i], in[3][i], TABLES.factors[n + i], x + n + i, quarter);
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

static inline f4 magnitude(d4 re, d4 im) {
  d4 r = wide(narrow(re)), i = wide(narrow(im));
  return narrow(root(r * r + i * i));
}

static void four(const float *samples, Four *x, float *out) {
  first(samples, x);
  for (int part = 0; part < 4; part++) {
    rest<HALF / 4>(x + part * HALF / 4, TABLES.factors + HALF / 4);
  }
  store(out, magnitude(x[0].re + x[0].im, d4{}));
  store(out + GROUP * HALF, magnitude(x[0].re - x[0].im, d4{}));
  for (int k = 1; k <= HALF / 2; k++) {
    Four a = x[TABLES.place[k]], b = x[TABLES.place[HALF - k]];
    Four even = {(a.re + b.re) * 0.5, (a.im - b.im) * 0.5};
    Four odd = Four{(a.im + b.im) * 0.5, (b.re - a.re) * 0.5} * TABLES.halves[k];
    store(out + GROUP * k, magnitude(even.re + odd.re, even.im + odd.im));
    store(out + GROUP * (HALF - k), magnitude(even.re - odd.re, even.im - odd.im));
  }
}

void magnitudes(const float *samples, Four *work, f8 *out) {
  float *floats = (float *)out;
  four(samples, work, floats);
  four(samples + 4 * HOP, work, floats + 4);
}

} // namespace LOOPS_PATH
