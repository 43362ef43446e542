// Compares the loops of each instruction set with plain sums in double.
#include "loops.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

static int failures = 0;

static void expect(const char *path, const char *what, int at, double is, double want, double allowed) {
  if (!(std::fabs(is - want) <= allowed) && failures++ < 20) {
    std::printf("%s: %s [%d] is %.9g instead of %.9g\n", path, what, at, is, want);
  }
}

static double noise() {
  static uint32_t state = 518;
  state = state * 1664525 + 1013904223;
  return (double)(int32_t)state / 2147483648.0;
}

static std::vector<float> signal(int count) {
  std::vector<float> x(count);
  for (int i = 0; i < count; i++) {
    x[i] = (float)(0.3 * std::sin(0.1 * i) + 0.2 * noise());
  }
  return x;
}

alignas(64) static unsigned char work[WORK];

static double windowed(const std::vector<float> &x, int frame, int i) {
  return x[HOP * frame + i] * (0.5 - 0.5 * std::cos(2 * M_PI * i / SIZE));
}

static double magnitude(const std::vector<float> &x, int frame, int k) {
  double re = 0, im = 0;
  for (int i = 0; i < SIZE; i++) {
    double angle = 2 * M_PI * (double)((int64_t)k * i % SIZE) / SIZE;
    re += windowed(x, frame, i) * std::cos(angle);
    im -= windowed(x, frame, i) * std::sin(angle);
  }
  return std::hypot(re, im);
}

static void checkMagnitudes(const Loops &loops) {
  std::vector<float> x = signal(HOP * (LANES - 1) + SIZE), out(BINS * LANES), power(BINS * LANES);
  loops.magnitudes(x.data(), 13, work, out.data());
  loops.powers(x.data(), 13, work, power.data());
  for (int frame : {0, 3, 8, 12}) {
    for (int k : {0, 1, 2, 17, 255, 511, 512, 513, 1000, 1023, 1024}) {
      float is = out[LANES * k + frame];
      expect(loops.name, "magnitude", k, is, magnitude(x, frame, k), 1e-5);
      expect(loops.name, "power", k, power[LANES * k + frame], is * is, 0);
    }
  }
}

/** All of a frame, of a spectrum that is known from the magnitudes. */
static void checkFrames(const Loops &loops, int count) {
  std::vector<float> x = signal(HOP * (LANES - 1) + SIZE), s(BINS * LANES);
  loops.magnitudes(x.data(), count, work, s.data());
  std::vector<double> rmse(LANES), centroid(LANES), bandwidth(LANES), rolloff(LANES), weights(MELS * 5);
  std::vector<double> peak(BANDS * LANES), valley(BANDS * LANES);
  std::vector<float> mel(MELS * LANES), power(BINS * LANES), m1(BINS * LANES), p1(BINS * LANES), m2(m1), p2(p1);
  std::vector<int32_t> from(MELS), number(MELS, 5);
  for (int b = 0; b < MELS; b++) {
    from[b] = 8 * b;
    for (int k = 0; k < 5; k++) {
      weights[5 * b + k] = 1 + std::fabs(noise());
    }
  }
  int32_t c1 = -1, c2 = -1;
  Runs bank = {from.data(), number.data(), weights.data()};
  Frames out = {rmse.data(), centroid.data(), bandwidth.data(), rolloff.data(), peak.data(), valley.data(),
                mel.data(), power.data(), {44100, 7, 186, &c1, m1.data(), p1.data()},
                {22050, 14, 372, &c2, m2.data(), p2.data()}};
  loops.frames(x.data(), count, &bank, work, &out);
  int peaks = 0;
  for (int j = 0; j < count; j++) {
    auto of = [&](int k) { return (double)s[LANES * k + j]; };
    double sum = 0, first = 0, second = 0, energy = 0, most = 0;
    float running = 0;
    for (int k = 0; k < BINS; k++) {
      sum += of(k);
      first += k * of(k);
      second += (double)k * k * of(k);
      energy += of(k) * of(k);
      most = std::max(most, of(k));
      running += (float)of(k);
    }
    int rolled = 0;
    float cumulated = (float)of(0);
    while (cumulated < 0.85f * running) {
      cumulated += (float)of(++rolled);
    }
    double hertz = 22050.0 / SIZE, mean = first / sum;
    expect(loops.name, "rmse", j, rmse[j], std::sqrt(energy / BINS), 1e-5 * std::sqrt(energy / BINS));
    expect(loops.name, "centroid", j, centroid[j], hertz * mean, 1e-6 * hertz * mean);
    expect(loops.name, "bandwidth", j, bandwidth[j], hertz * std::sqrt(second / sum - mean * mean), 1e-4);
    expect(loops.name, "rolloff", j, rolloff[j], hertz * rolled, 0);
    const int edge[] = {0, 18, 37, 74, 148, 297, 594, BINS}, extremes[] = {1, 1, 1, 2, 3, 6, 9};
    for (int b = 0; b < BANDS; b++) {
      std::vector<double> sorted;
      for (int k = edge[b]; k < edge[b + 1]; k++) {
        sorted.push_back(of(k));
      }
      std::sort(sorted.begin(), sorted.end());
      double low = 0, high = 0;
      for (int i = 0; i < extremes[b]; i++) {
        low += sorted[i] / extremes[b];
        high += sorted[sorted.size() - 1 - i] / extremes[b];
      }
      expect(loops.name, "peak", b, peak[LANES * b + j], 10 * std::log10(high), 1e-5);
      expect(loops.name, "valley", b, valley[LANES * b + j], 10 * std::log10(low), 1e-5);
    }
    for (int b = 0; b < MELS; b++) {
      double band = 0;
      for (int k = 0; k < 5; k++) {
        band += weights[5 * b + k] * of(8 * b + k) * of(8 * b + k);
      }
      expect(loops.name, "mel", b, mel[LANES * b + j], 10 * std::log10(band), 1e-4);
    }
    for (int k = 7; k < 186; k++) {
      peaks += of(k) > (double)(0.1f * (float)most) && of(k) > of(k - 1) && of(k) >= of(k + 1);
    }
  }
  expect(loops.name, "number of peaks", count, c1, peaks, 0);
}

