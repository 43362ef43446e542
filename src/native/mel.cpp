// Mel spectrograms of any window: what the front ends of the networks need.
#include "decibels.h"
#include "transform.h"

namespace LOOPS_PATH {

namespace {

/** Intermediate values of four frames. */
struct Work {
  Four transform[SIZE / 2];
  d4 bins[BINS];
};
static_assert(sizeof(Work) <= WORK, "work");

} // namespace

template <int SAMPLES>
static void four(const Mel &mel, const float *samples, Work &work, float *out) {
  bool rooted = mel.magnitude != 0;
  transform<SAMPLES>({samples, mel.hop, mel.window, mel.length}, work.transform, [&](int k, d4 re, d4 im) {
    d4 power = re * re + im * im;
    work.bins[k] = rooted ? root(power) : power;
  });
  const double *weights = mel.bank.weights;
  for (int band = 0; band < mel.bands; band++) {
    d4 sum{};
    const d4 *bin = work.bins + mel.bank.from[band];
    for (int k = 0; k < mel.bank.count[band]; k++) {
      sum += bin[k] * weights[k];
    }
    weights += mel.bank.count[band];
    store(out + LANES * band, narrow(decibels(sum * mel.gain + mel.offset) * mel.scale + mel.shift));
  }
}

void mel(const Mel *mel, const float *samples, int count, void *work, float *out) {
  Work &w = *(Work *)work;
  for (int lane = 0; lane < count; lane += 4) {
    const float *from = samples + mel->hop * lane;
    switch (mel->size) {
    case 512: four<512>(*mel, from, w, out + lane); break;
    case 1024: four<1024>(*mel, from, w, out + lane); break;
    default: four<2048>(*mel, from, w, out + lane); break;
    }
  }
}

} // namespace LOOPS_PATH