static void checkProduct(const Loops &loops) {
  const int columns = 33;
  std::vector<float> weights(FILTERS * columns), in(columns * LANES);
  std::vector<double> out(FILTERS * LANES);
  std::generate(weights.begin(), weights.end(), noise);
  std::generate(in.begin(), in.end(), noise);
  loops.product(weights.data(), columns, in.data(), out.data());
  for (int i = 0; i < FILTERS * LANES; i++) {
    double want = 0;
    for (int k = 0; k < columns; k++) {
      want += (double)weights[FILTERS * k + i / LANES] * in[LANES * k + i % LANES];
    }
    expect(loops.name, "product", i, out[i], want, 1e-5);
  }
}

static void checkDecimate(const Loops &loops, int factor, int count) {
  std::vector<float> x = signal(factor * (count + 32)), out(count + 1, 7);
  std::vector<double> taps(32 * factor);
  std::generate(taps.begin(), taps.end(), noise);
  loops.decimate(x.data(), factor, taps.data(), count, out.data());
  for (int t = 0; t < count; t++) {
    double want = 0;
    for (int j = 0; j < 32 * factor; j++) {
      want += taps[j] * x[factor * t + j];
    }
    expect(loops.name, "decimated", t, out[t], want, 1e-6);
  }
  expect(loops.name, "after the last decimated", count, out[count], 7, 0);
}

static void checkCorrelate(const Loops &loops, int hop, int count) {
  const int size = 64;
  std::vector<float> x = signal(hop * (LANES - 1) + size), weights;
  std::vector<double> out(FILTERS * LANES), scales(FILTERS, 2);
  Quartet quartets[] = {{0, {0, 2, 4, -1}}, {1, {1, 3, -1, -1}}};
  for (const Quartet &q : quartets) {
    for (int i = 0; i < (size / 2 + q.middle) * QUARTET * 2; i++) {
      weights.push_back((float)noise());
    }
  }
  loops.correlate(x.data(), hop, size, count, quartets, 2, weights.data(), scales.data(), work, out.data());
  const float *w = weights.data();
  for (const Quartet &q : quartets) {
    int pairs = size / 2 + q.middle;
    for (int f = 0; f < QUARTET && q.filter[f] >= 0; f++) {
      for (int j = 0; j < count; j++) {
        double re = 0, im = 0;
        for (int slot = 0; slot < pairs; slot++) {
          double left = x[hop * j + ((slot - q.middle) & (size - 1))], right = x[hop * j + size - 1 - slot];
          re += (left + right) * w[2 * (QUARTET * slot + f)];
          im += (left - right) * w[2 * (QUARTET * slot + f) + 1];
        }
        expect(loops.name, "correlation", q.filter[f], out[LANES * q.filter[f] + j], 2 * std::hypot(re, im), 1e-5);
      }
    }
    w += 2 * QUARTET * pairs;
  }
}

static void checkMoments(const Loops &loops, int count) {
  std::vector<double> x(count), sorted;
  std::generate(x.begin(), x.end(), noise);
  sorted = x;
  std::sort(sorted.begin(), sorted.end());
  double mean = 0, central[5] = {};
  for (double v : x) {
    mean += v / count;
  }
  for (double v : x) {
    for (int power = 2; power <= 4; power++) {
      central[power] += std::pow(v - mean, power) / count;
    }
  }
  double median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
  double want[] = {mean, central[2], central[3], central[4], sorted.front(), sorted.back(), median}, is[7];
  for (int single = 0; single < 2; single++) {
    std::vector<double> copy = x;
    loops.moments(copy.data(), count, single, is);
    for (int i = 0; i < 7; i++) {
      expect(loops.name, "moment", i, is[i], want[i], single && i < 4 ? 1e-5 : 1e-12);
    }
  }
}

/** Bands of one bin each. */
static void checkMel(const Loops &loops, int size, int length, int count) {
  const int hop = length / 2 + 1, bands = size / 2 + 1;
  std::vector<float> x = signal(hop * (LANES - 1) + size), out(bands * LANES);
  std::vector<double> window(length), weights(bands);
  std::vector<int32_t> from(bands), number(bands, 1);
  std::generate(window.begin(), window.end(), noise);
  for (int k = 0; k < bands; k++) {
    from[k] = k;
    weights[k] = 1 + std::fabs(noise());
  }
  Mel mel = {window.data(), {from.data(), number.data(), weights.data()}, 1000, 1, 0.5, -3, length, hop, size, bands, 0};
  for (int magnitude = 0; magnitude < 2; magnitude++) {
    mel.magnitude = magnitude;
    loops.mel(&mel, x.data(), count, work, out.data());
    for (int j = 0; j < count; j += 3) {
      for (int k = 0; k < bands; k += 31) {
        double re = 0, im = 0;
        for (int i = 0; i < length; i++) {
          double angle = 2 * M_PI * (double)((int64_t)k * i % size) / size;
          re += x[hop * j + i] * window[i] * std::cos(angle);
          im -= x[hop * j + i] * window[i] * std::sin(angle);
        }
        double bin = magnitude ? std::hypot(re, im) : re * re + im * im;
        double want = -3 + 0.5 * 10 * std::log10(1000 * weights[k] * bin + 1);
        expect(loops.name, "band", k, out[LANES * k + j], want, 1e-5);
      }
    }
  }
}

static void check(const Loops &loops) {
  checkMagnitudes(loops);
  for (int count : {1, 7, 8, 9, (int)LANES}) {
    checkFrames(loops, count);
    checkCorrelate(loops, 4, count);
    checkCorrelate(loops, 129, count);
  }
  checkProduct(loops);
  for (int count : {1, 31, 32, 33, 511, 512, 513, 1500}) {
    for (int factor : {2, 4, 8}) {
      checkDecimate(loops, factor, count);
    }
  }
  for (int count : {1, 4, 13, (int)LANES}) {
    checkMel(loops, 512, 400, count);
    checkMel(loops, 1024, 800, count);
    checkMel(loops, 2048, 2048, count);
  }
  for (int count : {1, 2, 7, 8, 9, 127, 128, 129, 1000, 2585}) {
    checkMoments(loops, count);
  }
  std::printf("%s: checked\n", loops.name);
}

int main() {
  check(baseline::LOOPS);
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    check(avx2::LOOPS);
  } else {
    std::printf("SKIPPED: avx2, which this processor lacks\n");
  }
#endif
  return failures == 0 ? 0 : 1;
}
